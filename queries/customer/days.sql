-- One customer's year.
--
-- Question: On which days of the last 12 months were they here?
-- Grain:    visited_on
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Columns:  visited_on date, the day
--           spend double, what they spent, in the shop's currency
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   house definition

select
    visited_on,
    spend::double as spend
from facts.visit
where
    customer_id = $customer_id
    and visited_on <= $as_of::date
    and visited_on > $as_of::date - 365
order by visited_on
