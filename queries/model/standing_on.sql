-- Where everybody stands on a given day.
--
-- Builds: facts.standing_on
-- Grain:  customer_id
-- Reads:  facts.visit, facts.customer, facts.shop, facts.trading_day, facts.booked_ahead
-- Source: house definition (docs/decisions.md, "The last visit carries the state" and "A booking says
--         it")
--
-- is_late is said by the own rhythm alone; the status of who is booked ahead is never slipping or
-- lapsed. booked_on is the next such day.

create or replace macro facts.standing_on(as_of) as table

with today as (

    select coalesce(max(closed_days), 0) as closed_days
    from facts.trading_day
    where trading_on <= as_of::date

),

next_booking as (

    select
        customer_id,
        min(starts_on) as booked_on
    from facts.booked_ahead(as_of)
    group by customer_id

),

standing as (

    select
        visit.customer_id,
        visit.visited_on as last_visited_on,
        visit.visit_number as visit_count,
        visit.staff as last_staff,
        visit.cadence_days,
        visit.spread_days,
        visit.regular_until >= as_of::date as is_regular,
        visit.regular_since,
        as_of::date - visit.visited_on as days_since_last,
        today.closed_days - visit.closed_days as closed_days,
        (as_of::date - visit.visited_on) - (today.closed_days - visit.closed_days) as elapsed_days
    from facts.visit as visit
    cross join today
    where
        visit.customer_id is not null
        and visit.visited_on <= as_of::date
        and (visit.next_visited_on is null or visit.next_visited_on > as_of::date)

)

select
    standing.*,
    customer.customer_name,
    customer.home_location,
    customer.first_visited_on,
    customer.is_erased,
    next_booking.booked_on,
    standing.elapsed_days
    / patience_or_usual(standing.cadence_days, standing.spread_days, shop.usual_gap_days)
        as overdue_ratio,
    coalesce(
        standing.elapsed_days
        > shop.slipping_ratio * patience(standing.cadence_days, standing.spread_days),
        false
    ) as is_late,
    status_of(
        standing.visit_count,
        standing.is_regular,
        next_booking.booked_on is not null,
        standing.elapsed_days,
        standing.cadence_days,
        standing.spread_days,
        shop.usual_gap_days,
        shop.slipping_ratio,
        shop.lapsed_ratio
    ) as status
from standing
inner join facts.customer as customer on standing.customer_id = customer.customer_id
left join next_booking on standing.customer_id = next_booking.customer_id
cross join facts.shop as shop
