-- Everybody's outlook on the last trading day: will they come back, when, and what is at stake.
--
-- Builds: facts.outlook
-- Grain:  customer_id
-- Reads:  facts.standing_on, facts.shop, facts.trading_day
-- Source: docs/decisions.md, "The outlook learns from the shop's own past" and "A band never
--         contradicts a status"; outlook_now is written by regulars/facts/outlook/scoring.py
--
-- p_return: a visit within horizon_days. p_alive: MBG/CNBD-k. expected_value_26w: spend_per_visit
-- (Gamma-Gamma) x the visits of 26 weeks, value_at_risk what they would spend in 26 weeks if they
-- still come x the probability that they do not. next_visit_from and _to hold 80 of 100 of those who
-- come back; days on which the shop is usually closed are passed over.

create or replace table facts.outlook as

with habit as (

    select
        trading_day.weekday,
        avg(case when trading_day.is_open then 1.0 else 0.0 end) >= 0.5 as is_usually_open
    from facts.trading_day as trading_day
    cross join facts.shop as shop
    where trading_day.trading_on > shop.last_trading_on - 56
    group by trading_day.weekday

),

-- How many days to wait from a weekday on until the shop is open.
wait as (

    select
        habit.weekday,
        coalesce(
            min(case when step.is_usually_open then (7 + step.weekday - habit.weekday) % 7 end), 0
        ) as days
    from habit
    cross join habit as step
    group by habit.weekday

),

person as (

    select
        standing.customer_id,
        standing.visit_count,
        standing.cadence_days,
        standing.spread_days,
        standing.days_since_last,
        standing.closed_days,
        shop.last_trading_on as as_of,
        standing.booked_on,
        band_of(
            standing.status,
            standing.cadence_days,
            case when outlook_now.method = 'learnt' then outlook_now.p_return end
        ) as band,
        shop.last_trading_on + outlook_now.from_days::integer as from_on,
        shop.last_trading_on + outlook_now.next_days::integer as next_on,
        shop.last_trading_on + outlook_now.to_days::integer as to_on,
        outlook_now.*
    from outlook_now
    cross join facts.shop as shop
    inner join facts.standing_on(shop.last_trading_on) as standing
        on 'C' || outlook_now.customer_no::varchar = standing.customer_id

)

select
    person.customer_id,
    person.as_of,
    person.horizon_days::integer as horizon_days,
    person.p_return,
    person.p_alive,
    person.expected_visits_26w,
    person.spend_per_visit,
    person.expected_visits_26w * person.spend_per_visit as expected_value_26w,
    person.visits_if_alive_26w * person.spend_per_visit * (1 - person.p_still_comes)
        as value_at_risk,
    coalesce(person.booked_on, person.next_on + next_wait.days::integer) as next_visit_on,
    coalesce(person.booked_on, person.from_on + from_wait.days::integer) as next_visit_from,
    coalesce(person.booked_on, person.to_on + to_wait.days::integer) as next_visit_to,
    person.booked_on,
    person.band,
    person.visit_count,
    person.cadence_days,
    person.spread_days,
    person.days_since_last,
    person.closed_days,
    person.method,
    person.month_end_count::integer as month_end_count,
    person.reason,
    person.returned_count::integer as returned_count,
    person.away_count::integer as away_count
from person
left join wait as from_wait on isodow(person.from_on) = from_wait.weekday
left join wait as next_wait on isodow(person.next_on) = next_wait.weekday
left join wait as to_wait on isodow(person.to_on) = to_wait.weekday
