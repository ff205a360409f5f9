-- What goes with the score, and with coming back.
--
-- Question: Which impressions go with the overall score, and which with coming back?
-- Grain:    outcome, driver
-- Reads:    facts.driver
-- Source:   least squares with HC3 errors summed by person, logistic regression with errors by person,
--           Holm (1979), permutations of people (Freedman & Lane 1983); regulars/drivers and
--           docs/decisions.md, "Drivers: nothing that chance explains"
--
-- All answers of the shop, whichever period is shown; effect is 0 where chance explains it.

select
    outcome,
    driver,
    effect,
    estimate,
    low,
    high,
    p_value,
    is_real,
    explained,
    n
from facts.driver
order by outcome desc, abs(effect) desc, abs(estimate) desc, driver
