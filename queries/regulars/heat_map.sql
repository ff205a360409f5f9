-- The rhythm of the week.
--
-- Question: On which weekdays and hours do the regulars come?
-- Grain:    weekday, hour
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Columns:  weekday integer, 1 is Monday
--           hour integer, hour of the day, 0 to 23
--           visit_count integer, regulars' visits
--           visits_per_week double, of those, per open day of that weekday
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.standing_on, facts.visit, facts.trading_day
-- Source:   house definition; visits_per_week is per open day of that weekday

with regular as (

    select customer_id
    from facts.standing_on($as_of)
    where status in ('regular', 'slipping') and is_regular

),

open_day as (

    select
        weekday,
        count(*) as day_count
    from facts.trading_day
    where is_open and trading_on between $from_on::date and $as_of::date
    group by weekday

),

counted as (

    select
        visit.weekday,
        visit.hour,
        count(*) as visit_count
    from facts.visit as visit
    semi join regular on visit.customer_id = regular.customer_id
    where
        visit.visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or visit.location = $location)
        and ($staff::varchar is null or visit.staff = $staff)
    group by visit.weekday, visit.hour

)

select
    counted.weekday::integer as weekday,
    counted.hour::integer as hour,
    counted.visit_count,
    counted.visit_count / open_day.day_count::double as visits_per_week
from counted
inner join open_day on counted.weekday = open_day.weekday
order by counted.weekday, counted.hour
