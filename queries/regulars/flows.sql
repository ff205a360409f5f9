-- From month to month.
--
-- Question: How do people move between new, returning, regular, slipping and lapsed?
-- Grain:    month_on, from_status, to_status
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Reads:    facts.customer_month, facts.customer
-- Source:   house definition (docs/metrics.md, "status"); a person is judged at each month's end
--
-- from_status is "nobody yet" for people first seen that month.

with moved as (

    select
        month.month_on,
        month.as_of_on,
        coalesce(
            lag(month.status) over (partition by month.customer_id order by month.month_on),
            'nobody yet'
        ) as from_status,
        month.status as to_status
    from facts.customer_month as month
    inner join facts.customer as customer on month.customer_id = customer.customer_id
    where
        month.as_of_on <= $as_of::date
        and ($location::varchar is null or customer.home_location = $location)

)

select
    month_on,
    from_status,
    to_status,
    count(*) as customer_count
from moved
where as_of_on >= $from_on::date
group by month_on, from_status, to_status
order by month_on, from_status, to_status
