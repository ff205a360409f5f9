-- The days ahead on which the shop is usually open.
--
-- Builds: facts.open_ahead
-- Grain:  day_on; up to four weeks ahead
-- Reads:  facts.trading_day, facts.booked_ahead
-- Source: house definition: a weekday is open if it was in at least half of the last 8 weeks; where
--         that leaves none, every day may be; a day with a booking is open

create or replace macro facts.open_ahead(as_of) as table

with habit as (

    select
        weekday,
        avg(case when is_open then 1.0 else 0.0 end) >= 0.5 as is_usually_open
    from facts.trading_day
    where trading_on > as_of::date - 56 and trading_on <= as_of::date
    group by weekday

),

open_weekday as (

    select weekday
    from habit
    where is_usually_open

),

booked_day as (

    select distinct starts_on as day_on
    from facts.booked_ahead(as_of)

),

ahead as (

    select as_of::date + step.days::integer as day_on
    from (select unnest(range(1, 29)) as days) as step

)

select ahead.day_on
from ahead
left join open_weekday on isodow(ahead.day_on) = open_weekday.weekday
left join booked_day on ahead.day_on = booked_day.day_on
where
    ahead.day_on is not null
    and (
        open_weekday.weekday is not null
        or booked_day.day_on is not null
        or not exists (
            select 1
            from habit
            where habit.is_usually_open
        )
    )
