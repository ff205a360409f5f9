-- One customer's answers.
--
-- Question: How did they score us, and what did they write?
-- Grain:    responded_on, touchpoint, metric
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Reads:    facts.response
-- Source:   house definition; several answers to the same question on one day are averaged

select
    responded_on,
    touchpoint,
    metric,
    round(avg(score), 1) as score,
    max(comment) as comment
from facts.response
where customer_id = $customer_id and responded_on <= $as_of::date
group by responded_on, touchpoint, metric
order by responded_on desc, metric desc, touchpoint
