-- What goes with the score, and with coming back.
--
-- Question: Which impressions go with the overall score, and which with coming back?
-- Grain:    outcome, driver
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.driver
-- Source:   least squares with HC3 errors, logistic regression with errors by person, Holm (1979);
--           regulars/drivers
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
