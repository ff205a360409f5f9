-- Where everybody stands on a day, with the outlook where that day has one.
--
-- Builds: facts.outlook_on
-- Grain:  customer_id
-- Reads:  facts.standing_on, facts.outlook, facts.outlook_month
-- Source: docs/decisions.md, "A band never contradicts a status"
--
-- The last trading day has an outlook for everybody, a month-end for those who were late; on any other
-- day the status speaks. Who is booked ahead is not late and has no band; is_late tells who would be.

create or replace macro facts.outlook_on(as_of) as table

select
    standing.customer_id,
    standing.customer_name,
    standing.status,
    standing.visit_count,
    standing.is_regular,
    standing.cadence_days,
    standing.spread_days,
    standing.last_visited_on,
    standing.days_since_last,
    standing.closed_days,
    standing.elapsed_days,
    standing.overdue_ratio,
    standing.last_staff,
    standing.home_location,
    standing.first_visited_on,
    standing.is_late,
    standing.booked_on,
    standing.is_erased,
    coalesce(
        case when outlook.method = 'learnt' then outlook.p_return end, month.p_return
    ) as p_return,
    outlook.value_at_risk,
    band_of(
        standing.status,
        standing.cadence_days,
        coalesce(case when outlook.method = 'learnt' then outlook.p_return end, month.p_return)
    ) as band,
    case when outlook.method = 'learnt' then outlook.horizon_days end as horizon_days
from facts.standing_on(as_of) as standing
left join facts.outlook as outlook
    on standing.customer_id = outlook.customer_id and outlook.as_of = as_of::date
left join facts.outlook_month as month
    on standing.customer_id = month.customer_id and month.as_of_on = as_of::date
