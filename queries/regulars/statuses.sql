-- Where people stood.
--
-- Question: How many were new, returning, regular, slipping and lapsed at each month's end?
-- Grain:    month_on, status
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Columns:  month_on date, first day of the month
--           status code, where they stood: new, one_timer, returning, regular, slipping or lapsed
--           customer_count integer, how many people
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.month_flow
-- Source:   house definition (docs/metrics.md, "status")

select
    month_on,
    status,
    sum(customer_count)::bigint as customer_count
from facts.month_flow
where
    as_of_on between $from_on::date and $as_of::date
    and ($location::varchar is null or home_location = $location)
group by month_on, status
order by month_on, status
