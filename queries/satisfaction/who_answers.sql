-- Who answers, and who does not.
--
-- Question: Of those who came once, a few times or often, how many answered, and what did they score?
-- Grain:    metric, often
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           often integer, how often they came in the period, at least: 1, 2, 4 or 10
--           visitor_count integer, people who came so often
--           n integer, of those, who answered
--           answer_rate double, the share of these
--           low double, lower end of the 95 % interval
--           high double, upper end of the 95 % interval
--           value double or null, their score on its own scale; null under 5 answers
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.answer_layer
-- Source:   house definition; response rate with Wilson's interval (1927); the overall scores only
--
-- often: 1 came once, 2 two or three times, 4 four to nine times, 10 more often. Under 5 answers their
-- score is not said.

select
    metric,
    often,
    visitor_count,
    n,
    n / visitor_count::double as answer_rate,
    wilson_low(n, visitor_count) as low,
    wilson_high(n, visitor_count) as high,
    case when n >= 5 then score_of(metric, goodness / n) end as value
from facts.answer_layer($from_on, $as_of, $location, $staff)
order by metric, often
