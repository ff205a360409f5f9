-- Complaints: the questionnaires in which somebody was unhappy, and whether they came back.
--
-- Builds: facts.complaint
-- Grain:  row_key
-- Reads:  facts.response, facts.visit, facts.outlook, facts.shop, facts.comment, facts.customer,
--         exports.response, exports.import
-- Source: 6 or less of 10, 3 or less of 5, the bad end of an effort scale, or angry words;
--         recovered after Tattle:
--         another visit or another answer within the horizon (docs/decisions.md, "A case is opened
--         by the data and written by people")
--
-- Several bad answers of one questionnaire are one complaint, and so are all that one person gave on
-- one day: first_row_key is the same for these. low_scores are its bad answers, as
-- "nps overall 3,csat speed 2"; goodness is the worst, from 0 to 1. known_on
-- is the day from which the shop could know: the last day of the export that brought it. opens_case
-- holds for 60 days up to the last trading day; what is older is history, and so is what somebody said
-- who was erased: there is nobody to answer. back_on is the first visit
-- or answer on a later day, recovered_on the same if it lies within horizon_days.

create or replace table facts.complaint as

with effort_question as (

    select distinct question
    from facts.response
    where metric = 'ces' and subject_of(question) = 'effort'

),

rated as (

    select
        response.row_key,
        response.touchpoint,
        response.metric,
        response.score,
        case
            when response.metric = 'nps' then response.score / 10.0
            when response.metric in ('csat', 'stars') then (response.score - 1) / 4.0
            when effort_question.question is not null then (7 - response.score) / 6.0
            when response.metric = 'ces' then (response.score - 1) / 6.0
        end as goodness
    from facts.response as response
    left join effort_question on response.question = effort_question.question
    where response.score is not null

),

low_score as (

    select
        row_key,
        min(goodness) as goodness,
        string_agg(
            metric || ' ' || touchpoint || ' ' || score::varchar,
            ',' order by metric desc, goodness, touchpoint
        ) as low_scores
    from rated
    where
        (metric = 'nps' and score <= 6)
        or (metric in ('csat', 'stars') and score <= 3)
        or (metric = 'ces' and goodness < 0.5)
    group by row_key

),

angry as (

    select distinct row_key
    from facts.comment
    where is_angry

),

complaining as (

    select
        coalesce(low_score.row_key, angry.row_key) as row_key,
        coalesce(low_score.goodness, 0.5) as goodness,
        low_score.low_scores,
        angry.row_key is not null as is_angry
    from low_score
    full join angry on low_score.row_key = angry.row_key

),

source as (

    select
        complaining.row_key,
        min(response.handle_no) as handle_no,
        min(response.import_id) as import_id
    from exports.response as response
    inner join complaining
        on complaining.row_key = xor(response.row_key, md5_number(response.question))
    group by complaining.row_key

),

answer as (

    select
        response.row_key,
        max(response.customer_id) as customer_id,
        max(response.responded_at) as responded_at,
        max(response.responded_on) as responded_on,
        string_agg(distinct response.comment, ' / ' order by response.comment) as comment,
        max(response.visited_on) as visited_on,
        max(response.staff) as staff,
        max(response.location) as location
    from facts.response as response
    semi join complaining on response.row_key = complaining.row_key
    group by response.row_key

),

later_visit as (

    select
        answer.row_key,
        min(visit.visited_on) as visited_on
    from answer
    inner join facts.visit as visit
        on answer.customer_id = visit.customer_id and answer.responded_on < visit.visited_on
    group by answer.row_key

),

later_answer as (

    select
        answer.row_key,
        min(response.responded_on) as responded_on
    from answer
    inner join facts.response as response
        on
            answer.customer_id = response.customer_id
            and answer.responded_on < response.responded_on
    group by answer.row_key

),

usual_horizon as (

    select coalesce(max(horizon_days), 56) as horizon_days
    from facts.outlook

),

dated as (

    select
        answer.row_key,
        min(answer.row_key) over (
            partition by
                coalesce(answer.customer_id, key_text(answer.row_key)),
                answer.responded_on
        ) as first_row_key,
        source.handle_no,
        answer.customer_id,
        answer.responded_at,
        answer.responded_on,
        greatest(answer.responded_on, least(import.to_on, import.imported_at::date)) as known_on,
        complaining.goodness,
        complaining.low_scores,
        complaining.is_angry,
        answer.comment,
        answer.visited_on,
        answer.staff,
        answer.location,
        coalesce(outlook.horizon_days, usual_horizon.horizon_days)::integer as horizon_days,
        least(later_visit.visited_on, later_answer.responded_on) as back_on,
        case
            when later_visit.visited_on <= later_answer.responded_on then 'visit'
            when later_answer.responded_on is not null then 'answer'
            when later_visit.visited_on is not null then 'visit'
        end as back_by,
        coalesce(customer.is_erased, false) as is_erased,
        coalesce(
            shop.last_trading_on, max(answer.responded_on) over ()
        ) as last_on
    from answer
    inner join complaining on answer.row_key = complaining.row_key
    left join source on answer.row_key = source.row_key
    left join exports.import as import on source.import_id = import.import_id
    left join later_visit on answer.row_key = later_visit.row_key
    left join later_answer on answer.row_key = later_answer.row_key
    left join facts.outlook as outlook on answer.customer_id = outlook.customer_id
    left join facts.customer as customer on answer.customer_id = customer.customer_id
    cross join usual_horizon
    cross join facts.shop as shop

)

select
    row_key,
    first_row_key,
    handle_no,
    customer_id,
    responded_at,
    responded_on,
    known_on,
    goodness::double as goodness,
    low_scores,
    is_angry,
    comment,
    visited_on,
    staff,
    location,
    horizon_days,
    back_on,
    back_by,
    case when back_on <= responded_on + horizon_days then back_on end as recovered_on,
    responded_on + horizon_days as judged_on,
    responded_on > last_on - 60 and not is_erased as opens_case,
    lead(responded_on) over (
        partition by coalesce(customer_id, key_text(row_key)) order by responded_on, row_key
    ) as complained_again_on
from dated
