-- How likely each customer is in on a given day, judged at the end of an earlier one.
--
-- Builds: facts.likely_on
-- Grain:  customer_id; people with at least 2 visits who have not lapsed
-- Reads:  facts.visit, facts.trading_day, facts.standing_on
-- Source: house definition (docs/decisions.md, "Weekday habit, newest weeks first")
--
-- Of the last 13 open days of that weekday since the first visit, those with a visit, each week
-- counting 0.9 of the one after it; one to nine more such days at the customer's overall daily rate of
-- the last 8 weeks, the more the less the customer keeps to a weekday; and half a day without a visit
-- for each such day short of four. All of it times patience / absence once an absence is longer than
-- the patience. For who comes less than weekly the weekday says little and the rhythm much: times 1.5 x
-- (days since the last visit / cadence) squared, 2 at the most.

create or replace macro facts.likely_on(as_of, on_day, at_location) as table

with same_weekday as (

    select
        trading_on,
        row_number() over (order by trading_on desc) as weeks_back
    from facts.trading_day
    where is_open and trading_on <= as_of::date and weekday = isodow(on_day::date)
    qualify row_number() over (order by trading_on desc) <= 13

),

recent_open as (

    select trading_on
    from facts.trading_day
    where is_open and trading_on <= as_of::date and trading_on > as_of::date - 56

),

candidate as (

    select
        customer_id,
        customer_name,
        status,
        first_visited_on,
        last_visited_on,
        days_since_last,
        visit_count,
        is_regular,
        cadence_days,
        spread_days,
        overdue_ratio
    from facts.standing_on(as_of)
    where
        visit_count >= 2
        and status in ('returning', 'regular', 'slipping')

),

chance_day as (

    select
        candidate.customer_id,
        count(*) as weekday_count,
        sum(pow(0.9, same_weekday.weeks_back - 1)) as weight
    from candidate
    inner join same_weekday on same_weekday.trading_on >= candidate.first_visited_on
    group by candidate.customer_id

),

hit_day as (

    select
        visit.customer_id,
        count(*) as hit_count,
        sum(pow(0.9, same_weekday.weeks_back - 1)) as weight
    from facts.visit as visit
    inner join same_weekday on visit.visited_on = same_weekday.trading_on
    where
        visit.customer_id is not null
        and (at_location is null or visit.location = at_location)
    group by visit.customer_id

),

open_day_count as (

    select
        candidate.customer_id,
        count(*) as day_count
    from candidate
    inner join recent_open on recent_open.trading_on >= candidate.first_visited_on
    group by candidate.customer_id

),

weekday_count as (

    select
        customer_id,
        weekday,
        count(*) as visit_count
    from facts.visit
    where
        customer_id is not null
        and visited_on <= as_of::date
        and visited_on > as_of::date - 182
    group by customer_id, weekday

),

-- 1 for who comes on any day of the week, 0 from half of the visits on one weekday on.
looseness as (

    select
        customer_id,
        least(1.0, greatest(
            0.0, (0.5 - max(visit_count) / sum(visit_count)::double) / (0.5 - 1 / 7.0)
        )) as looseness
    from weekday_count
    group by customer_id

),

recent_visit as (

    select
        visit.customer_id,
        count(*) as visit_count
    from facts.visit as visit
    inner join recent_open on visit.visited_on = recent_open.trading_on
    where
        visit.customer_id is not null
        and (at_location is null or visit.location = at_location)
    group by visit.customer_id

)

select
    candidate.customer_id,
    candidate.customer_name,
    candidate.status,
    candidate.first_visited_on,
    candidate.last_visited_on,
    candidate.days_since_last,
    candidate.visit_count,
    candidate.is_regular,
    candidate.cadence_days,
    candidate.spread_days,
    candidate.overdue_ratio,
    coalesce(hit_day.hit_count, 0)::integer as weekday_hit_count,
    coalesce(chance_day.weekday_count, 0)::integer as weekday_count,
    least(
        0.98,
        case
            when candidate.cadence_days > 8
                then least(2.0, 1.5 * pow(
                    (candidate.days_since_last + (on_day::date - as_of::date))
                    / candidate.cadence_days, 2
                ))
            else 1.0
        end
        * least(1.0, 1.0 / greatest(candidate.overdue_ratio, 1.0))
        * (
            coalesce(hit_day.weight, 0)
            + (1 + 8 * coalesce(looseness.looseness, 0))
            * coalesce(recent_visit.visit_count, 0) / greatest(open_day_count.day_count, 6)
        )
        / (
            coalesce(chance_day.weight, 0) + 1 + 8 * coalesce(looseness.looseness, 0)
            + 0.5 * greatest(0, 4 - coalesce(chance_day.weekday_count, 0))
        )
    ) as visit_chance
from candidate
left join chance_day on candidate.customer_id = chance_day.customer_id
left join hit_day on candidate.customer_id = hit_day.customer_id
left join open_day_count on candidate.customer_id = open_day_count.customer_id
left join looseness on candidate.customer_id = looseness.customer_id
left join recent_visit on candidate.customer_id = recent_visit.customer_id
