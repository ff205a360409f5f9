-- What people say.
--
-- Question: What did people write, how did they score, and did they come back?
-- Grain:    response_number; answers with a comment
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  response_number integer, the answer's number, until the next import
--           responded_on date, day of the answer
--           customer_id id or null, who, where we know
--           customer_name text or null, what they are called
--           score integer or null, the score of 10, else the mean of the others, rounded
--           metric code, the kind of score: nps or csat
--           mood code, how they scored: unhappy, neutral or happy
--           comment text, what they wrote
--           named text or null, colleagues whom the comment names, as they are called there
--           touchpoints list of label or null, what was rated with it, the worst first
--           touchpoint_scores list of integer or null, the score of 5 of each
--           staff text or null, who served on that visit
--           location label or null, place of that visit
--           category label or null, what most was spent on at that visit
--           visitor code or null, who they were on that visit: first visit, in between or regulars
--           weekday integer or null, weekday of that visit, 1 is Monday
--           hour integer or null, hour of that visit
--           came_back_on date or null, day of the visit after the one that it is about
--           last_visited_on date or null, day of their last visit, whatever it is about
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name, comment text, named name, staff colleague
-- Reads:    facts.response, facts.customer, facts.answer_context, facts.comment_colleague
-- Source:   unhappy: 6 or less of 10, or else 2 or less of 5; happy: 9-10 of 10, or 4-5 of 5

with told as (

    select distinct response_number
    from facts.response
    where
        comment is not null
        and responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

),

answer as (

    select
        response_number,
        max(row_key) as row_key,
        max(responded_on) as responded_on,
        max(customer_id) as customer_id,
        max(comment) as comment,
        max(staff) as staff,
        max(location) as location,
        max(next_visited_on) as next_visited_on,
        max(case when metric = 'nps' then score end) as nps_score,
        avg(case when metric in ('csat', 'stars') then score end) as mean_score,
        list(touchpoint order by score, touchpoint)
        filter (where metric = 'csat' and touchpoint is not null and score is not null)
            as touchpoints,
        list(score::integer order by score, touchpoint)
        filter (where metric = 'csat' and touchpoint is not null and score is not null)
            as touchpoint_scores
    from facts.response
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
        and response_number in (select told.response_number from told)
    group by response_number

),

colleague as (

    select
        response_number,
        string_agg(called, ', ' order by called) as named
    from facts.comment_colleague
    where responded_on between $from_on::date and $as_of::date
    group by response_number

)

select
    answer.response_number,
    answer.responded_on,
    answer.customer_id,
    customer.customer_name,
    coalesce(answer.nps_score, round(answer.mean_score))::integer as score,
    case when answer.nps_score is not null then 'nps' else 'csat' end as metric,
    case
        when answer.nps_score <= 6 or (answer.nps_score is null and answer.mean_score < 2.5)
            then 'unhappy'
        when answer.nps_score >= 9 or (answer.nps_score is null and answer.mean_score >= 4)
            then 'happy'
        else 'neutral'
    end as mood,
    answer.comment,
    colleague.named,
    answer.touchpoints,
    answer.touchpoint_scores,
    answer.staff,
    answer.location,
    context.category,
    context.visitor,
    context.weekday,
    context.hour,
    answer.next_visited_on as came_back_on,
    customer.last_visited_on
from answer
left join facts.customer as customer on answer.customer_id = customer.customer_id
left join facts.answer_context as context on answer.row_key = context.row_key
left join colleague on answer.response_number = colleague.response_number
order by answer.response_number desc
