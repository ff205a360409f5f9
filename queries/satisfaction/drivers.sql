-- What goes with the score, and with coming back.
--
-- Question: Which impressions go with the overall score, and which with coming back?
-- Grain:    outcome, driver
-- Columns:  outcome code, with what it goes, the overall score or coming back: score or return
--           driver label, a touchpoint that was scored, or a theme that was written about
--           effect double, the estimate, 0 where chance explains it
--           estimate double, for one standard deviation more: standard deviations of the score, or
--               change of the chance to return
--           low double, lower end of its 95 % interval
--           high double, upper end of its 95 % interval
--           p_value double, how often chance alone would show as much, corrected for how many
--               drivers there are
--           is_real boolean, whether chance does not explain it
--           explained double, share of the score's differences that all drivers explain together
--           n integer, answers it is learnt from
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.driver
-- Source:   least squares with HC3 errors summed by person, logistic regression with errors by person,
--           Holm (1979), permutations of people (Freedman & Lane 1983); regulars/facts/drivers and
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
