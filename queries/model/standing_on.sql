-- Where everybody stands on a given day.
--
-- Builds: facts.standing_on
-- Grain:  customer_id
-- Reads:  facts.visit, facts.customer, facts.shop, facts.trading_day
-- Source: house definition (docs/decisions.md, "The last visit carries the state")

create or replace macro facts.standing_on(as_of) as table

with today as (

    select coalesce(max(closed_days), 0) as closed_days
    from facts.trading_day
    where trading_on <= as_of::date

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
    standing.elapsed_days
    / patience_or_usual(standing.cadence_days, standing.spread_days, shop.usual_gap_days)
        as overdue_ratio,
    status_of(
        standing.visit_count,
        standing.is_regular,
        standing.elapsed_days,
        standing.cadence_days,
        standing.spread_days,
        shop.usual_gap_days,
        shop.slipping_ratio,
        shop.lapsed_ratio
    ) as status
from standing
inner join facts.customer as customer on standing.customer_id = customer.customer_id
cross join facts.shop as shop
