-- Slipping and returning by month.
--
-- Question: How many began to slip, lapsed and came back, month by month?
-- Grain:    month_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Reads:    facts.customer_month, facts.customer, facts.visit, facts.shop
-- Source:   house definition (docs/metrics.md, "status"); people with at least 4 visits, judged at
--           each month's end; came back: a visit that ended an absence long enough to be slipping

with moved as (

    select
        month.month_on,
        month.as_of_on,
        month.status,
        lag(month.status) over (partition by month.customer_id order by month.month_on)
            as before_status
    from facts.customer_month as month
    inner join facts.customer as customer on month.customer_id = customer.customer_id
    where
        month.as_of_on <= $as_of::date
        and month.visit_count >= 4
        and ($location::varchar is null or customer.home_location = $location)

),

gone as (

    select
        month_on,
        count(case when status = 'slipping' and before_status != 'slipping' then 1 end)
            as slipped_count,
        count(case when status = 'lapsed' and before_status != 'lapsed' then 1 end)
            as lapsed_count
    from moved
    where as_of_on >= $from_on::date
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
    gone.month_on,
    gone.slipped_count,
    gone.lapsed_count,
    coalesce(back.returned_count, 0) as returned_count
from gone
left join back on gone.month_on = back.month_on
order by gone.month_on
