-- What was known of everybody's visits at the end of a given day, and when they came next.
--
-- Builds: facts.history_on
-- Grain:  customer_id
-- Reads:  facts.visit, facts.customer, facts.trading_day
-- Source: house definition (docs/decisions.md, "The last visit carries the state"); repeats,
--         recency_days and age_days are x, t.x and T of Fader, Hardie & Lee (2005)
--
-- Days leave closures out. last_three_days is how long ago the visit three before the last one was.

create or replace macro facts.history_on(as_of) as table

with today as (

    select coalesce(max(closed_days), 0) as closed_days
    from facts.trading_day
    where trading_on <= as_of::date

),

last_visit as (

    select *
    from facts.visit
    where
        customer_id is not null
        and visited_on <= as_of::date
        and (next_visited_on is null or next_visited_on > as_of::date)

)

select
    last_visit.customer_id,
    last_visit.visit_number - 1 as repeats,
    (last_visit.visited_on - customer.first_visited_on)
    - (last_visit.closed_days - first_day.closed_days) as recency_days,
    (as_of::date - customer.first_visited_on)
    - (today.closed_days - first_day.closed_days) as age_days,
    (as_of::date - last_visit.visited_on)
    - (today.closed_days - last_visit.closed_days) as absence_days,
    last_visit.log_gaps,
    last_visit.gap_days,
    last_visit.cadence_days,
    last_visit.spread_days,
    as_of::date - (last_visit.regular_until - 181) as last_three_days,
    last_visit.mean_spend,
    last_visit.visited_on,
    last_visit.next_visited_on
from last_visit
inner join facts.customer as customer on last_visit.customer_id = customer.customer_id
inner join facts.trading_day as first_day on customer.first_visited_on = first_day.trading_on
cross join today
