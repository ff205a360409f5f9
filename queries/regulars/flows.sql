-- From month to month.
--
-- Question: How do people move between new, returning, regular, slipping and lapsed?
-- Grain:    month_on, from_status, to_status
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, home place, or null for all
-- Columns:  month_on date, first day of the month
--           from_status code, where they stood the month before: nobody yet, new, one_timer,
--               returning, regular, slipping or lapsed
--           to_status code, where they stand at its end: new, one_timer, returning, regular,
--               slipping or lapsed
--           customer_count integer, how many people
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.month_flow
-- Source:   house definition (docs/metrics.md, "status"); a person is judged at each month's end
--
-- from_status is "nobody yet" for people first seen that month.

select
    month_on,
    from_status,
    status as to_status,
    sum(customer_count)::bigint as customer_count
from facts.month_flow
where
    as_of_on between $from_on::date and $as_of::date
    and ($location::varchar is null or home_location = $location)
group by month_on, from_status, status
order by month_on, from_status, status
