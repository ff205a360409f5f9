-- The days ahead.
--
-- Question: On which days of the next four weeks is the shop usually open?
-- Grain:    day_on
-- Params:   $as_of date, the last trading day
-- Columns:  day_on date, a day on which the shop is usually open
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.open_ahead
-- Source:   house definition: a weekday is open if it was in at least half of the last 8 weeks
--
-- Holidays to come are in no export: nobody knows of them here, save that nobody is booked.

select day_on
from facts.open_ahead($as_of)
order by day_on
