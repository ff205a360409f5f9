-- Where everybody stands on a day, with the outlook where that day has one.
--
-- Builds: facts.outlook_on
-- Grain:  customer_id
-- Reads:  facts.standing_on, facts.outlook, facts.booked_ahead, facts.outlook_month
-- Source: docs/decisions.md, "A band never contradicts a status"
--
-- The last trading day has an outlook for everybody, a month-end for those who were late; on any other
-- day the status speaks. Who is booked ahead has no band.

create or replace macro facts.outlook_on(as_of) as table

with next_booking as (

    select
        customer_id,
        min(starts_on) as starts_on
    from facts.booked_ahead(as_of)
    group by customer_id

)

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
    next_booking.starts_on as booked_on,
    coalesce(
        case when outlook.method = 'learnt' then outlook.p_return end, month.p_return
    ) as p_return,
    outlook.value_at_risk,
    case
        when next_booking.starts_on is null
            then band_of(
                standing.status,
                standing.cadence_days,
                coalesce(
                    case when outlook.method = 'learnt' then outlook.p_return end, month.p_return
                )
            )
    end as band,
    coalesce(
        outlook.why,
        rhythm_words(
            standing.visit_count,
            standing.cadence_days,
            standing.spread_days,
            standing.days_since_last,
            standing.closed_days
        )
        || coalesce('; booked for ' || say_day(next_booking.starts_on), '')
    ) as why
from facts.standing_on(as_of) as standing
left join next_booking on standing.customer_id = next_booking.customer_id
left join facts.outlook as outlook
    on standing.customer_id = outlook.customer_id and outlook.as_of = as_of::date
left join facts.outlook_month as month
    on standing.customer_id = month.customer_id and month.as_of_on = as_of::date
