-- The shop as a whole: its first and last day, its usual pace, and when late means slipping.
--
-- Builds: facts.shop
-- Grain:  one row
-- Reads:  facts.trading_day, facts.visit, facts.rule
-- Source: house definition (docs/decisions.md, "Late is measured against the shop's own past")
--
-- patience_days of a visit is cadence + 2 x spread (at least a day). slipping_ratio is the lateness,
-- in patiences, that 97 of 100 returns of this shop's own past did not pass; lapsed_ratio the one
-- that 995 of 1000 did not, and at least twice the other. With under 200 returns to learn from, they
-- are 1.5 and 3. A regular has regular_visits or more in the last regular_weeks.

create or replace table facts.shop as

with own_pace as (

    select
        customer_id,
        median(gap_days) as gap_days
    from facts.visit
    where customer_id is not null and gap_days is not null
    group by customer_id

),

usual as (

    select coalesce(median(gap_days), 28)::double as usual_gap_days
    from own_pace

),

lateness as (

    select
        gap_days / patience_before_days as ratio,
        cume_dist() over (order by gap_days / patience_before_days) as rank_share
    from facts.visit
    where patience_before_days is not null

),

threshold as (

    select
        count(*) as return_count,
        min(case when rank_share >= 0.97 then ratio end) as slipping_ratio,
        min(case when rank_share >= 0.995 then ratio end) as lapsed_ratio
    from lateness

),

settled as (

    select
        case when return_count >= 200 then greatest(slipping_ratio, 1.0) else 1.5 end
            as slipping_ratio,
        case when return_count >= 200 then lapsed_ratio else 3.0 end as lapsed_ratio
    from threshold

),

span as (

    select
        min(trading_on) as first_trading_on,
        max(trading_on) as last_trading_on,
        count(case when is_open then 1 end) as open_day_count
    from facts.trading_day

)

select
    span.first_trading_on,
    span.last_trading_on,
    span.open_day_count,
    usual.usual_gap_days,
    settled.slipping_ratio,
    greatest(settled.lapsed_ratio, 2 * settled.slipping_ratio) as lapsed_ratio,
    rule.visits as regular_visits,
    rule.weeks as regular_weeks
from span
cross join usual
cross join settled
cross join facts.rule as rule
