-- When they come.
--
-- Question: How many recognised customers are likely in, hour by hour?
-- Grain:    hour
-- Params:   $as_of date, the last trading day; nothing after it is used
--           $day date, the day ahead
--           $location text, one place, or null for all
--           $staff text, their usual colleague, or null for all
-- Columns:  hour integer, hour of the day, 0 to 23
--           expected_count double, people expected in that hour, the sum of their chances
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.expected_on, facts.visit
-- Source:   each customer's chance, spread over the hours of their visits in the last 26 weeks;
--           visits on the same weekday count three times; hours
--           without any visit on that weekday in the last 13 weeks are left out; a booking counts at
--           its own hour

with likely as (

    select
        customer_id,
        visit_chance,
        booked_at
    from facts.expected_on($as_of, $day, $location, $staff)

),

open_hour as (

    select distinct visit.hour
    from facts.visit as visit
    where
        visit.weekday = isodow($day::date)
        and visit.visited_on <= $as_of::date
        and visit.visited_on > $as_of::date - 91
        and ($location::varchar is null or visit.location = $location)

),

hour_weight as (

    select
        visit.customer_id,
        visit.hour,
        sum(case when visit.weekday = isodow($day::date) then 3 else 1 end) as weight
    from facts.visit as visit
    inner join likely on visit.customer_id = likely.customer_id
    inner join open_hour on visit.hour = open_hour.hour
    where
        likely.booked_at is null
        and visit.visited_on <= $as_of::date
        and visit.visited_on > $as_of::date - 182
        and ($location::varchar is null or visit.location = $location)
    group by visit.customer_id, visit.hour

),

hour_share as (

    select
        customer_id,
        hour,
        weight / sum(weight) over (partition by customer_id) as share
    from hour_weight
    union all
    select
        customer_id,
        hour(booked_at)::utinyint as hour,
        1.0 as share
    from likely
    where booked_at is not null

)

select
    hour_share.hour::integer as hour,
    sum(likely.visit_chance * hour_share.share) as expected_count
from hour_share
inner join likely on hour_share.customer_id = likely.customer_id
group by hour_share.hour
having sum(likely.visit_chance * hour_share.share) >= 0.05
order by hour_share.hour
