-- SurveyMonkey responses.
--
-- Kind:      satisfaction
-- Vendor:    survey_monkey
-- Signature: Respondent ID, Collector ID, Start Date
-- Needs:     Respondent ID
-- May have:  Collector ID, Start Date, End Date, Date Created, Date Modified, IP Address,
--            Email Address, First Name, Last Name, Custom Data 1
-- Fields:    date = End Date, email = Email Address, customer_name = First Name + Last Name
-- Grain:     one answered question of one row of the file
-- Quirks:    Two header rows, read as "question: choice"; a choice of several spreads over columns,
--            each holding its own label. The respondent's number is the row's id, not a person's:
--            the same person answers under a new one. Names and addresses may be questions
--            ("Contact information: Name"). The IP address is left out.

with asked as (  -- noqa: ST03

    select
        * exclude (
            "Respondent ID", "Collector ID", "Start Date", "End Date", "Date Created",
            "Date Modified", "IP Address", "Email Address", "First Name", "Last Name",
            "Custom Data 1"
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
            coalesce("End Date", "Date Modified", "Start Date", "Date Created") as responded
        from export_file
    ) as written

)

select
    respondent.row_number,
    respondent.responded_at,
    response.vendor_customer_id,
    coalesce(
        nullif(concat_ws(' ', respondent."First Name", respondent."Last Name"), ''),
        response.customer_name
    ) as customer_name,
    coalesce(
        respondent."Email Address",
        case
            when looks_like_email(respondent."Custom Data 1") then respondent."Custom Data 1"
        end,
        response.email
    ) as email,
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
        respondent."Respondent ID", concat_ws('|', respondent.responded, response.answers)
    ) as row_id,
    case
        when respondent.responded_at is null
            then unusable_cell('unreadable_date', null, respondent.responded)
        when response.row_number is null then rejection('nothing_answered', null)
        else response.reason
    end as reason
from respondent
left join response on respondent.row_number = response.row_number
