-- The days ahead.
--
-- Question: Which are the next seven days on which the shop is usually open?
-- Grain:    day_on
-- Params:   $as_of date, the last trading day
-- Reads:    facts.open_ahead
-- Source:   house definition: a weekday is open if it was in at least half of the last 8 weeks

select day_on
from facts.open_ahead($as_of)
order by day_on
limit 7
