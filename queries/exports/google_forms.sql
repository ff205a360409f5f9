-- Google Forms responses.
--
-- Kind:      satisfaction
-- Vendor:    google_forms
-- Signature: Timestamp
-- First:     Timestamp
-- Needs:     Timestamp
-- May have:  Email Address
-- Fields:    date = Timestamp, email = Email Address
-- Grain:     one answered question of one row of the file
-- Quirks:    Headers are the questions. Scales are bare numbers: what an answer counts as is
--            decided by the wording and by all answers of its question (survey_responses). Names,
--            addresses and phone numbers are questions too. Timestamps read
--            2020/10/30 3:08:44 PM GMT+1 (file) or as the sheet's country writes them
--            (10/30/2020 15:08:44, 30/10/2020 15:08:44).

with asked as (  -- noqa: ST03

    select * exclude ("Timestamp", "Email Address")
    from export_file

),

response as (

    select * from survey_responses(asked)

),

respondent as (

    select
        *,
        read_at("Timestamp", $day_first, null, $time_zone) as responded_at
    from export_file

)

select
    respondent.row_number,
    respondent.responded_at,
    response.vendor_customer_id,
    response.customer_name,
    coalesce(respondent."Email Address", response.email) as email,
    response.phone,
    null::varchar as card,
    response.question,
    response.touchpoint,
    response.metric,
    response.score,
    response.comment,
    response.staff,
    response.location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws(
        '|', respondent."Timestamp", respondent."Email Address", response.answers
    ) as row_id,
    case
        when respondent.responded_at is null
            then unusable_cell('unreadable_timestamp', null, respondent."Timestamp")
        when response.row_number is null then rejection('nothing_answered', null)
        else response.reason
    end as reason
from respondent
left join response on respondent.row_number = response.row_number
