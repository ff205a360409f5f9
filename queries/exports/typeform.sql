-- Typeform responses.
--
-- Kind:      satisfaction
-- Vendor:    typeform
-- Signature: Start Date (UTC), Submit Date (UTC)
-- Needs:     Submit Date (UTC)
-- May have:  #, Token, Response ID, Response Type, Start Date (UTC), Stage Date (UTC), Network ID,
--            Tags, Ending, Outcome
-- Fields:    date = Submit Date (UTC)
-- Grain:     one answered question of one row of the file
-- Quirks:    Between the response's id and the dates stand the questions and the hidden fields
--            (email, phone, name and customer_id are understood). Dates are of UTC. Who did not
--            finish has no submit date: then it is when the last page, or else the first, was seen.
--            "Other" beside a choice holds what was written instead. Phones begin with an
--            apostrophe. The network id is left out.

with asked as (  -- noqa: ST03

    select
        * exclude (
            "#", "Token", "Response ID", "Response Type", "Start Date (UTC)", "Stage Date (UTC)",
            "Submit Date (UTC)", "Network ID", "Tags", "Ending", "Outcome"
        )
    from export_file

),

response as (

    select * from survey_responses(asked)

),

respondent as (

    select
        *,
        read_at(responded, $day_first, 'UTC', $time_zone) as responded_at
    from (
        select
            *,
            coalesce("Submit Date (UTC)", "Stage Date (UTC)", "Start Date (UTC)") as responded
        from export_file
    ) as written

)

select
    respondent.row_number,
    respondent.responded_at,
    response.vendor_customer_id,
    response.customer_name,
    response.email,
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
    coalesce(
        respondent."#", respondent."Token", respondent."Response ID",
        concat_ws('|', respondent."Start Date (UTC)", response.email, response.answers)
    ) as row_id,
    case
        when respondent.responded_at is null
            then unusable_cell('unreadable_date', null, respondent.responded)
        when response.row_number is null then rejection('nothing_answered', null)
        else response.reason
    end as reason
from respondent
left join response on respondent.row_number = response.row_number
