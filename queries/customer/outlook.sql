-- Whether one customer will come back.
--
-- Question: How likely are they back, when, what is at stake, and why do we say so?
-- Grain:    customer_id; one row, or none on a day without an outlook
-- Params:   $customer_id text, the customer
--           $as_of date, the day at whose end they are judged
-- Columns:  customer_id id, who
--           horizon_days integer, days within which a return counts
--           p_return double, chance of a visit within horizon_days, 0 to 1
--           expected_visits_26w double, visits expected in the next 26 weeks
--           spend_per_visit double, what a visit is expected to bring, in the shop's currency
--           expected_value_26w double, what they are expected to spend in the next 26 weeks, in the
--               shop's currency
--           value_at_risk double, what they would spend in 26 weeks if they still come, times the
--               chance that they do not; in the shop's currency
--           next_visit_on date or null, the likeliest day of the next visit, should they come back;
--               the booking's day where there is one
--           next_visit_from date or null, the first day of the range that holds 80 of 100 next
--               visits
--           next_visit_to date or null, its last day
--           booked_on date or null, day of the next booking
--           band code or null, how late they are by their own rhythm and chance, null if not late:
--               slipping, likely lapsed or lapsed
--           visit_count integer, visits up to that day
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           days_since_last integer, days from the last visit to that day
--           closed_days integer, closed days among days_since_last
--           method code, where the chance is from, the shop's own past, the model alone or nothing:
--               learnt, model or none
--           reason code, what it was learnt from, or why nothing was: learnt, few month-ends, few
--               returns, no weights, no model or nobody twice
--           month_end_count integer, month-ends of which it is known who came back
--           returned_count integer, how often somebody did, counted at each of them
--           away_count integer, how often somebody did not
-- Staff:    yes
-- Link:     no
-- Personal: none
-- Reads:    facts.outlook
-- Source:   docs/decisions.md, "The outlook learns from the shop's own past"

select
    customer_id,
    horizon_days,
    p_return,
    expected_visits_26w,
    spend_per_visit,
    expected_value_26w,
    value_at_risk,
    next_visit_on,
    next_visit_from,
    next_visit_to,
    booked_on,
    band,
    visit_count,
    cadence_days,
    spread_days,
    days_since_last::integer as days_since_last,
    closed_days::integer as closed_days,
    method,
    reason,
    month_end_count,
    returned_count,
    away_count
from facts.outlook
where customer_id = $customer_id and as_of = $as_of::date
