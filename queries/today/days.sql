-- The days ahead.
--
-- Question: Which are the next seven days on which the shop is usually open?
-- Grain:    day_on
-- Params:   $as_of date, the last trading day
-- Reads:    facts.trading_day
-- Source:   house definition: a weekday is open if it was in at least half of the last 8 weeks

with habit as (

    select
        weekday,
        avg(case when is_open then 1.0 else 0.0 end) as open_rate
    from facts.trading_day
    where trading_on > $as_of::date - 56 and trading_on <= $as_of::date
    group by weekday

),

ahead as (

    select $as_of::date + step.days::integer as day_on
    from (select unnest(range(1, 29)) as days) as step

)

select ahead.day_on
from ahead
inner join habit on isodow(ahead.day_on) = habit.weekday
where habit.open_rate >= 0.5
order by ahead.day_on
limit 7
