-- What each sign of a visit weighs on a day ahead.
--
-- Builds: facts.day_weight
-- Grain:  is_next
-- Reads:  facts.shop
-- Source: house definition (docs/decisions.md, "A day ahead, learnt from the shop's own days")
--
-- These are the weights of a shop without enough of a past: rounded means over six simulated shops and
-- the two samples, save that a steady habit weighs 1, because hardly anybody there comes every single
-- week. regulars/facts/outlook/day_ahead.py puts the shop's own in their place, once for the next
-- days (3 at most) and once for days further ahead. learnt_count: the visits they were learnt from, up
-- to judged_on. is_unsettled: the shop's days gave no weights that hold (regulars/facts/optimization.py), so the
-- usual ones stay.

create or replace table facts.day_weight as

with ahead as (

    select true as is_next
    union all
    select false as is_next

)

select
    ahead.is_next,
    shop.last_trading_on as judged_on,
    0::bigint as learnt_count,
    false as is_unsettled,
    -0.2::double as intercept,
    0.9::double as often_logit,
    0.2::double as lately_log,
    -0.25::double as this_week_log,
    0.05::double as weekday_log,
    0.9::double as half_year_log,
    1.0::double as steady_logit,
    0.0::double as one_week_ago,
    0.1::double as two_weeks_ago,
    0.3::double as late_log,
    -0.15::double as late_square,
    -1.55::double as overdue_log,
    0.2::double as due,
    0.9::double as once,
    0.5::double as unbooked_log
from ahead
cross join facts.shop as shop
