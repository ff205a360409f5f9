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
-- Quirks:    Headers are the questions. Scales are bare numbers: a question about recommending, or
--            one whose answers pass 5, runs from 0 to 10; one about effort from 1 to 7; the others
--            from 1 to 5. Timestamps read 2020/10/30 3:08:44 PM GMT+1 (file) or
--            10/30/2020 15:08:44 (linked sheet).

with answer as (

    unpivot (select * exclude ("Timestamp", "Email Address") from export_file)
    on columns(* exclude (row_number))
    into name question value answer

),

question as (

    select
        question,
        score_metric(
            question, count(try_cast(answer as decimal(6, 2))), count(answer),
            max(try_cast(answer as decimal(6, 2))),
            count(*) filter (where try_cast(answer as decimal(6, 2)) > 5)
        ) as metric
    from answer
    group by question

),

scored as (

    select
        answer.row_number,
        answer.question,
        question.metric,
        try_cast(answer.answer as decimal(6, 2)) as score,
        answer.answer
    from answer
    inner join question on answer.question = question.question
    where question.metric is not null

),

remark as (

    select
        answer.row_number,
        string_agg(answer.answer, ' / ' order by answer.question) as comment,
        string_agg(answer.question, ' / ' order by answer.question) as question
    from answer
    inner join question on answer.question = question.question
    where question.metric is null and not looks_like_contact(answer.answer)
    group by answer.row_number

),

answered_row as (

    select
        row_number,
        string_agg(question || '=' || answer, '|' order by question) as answers
    from answer
    group by row_number

),

scored_row as (

    select
        row_number,
        max(case
            when score is null
                then format('"{}" is not a score ({})', answer, question)
            when not score_fits(metric, score)
                then format(
                    'The score {} is outside {} ({})',
                    answer, score_range(metric), question
                )
        end) as reason
    from scored
    group by row_number

),

said as (

    select
        scored.row_number,
        scored.question,
        scored.metric,
        scored.score,
        case
            when row_number() over (
                partition by scored.row_number
                order by (scored.metric = 'nps') desc, scored.question
            ) = 1 then remark.comment
        end as comment
    from scored
    left join remark on scored.row_number = remark.row_number
    union all
    select
        remark.row_number,
        remark.question,
        'comment' as metric,
        null::decimal(6, 2) as score,
        remark.comment
    from remark
    where remark.row_number not in (select scored.row_number from scored)

)

select
    export_file.row_number,
    shop_time(
        stamp_time(export_file."Timestamp"), stamp_offset(export_file."Timestamp"), $time_zone
    ) as responded_at,
    null::varchar as vendor_customer_id,
    null::varchar as customer_name,
    export_file."Email Address" as email,
    null::varchar as phone,
    said.question,
    touchpoint_of(said.question) as touchpoint,
    said.metric,
    said.score,
    said.comment,
    null::varchar as staff,
    null::varchar as location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws(
        '|', export_file."Timestamp", export_file."Email Address", answered_row.answers
    ) as content,
    case
        when stamp_time(export_file."Timestamp") is null
            then format('The timestamp cannot be read: "{}"', coalesce(export_file."Timestamp", ''))
        when said.row_number is null then 'No question was answered'
        else scored_row.reason
    end as reason
from export_file
left join said on export_file.row_number = said.row_number
left join answered_row on export_file.row_number = answered_row.row_number
left join scored_row on export_file.row_number = scored_row.row_number
