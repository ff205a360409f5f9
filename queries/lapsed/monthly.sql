-- Slipping and returning by month.
--
-- Question: How many began to slip, lapsed and came back, month by month?
-- Grain:    month_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Reads:    facts.month_flow, facts.customer, facts.visit, facts.shop
-- Source:   house definition (docs/metrics.md, "status"); people with at least 4 visits, judged at
--           each month's end; came back: a visit that ended an absence long enough to be slipping

with gone as (

    select
        month_on,
        sum(case
            when status = 'slipping' and from_status != 'slipping' then customer_count else 0
        end)::bigint as slipped_count,
        sum(case
            when status = 'lapsed' and from_status != 'lapsed' then customer_count else 0
        end)::bigint as lapsed_count
    from facts.month_flow
    where
        has_own_rhythm
        and as_of_on between $from_on::date and $as_of::date
        and ($location::varchar is null or home_location = $location)
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
