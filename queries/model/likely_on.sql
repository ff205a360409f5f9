-- How likely each customer is in on a given day, judged at the end of an earlier one.
--
-- Builds: facts.likely_on
-- Grain:  customer_id; people with at least 2 visits who have not lapsed, and who is booked
-- Reads:  facts.visit, facts.trading_day, facts.standing_on, facts.customer, facts.booking,
--         facts.booked_ahead
-- Source: house definition (docs/decisions.md, "Weekday habit, newest weeks first")
--
-- Of the last 13 open days of that weekday since the first visit, those with a visit, each week
-- counting 0.9 of the one after it; one to nine more such days at the customer's overall daily rate of
-- the last 8 weeks, the more the less the customer keeps to a weekday; and half a day without a visit
-- for each such day short of four. All of it times patience / absence once an absence is longer than
-- the patience. For who comes less than weekly the weekday says little and the rhythm much: times 1.5 x
-- (days since the last visit / cadence) squared, 2 at the most.
-- Who is booked comes with the chance at which this shop's bookings were kept. Who is not, but would
-- have been by now for some share of the visits of a year, comes with that much less of a chance.

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

booked as (

    select *
    from facts.booked_ahead(as_of)
    where
        starts_on = on_day::date
        and (at_location is null or location is null or location = at_location)

),

-- Nineteen kept of twenty, until there are some to count.
promise as (

    select (19.0 + count(case when not is_missed then 1 end)) / (20.0 + count(*)) as kept_rate
    from facts.booking
    where starts_on <= as_of::date

),

booked_before as (

    select
        customer_id,
        count(distinct starts_on) as booked_count
    from facts.booking
    where
        not is_missed
        and starts_on <= as_of::date
        and starts_on > as_of::date - 365
        and starts_on - booked_on >= on_day::date - as_of::date
    group by customer_id

),

without_booking as (

    select
        booked_before.customer_id,
        greatest(0.0, 1 - any_value(booked_before.booked_count) / count(*)) as share
    from booked_before
    inner join facts.visit as visit on booked_before.customer_id = visit.customer_id
    where visit.visited_on <= as_of::date and visit.visited_on > as_of::date - 365
    group by booked_before.customer_id

),

candidate as (

    select
        standing.customer_id,
        standing.customer_name,
        standing.status,
        standing.first_visited_on,
        standing.last_visited_on,
        standing.days_since_last,
        standing.visit_count,
        standing.is_regular,
        standing.cadence_days,
        standing.spread_days,
        standing.overdue_ratio
    from facts.standing_on(as_of) as standing
    left join booked on standing.customer_id = booked.customer_id
    where
        booked.customer_id is not null
        or (
            standing.visit_count >= 2
            and standing.status in ('returning', 'regular', 'slipping')
        )
    union all
    select
        booked.customer_id,
        customer.customer_name,
        'new' as status,
        null as first_visited_on,
        null as last_visited_on,
        null as days_since_last,
        0 as visit_count,
        false as is_regular,
        null as cadence_days,
        null as spread_days,
        null as overdue_ratio
    from booked
    inner join facts.customer as customer on booked.customer_id = customer.customer_id
    where coalesce(customer.first_visited_on > as_of::date, true)

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
    booked.starts_at as booked_at,
    booked.service as booked_service,
    booked.staff as booked_staff,
    case when booked.customer_id is not null then promise.kept_rate else least(
        0.98,
        coalesce(without_booking.share, 1.0)
        * case
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
    ) end as visit_chance
from candidate
cross join promise
left join booked on candidate.customer_id = booked.customer_id
left join without_booking on candidate.customer_id = without_booking.customer_id
left join chance_day on candidate.customer_id = chance_day.customer_id
left join hit_day on candidate.customer_id = hit_day.customer_id
left join open_day_count on candidate.customer_id = open_day_count.customer_id
left join looseness on candidate.customer_id = looseness.customer_id
left join recent_visit on candidate.customer_id = recent_visit.customer_id
