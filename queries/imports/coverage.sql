-- Coverage by week.
--
-- Question: What share of visits and of sales had a customer whom we recognise, week by week?
-- Grain:    week_on; the last 53 weeks with a visit
-- Columns:  week_on date, Monday of the week
--           visit_count integer, visits in the week
--           known_visit_count integer, of those, with a customer whom we recognise
--           known_visit_rate double, the share of these
--           revenue double, sales in the week, in the shop's currency
--           known_revenue double, of those, to customers whom we recognise
--           known_revenue_rate double or null, the share of these
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   house definition (docs/decisions.md, "Walk-ins are counted, never dropped")

with recent as (

    select max(visited_on) - 364 as from_on
    from facts.visit

)

select
    date_trunc('week', visit.visited_on)::date as week_on,
    count(*) as visit_count,
    count(visit.customer_id) as known_visit_count,
    count(visit.customer_id) / count(*)::double as known_visit_rate,
    coalesce(sum(visit.spend), 0)::double as revenue,
    coalesce(sum(case when visit.customer_id is not null then visit.spend end), 0)::double
        as known_revenue,
    (
        sum(case when visit.customer_id is not null then visit.spend else 0 end)
        / nullif(sum(visit.spend), 0)
    )::double as known_revenue_rate
from facts.visit as visit
cross join recent
where visit.visited_on >= date_trunc('week', recent.from_on)
group by date_trunc('week', visit.visited_on)::date
order by week_on
