-- Who may come on a given day, and who mostly serves them.
--
-- Builds: facts.expected_on
-- Grain:  customer_id
-- Reads:  facts.likely_on, facts.visit, facts.staff
-- Source: house definition (docs/decisions.md, "Mostly served by, of the last year")
--
-- usual_staff is who served most of the last 365 days' visits; staff_left_on the last day that this
-- colleague served anybody, for one who left. With a colleague, those who are booked with that one, or
-- mostly served by.

create or replace macro facts.expected_on(as_of, on_day, at_location, with_staff) as table

with likely as (

    select *
    from facts.likely_on(as_of, on_day, at_location)

),

-- Whom nobody expects is served by nobody, unless a colleague was asked for.
asked_of as (

    select customer_id
    from likely
    where with_staff is not null or visit_chance >= 0.02

),

served as (

    select
        visit.customer_id,
        visit.staff,
        count(*) as visit_count,
        max(visit.visited_on) as last_served_on
    from facts.visit as visit
    semi join asked_of on visit.customer_id = asked_of.customer_id
    where
        visit.staff is not null
        and visit.visited_on <= as_of::date
        and visit.visited_on > as_of::date - 365
    group by visit.customer_id, visit.staff

),

favourite as (

    select
        customer_id,
        max_by(staff, (visit_count, last_served_on, staff)) as staff,
        max(visit_count) as visit_count,
        sum(visit_count) as served_count
    from served
    group by customer_id

),

everyone as (

    select
        likely.customer_id,
        likely.customer_name,
        likely.status,
        likely.first_visited_on,
        likely.last_visited_on,
        likely.days_since_last,
        likely.visit_count,
        likely.is_regular,
        likely.cadence_days,
        likely.spread_days,
        likely.overdue_ratio,
        likely.is_erased,
        likely.weekday_hit_count,
        likely.weekday_count,
        likely.booked_at,
        likely.booked_service,
        likely.booked_staff,
        likely.visit_chance,
        favourite.staff as usual_staff,
        favourite.visit_count::integer as usual_staff_count,
        favourite.served_count::integer as usual_staff_visit_count,
        case when staff.has_left then staff.last_served_on end as staff_left_on
    from likely
    left join favourite on likely.customer_id = favourite.customer_id
    left join facts.staff as staff on favourite.staff = staff.staff

)

select *
from everyone
where with_staff is null or coalesce(booked_staff, usual_staff) = with_staff
