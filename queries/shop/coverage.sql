-- Coverage.
--
-- Question: What share of visits and sales has a customer whom we recognise?
-- Grain:    one row
-- Params:   $from_on date, the first day
--           $as_of date, the last day
--           $location text, one place, or null for all
--           $staff text, one colleague who served, or null for all
-- Columns:  visit_count integer, visits
--           known_visit_count integer, of those, with a customer whom we recognise
--           known_visit_rate double or null, the share of these
--           revenue double, sales, in the shop's currency
--           known_revenue double, of those, to customers whom we recognise
--           known_revenue_rate double or null, the share of these
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   house definition (docs/decisions.md, "Walk-ins are counted, never dropped")

select
    count(*) as visit_count,
    count(customer_id) as known_visit_count,
    count(customer_id) / nullif(count(*), 0)::double as known_visit_rate,
    coalesce(sum(spend), 0)::double as revenue,
    coalesce(sum(case when customer_id is not null then spend end), 0)::double as known_revenue,
    sum(case when customer_id is not null then spend else 0 end) / nullif(sum(spend), 0)::double
        as known_revenue_rate
from facts.visit
where
    visited_on between $from_on::date and $as_of::date
    and ($location::varchar is null or location = $location)
    and ($staff::varchar is null or staff = $staff)
