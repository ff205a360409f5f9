-- Who came back anyway.
--
-- Question: Of those we would have called late at a month's end, how many came back unprompted?
-- Grain:    month_on; months whose outcome is known: the outlook's horizon has passed since
-- Params:   $as_of date, the last trading day
--           $location text, home place, or null for all
-- Columns:  month_on date, first day of the month
--           horizon_days integer, days within which a return counts
--           flagged_count integer, people called slipping or likely lapsed at its end
--           returned_count integer, of those, back within horizon_days
--           returned_rate double or null, the share of these
--           returned_low double or null, lower end of its 95 % interval
--           returned_high double or null, upper end of its 95 % interval
--           lapsed_count integer, people called lapsed at its end
--           lapsed_returned_count integer, of those, back within horizon_days
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.outlook, facts.outlook_month, facts.customer
-- Source:   docs/decisions.md, "A band never contradicts a status"; interval: Wilson (1927)
--
-- flagged: slipping or likely lapsed. Who had lapsed is counted apart: they stay so month after month.

with horizon as (

    select max(horizon_days) as horizon_days
    from facts.outlook

),

judged as (

    select
        month.month_on,
        horizon.horizon_days,
        month.band = 'lapsed' as has_lapsed,
        coalesce(month.returned_on <= month.as_of_on + horizon.horizon_days, false) as has_returned
    from horizon
    inner join facts.outlook_month as month
        on month.as_of_on <= $as_of::date - horizon.horizon_days
    inner join facts.customer as customer on month.customer_id = customer.customer_id
    where
        month.band is not null
        and ($location::varchar is null or customer.home_location = $location)

),

counted as (

    select
        month_on,
        max(horizon_days) as horizon_days,
        count(case when not has_lapsed then 1 end) as flagged_count,
        count(case when not has_lapsed and has_returned then 1 end) as returned_count,
        count(case when has_lapsed then 1 end) as lapsed_count,
        count(case when has_lapsed and has_returned then 1 end) as lapsed_returned_count
    from judged
    group by month_on

)

select
    month_on,
    horizon_days,
    flagged_count,
    returned_count,
    returned_count / nullif(flagged_count, 0)::double as returned_rate,
    wilson_low(returned_count, flagged_count) as returned_low,
    wilson_high(returned_count, flagged_count) as returned_high,
    lapsed_count,
    lapsed_returned_count
from counted
order by month_on
