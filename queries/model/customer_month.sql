-- Where each customer stood at each month's end, and on the last trading day.
--
-- Builds: facts.customer_month
-- Grain:  customer_id, month_on
-- Reads:  facts.visit, facts.shop, facts.trading_day, facts.booking
-- Source: house definition (docs/metrics.md, "status")
--
-- as_of_on is the month's last day, or the last trading day in the month that is not over.

create or replace table facts.customer_month as

with month_end as (

    select
        date_trunc('month', trading_on)::date as month_on,
        max(trading_on) as as_of_on,
        max(closed_days) as closed_days
    from facts.trading_day
    group by date_trunc('month', trading_on)::date

),

-- Who was booked then for a later day: as facts.booked_ahead of each of these days.
booked as (

    select distinct
        booking.customer_id,
        month_end.month_on
    from month_end
    inner join facts.booking as booking
        on booking.booked_on <= month_end.as_of_on and booking.starts_on > month_end.as_of_on
    where not booking.is_missed

),

standing as (

    select
        visit.customer_id,
        month_end.month_on,
        month_end.as_of_on,
        visit.visited_on as last_visited_on,
        visit.visit_number,
        visit.regular_until,
        visit.cadence_days,
        visit.spread_days,
        (month_end.as_of_on - visit.visited_on)
        - (month_end.closed_days - visit.closed_days) as elapsed_days
    from facts.visit as visit
    inner join month_end
        on
            month_end.as_of_on >= visit.visited_on
            and (visit.next_visited_on is null or month_end.as_of_on < visit.next_visited_on)
    where visit.customer_id is not null

)

select
    standing.customer_id,
    standing.month_on,
    standing.as_of_on,
    standing.last_visited_on,
    standing.visit_number::integer as visit_count,
    standing.elapsed_days::integer as elapsed_days,
    status_of(
        standing.visit_number,
        standing.regular_until >= standing.as_of_on,
        booked.customer_id is not null,
        standing.elapsed_days,
        standing.cadence_days,
        standing.spread_days,
        shop.usual_gap_days,
        shop.slipping_ratio,
        shop.lapsed_ratio
    ) as status
from standing
left join booked
    on standing.customer_id = booked.customer_id and standing.month_on = booked.month_on
cross join facts.shop as shop
