-- What goes with the overall score, and with coming back.
--
-- Builds: facts.driver
-- Grain:  outcome, driver
-- Reads:  facts.shop
-- Source: docs/decisions.md, "Drivers: nothing that chance explains"; regulars/facts/drivers/build.py
--         fills it once the answers are there
--
-- outcome: score, or return (a visit within the outlook's horizon). estimate, low and high are of one
-- standard deviation more, the other drivers held fixed: in standard deviations of the score, or as a
-- change of the chance to come back. effect is the same, and 0 where chance explains it.

create or replace table facts.driver as

select
    null::varchar as outcome,
    null::varchar as driver,
    null::double as effect,
    null::double as estimate,
    null::double as low,
    null::double as high,
    null::double as p_value,
    null::boolean as is_real,
    null::double as explained,
    null::integer as n
from facts.shop as shop
where shop.last_trading_on is null and shop.last_trading_on is not null
