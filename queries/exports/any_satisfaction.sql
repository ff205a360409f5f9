-- Answers and reviews from any other program.
--
-- Kind:      satisfaction
-- Needs:     date
-- May have:  time, customer_id, customer_name, email, phone, card, staff, location, channel,
--            receipt_id
-- Grain:     one answered question of one row of the file
-- Quirks:    The columns are our fields, after they were mapped. Every other column is a question,
--            under its own name: which are scores and which are comments is found from the wording
--            and the answers (survey_responses).

with asked as (  -- noqa: ST03

    select
        * exclude (
            "date", "time", "customer_id", "customer_name", "email", "phone", "card", "staff",
            "location", "channel", "receipt_id"
        )
    from export_file

),

response as (

    select * from survey_responses(asked)

),

respondent as (

    select
        *,
        read_at(responded, $day_first, null, $time_zone) as responded_at
    from (
        select
            *,
            nullif(concat_ws(' ', "date", "time"), '') as responded
        from export_file
    ) as written

)

select
    respondent.row_number,
    respondent.responded_at,
    coalesce(respondent."customer_id", response.vendor_customer_id) as vendor_customer_id,
    coalesce(respondent."customer_name", response.customer_name) as customer_name,
    coalesce(respondent."email", response.email) as email,
    coalesce(respondent."phone", response.phone) as phone,
    respondent."card",
    response.question,
    response.touchpoint,
    response.metric,
    response.score,
    response.comment,
    coalesce(respondent."staff", response.staff) as staff,
    coalesce(respondent."location", response.location) as location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws(
        '|', respondent.responded, respondent."customer_id", respondent."email",
        respondent."phone", respondent."card", respondent."receipt_id", response.answers
    ) as row_id,
    case
        when respondent.responded_at is null
            then unusable_cell('unreadable_date', null, respondent.responded)
        when response.row_number is null then rejection('nothing_answered', null)
        else response.reason
    end as reason
from respondent
left join response on respondent.row_number = response.row_number
