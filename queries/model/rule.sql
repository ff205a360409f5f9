-- The rule of a regular: how many visits in how many weeks.
--
-- Builds: facts.rule
-- Grain:  one row
-- Reads:  desk.setting, exports.appointment, facts.identity, facts.sold_line, facts.trading_day
-- Source: house definition (docs/decisions.md, "The rule of a regular is the shop's")
--
-- visits, weeks: the rule in force. usual_visits, usual_weeks: what it is unless somebody set it: 4 in
-- 26 weeks, or in 52 where half the people who come back leave more than 26 weeks / 4 between two
-- visits, because there hardly anybody could be a regular. typical_gap_days is that middle gap.

create or replace table facts.rule as

with came as (

    select
        customer_id,
        sold_at::date as came_on
    from facts.sold_line
    where customer_id is not null and not is_refund
    union
    select
        identity.customer_id,
        appointment.starts_at::date as came_on
    from exports.appointment as appointment
    inner join facts.identity as identity on appointment.handle_no = identity.handle_no
    where
        appointment.is_current
        and appointment.status = 'booked'
        and appointment.starts_at::date <= (
            select max(trading_day.trading_on)
            from facts.trading_day as trading_day
        )

),

gap as (

    select
        customer_id,
        came_on - lag(came_on) over (partition by customer_id order by came_on) as days
    from came

),

own_pace as (

    select
        customer_id,
        median(days) as days
    from gap
    where days is not null
    group by customer_id

),

usual as (

    select
        4 as visits,
        median(days)::double as typical_gap_days,
        case when median(days) > 26 * 7 / 4.0 then 52 else 26 end as weeks
    from own_pace

),

chosen as (

    select
        max(case when name = 'regular_visits' then value end)::integer as visits,
        max(case when name = 'regular_weeks' then value end)::integer as weeks
    from desk.setting
    where name in ('regular_visits', 'regular_weeks')

)

select
    coalesce(chosen.visits, usual.visits)::integer as visits,
    coalesce(chosen.weeks, usual.weeks)::integer as weeks,
    usual.visits::integer as usual_visits,
    usual.weeks::integer as usual_weeks,
    coalesce(chosen.visits, chosen.weeks) is not null as is_chosen,
    usual.typical_gap_days
from usual
cross join chosen
