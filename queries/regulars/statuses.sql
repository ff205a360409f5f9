-- Where people stood.
--
-- Question: How many were new, returning, regular, slipping and lapsed at each month's end?
-- Grain:    month_on, status
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Reads:    facts.customer_month, facts.customer
-- Source:   house definition (docs/metrics.md, "status")

select
    month.month_on,
    month.status,
    count(*) as customer_count
from facts.customer_month as month
inner join facts.customer as customer on month.customer_id = customer.customer_id
where
    month.as_of_on between $from_on::date and $as_of::date
    and ($location::varchar is null or customer.home_location = $location)
group by month.month_on, month.status
order by month.month_on, month.status
