-- Who came in a period, by how often, and what those of them who answered said.
--
-- Builds: facts.answer_layer
-- Grain:  metric, often
-- Reads:  facts.visit, facts.response
-- Source: house definition: people we recognise, one voice each (the mean of what they answered); the
--         overall scores only
--
-- often: 1 came once, 2 two or three times, 4 four to nine times, 10 more often. goodness is 0 to 1 a
-- person (facts.score_day); n of visitor_count people answered.

create or replace macro facts.answer_layer(from_day, to_day, at_location, by_staff) as table

with visitor as (

    select
        customer_id,
        case
            when count(*) >= 10 then 10 when count(*) >= 4 then 4 when count(*) >= 2 then 2 else 1
        end as often
    from facts.visit
    where
        customer_id is not null
        and visited_on between from_day::date and to_day::date
        and (at_location is null or location = at_location)
        and (by_staff is null or staff = by_staff)
    group by customer_id

),

voice as (

    select
        customer_id,
        metric,
        avg(goodness_of(metric, score)) as goodness
    from facts.response
    where
        customer_id is not null
        and score is not null
        and touchpoint = 'overall'
        and responded_on between from_day::date and to_day::date
        and (at_location is null or location = at_location)
        and (by_staff is null or staff = by_staff)
    group by customer_id, metric

),

metric as (

    select distinct metric
    from voice

),

came as (

    select
        often,
        count(*) as visitor_count
    from visitor
    group by often

),

heard as (

    select
        voice.metric,
        visitor.often,
        count(*) as n,
        sum(voice.goodness) as goodness,
        sum(voice.goodness * voice.goodness) as goodness_square
    from voice
    inner join visitor on voice.customer_id = visitor.customer_id
    group by voice.metric, visitor.often

)

select
    metric.metric,
    came.often,
    came.visitor_count::integer as visitor_count,
    coalesce(heard.n, 0)::integer as n,
    coalesce(heard.goodness, 0)::double as goodness,
    coalesce(heard.goodness_square, 0)::double as goodness_square
from came
cross join metric
left join heard on metric.metric = heard.metric and came.often = heard.often
