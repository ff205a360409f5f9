-- How likely each customer is in on a given day, judged at the end of an earlier one.
--
-- Builds: facts.likely_on
-- Grain:  customer_id; who came in the last 26 weeks or longer (facts.day_habit), and who is booked
-- Reads:  facts.day_habit, facts.day_weight, facts.standing_on, facts.customer, facts.booking,
--         facts.booked_ahead
-- Source: house definition (docs/decisions.md, "A day ahead, learnt from the shop's own days")
--
-- A logistic regression on rhythm and weekday habit, with the weights that this shop's own days taught.
-- Of a place, the chance is the person's, times the share of visits to it; such weekdays count thrice.
-- Who is booked comes with the chance at which this shop's bookings were kept.

create or replace macro facts.likely_on(as_of, on_day, at_location) as table

with booked as (

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

weight as (

    select *
    from facts.day_weight
    where is_next = (on_day::date - as_of::date <= 3)

),

habit as (

    select
        habit.customer_id,
        habit.weekday_hit_count,
        habit.weekday_count,
        habit.place_share / (1 + exp(-(
            weight.intercept
            + weight.often_logit * habit.often_logit
            + weight.lately_log * habit.lately_log
            + weight.this_week_log * habit.this_week_log
            + weight.weekday_log * habit.weekday_log
            + weight.half_year_log * habit.half_year_log
            + weight.steady_logit * habit.steady_logit
            + weight.one_week_ago * habit.one_week_ago
            + weight.two_weeks_ago * habit.two_weeks_ago
            + weight.late_log * habit.late_log
            + weight.late_square * habit.late_square
            + weight.overdue_log * habit.overdue_log
            + weight.due * habit.due
            + weight.once * habit.once
            + weight.unbooked_log * habit.unbooked_log
        ))) as visit_chance
    from facts.day_habit(as_of, on_day, at_location) as habit
    cross join weight

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
        standing.overdue_ratio,
        standing.is_erased,
        habit.weekday_hit_count,
        habit.weekday_count,
        habit.visit_chance
    from facts.standing_on(as_of) as standing
    left join habit on standing.customer_id = habit.customer_id
    left join booked on standing.customer_id = booked.customer_id
    where habit.customer_id is not null or booked.customer_id is not null
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
        null as overdue_ratio,
        customer.is_erased,
        0 as weekday_hit_count,
        0 as weekday_count,
        null as visit_chance
    from booked
    inner join facts.customer as customer on booked.customer_id = customer.customer_id
    where coalesce(customer.first_visited_on > as_of::date, true)

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
    candidate.is_erased,
    coalesce(candidate.weekday_hit_count, 0)::integer as weekday_hit_count,
    coalesce(candidate.weekday_count, 0)::integer as weekday_count,
    booked.starts_at as booked_at,
    booked.service as booked_service,
    booked.staff as booked_staff,
    case
        when booked.customer_id is not null then promise.kept_rate
        else least(0.98, candidate.visit_chance)
    end as visit_chance
from candidate
cross join promise
left join booked on candidate.customer_id = booked.customer_id
