-- Whether one customer will come back.
--
-- Question: How likely are they back, when, what is at stake, and why do we say so?
-- Grain:    customer_id; one row, or none on a day without an outlook
-- Params:   $customer_id text, the customer
--           $as_of date, the day at whose end they are judged
-- Staff:    yes
-- Link:     no
-- Personal: why text, reason text
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
    why,
    method,
    reason
from facts.outlook
where customer_id = $customer_id and as_of = $as_of::date
