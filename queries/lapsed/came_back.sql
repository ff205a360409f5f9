-- How good are these flags?
--
-- Question: Of those we would have called slipping, how many came back unprompted?
-- Grain:    month_on; months with 13 weeks of data after them
-- Params:   $as_of date, the last trading day
--           $location text, home place, or null for all
-- Reads:    facts.customer_month, facts.customer, facts.visit
-- Source:   13 weeks is 91 days after the month's end; interval: Wilson (1927)

with flagged as (

    select
        month.month_on,
        visit.next_visited_on <= month.as_of_on + 91 as has_returned
    from facts.customer_month as month
    inner join facts.customer as customer on month.customer_id = customer.customer_id
    inner join facts.visit as visit
        on month.customer_id = visit.customer_id and month.last_visited_on = visit.visited_on
    where
        month.status = 'slipping'
        and month.as_of_on <= $as_of::date - 91
        and ($location::varchar is null or customer.home_location = $location)

),

counted as (

    select
        month_on,
        count(*) as flagged_count,
        count(case when has_returned then 1 end) as returned_count
    from flagged
    group by month_on

)

select
    month_on,
    flagged_count,
    returned_count,
    returned_count / flagged_count::double as returned_rate,
    wilson_low(returned_count, flagged_count) as returned_low,
    wilson_high(returned_count, flagged_count) as returned_high
from counted
order by month_on
