-- Slipping and returning by month.
--
-- Question: How many began to slip, lapsed and came back, month by month?
-- Grain:    month_on; at most the last 24 months
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Columns:  month_on date, first day of the month
--           slipped_count integer, people who began to slip
--           lapsed_count integer, people who lapsed
--           returned_count integer, people who came back from an absence long enough to be late
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.trading_day, facts.shop, facts.outlook_month, facts.customer, facts.visit
-- Source:   house definition (docs/decisions.md, "A band never contradicts a status"); people with an
--           own rhythm, judged at each month's end; began to slip: slipping or likely lapsed and
--           neither the month before; came back: a visit that ended an absence long enough to be late

with month as (

    select
        date_trunc('month', trading_day.trading_on)::date as month_on,
        max(trading_day.trading_on) as as_of_on
    from facts.trading_day as trading_day
    group by date_trunc('month', trading_day.trading_on)::date

),

late as (

    select
        now.month_on,
        now.customer_id,
        now.band = 'lapsed' as is_lapsed,
        before.customer_id is not null as was_late,
        coalesce(before.band = 'lapsed', false) as was_lapsed
    from facts.outlook_month as now
    inner join facts.customer as customer on now.customer_id = customer.customer_id
    left join facts.outlook_month as before
        on
            now.customer_id = before.customer_id
            and now.month_on = before.month_on + interval 1 month
    where
        now.band is not null
        and ($location::varchar is null or customer.home_location = $location)

),

gone as (

    select
        month_on,
        count(case when not is_lapsed and (not was_late or was_lapsed) then 1 end) as slipped_count,
        count(case when is_lapsed and not was_lapsed then 1 end) as lapsed_count
    from late
    group by month_on

),

back as (

    select
        date_trunc('month', visit.visited_on)::date as month_on,
        count(distinct visit.customer_id) as returned_count
    from facts.visit as visit
    inner join facts.customer as customer on visit.customer_id = customer.customer_id
    cross join facts.shop as shop
    where
        visit.gap_days > shop.slipping_ratio * visit.patience_before_days
        and visit.visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or customer.home_location = $location)
    group by date_trunc('month', visit.visited_on)::date

)

select
    month.month_on,
    coalesce(gone.slipped_count, 0) as slipped_count,
    coalesce(gone.lapsed_count, 0) as lapsed_count,
    coalesce(back.returned_count, 0) as returned_count
from month
cross join facts.shop as shop
left join gone on month.month_on = gone.month_on
left join back on month.month_on = back.month_on
where
    month.as_of_on between $from_on::date and $as_of::date
    and month.as_of_on > shop.last_trading_on - 731
    and ($location::varchar is null or gone.month_on is not null or back.month_on is not null)
order by month.month_on
