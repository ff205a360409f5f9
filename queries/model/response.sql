-- Answers, each with the visit it is most likely about.
--
-- Builds: facts.response
-- Grain:  response_number, question
-- Reads:  exports.response, facts.identity, facts.visit
-- Source: house definition (docs/decisions.md, "An answer is about the visit before it")
--
-- The visit is the same customer's last one in the 7 days up to the answer. Staff and location are
-- the answer's own where it has them, else that visit's. In exports the key of an answer is that of
-- its row and its question; here row_key is the row's, the same for all that somebody answered.

create or replace table facts.response as

with answered as (

    select
        response.* replace (
            xor(response.row_key, md5_number(response.question)) as row_key
        ),
        response.responded_at::date as responded_on,
        identity.customer_id
    from exports.response as response
    left join facts.identity as identity on response.handle_no = identity.handle_no
    where response.is_current

),

about as (

    select
        answered.row_key,
        answered.question,
        visit.visited_on,
        visit.staff,
        visit.location,
        visit.next_visited_on,
        row_number() over (
            partition by answered.row_key, answered.question order by visit.visited_on desc
        ) as recency
    from answered
    inner join facts.visit as visit
        on
            answered.customer_id = visit.customer_id
            and visit.visited_on <= answered.responded_on
            and visit.visited_on > answered.responded_on - 8

)

select
    dense_rank() over (order by answered.responded_at, answered.row_key) as response_number,
    answered.row_key,
    answered.question,
    answered.responded_at,
    answered.responded_on,
    answered.customer_id,
    answered.touchpoint,
    answered.metric,
    answered.score::integer as score,
    answered.comment,
    about.visited_on,
    about.next_visited_on,
    coalesce(answered.staff, about.staff) as staff,
    coalesce(answered.location, about.location) as location
from answered
left join about
    on
        answered.row_key = about.row_key
        and answered.question = about.question
        and about.recency = 1
