-- The numbers of the handles by which a customer is known; no row for who is not there.
--
-- For:     decisions, which are kept by these.
-- Params:  $customer_id text, the customer
-- Reads:   facts.identity

select handle_no
from facts.identity
where customer_id = $customer_id
order by handle_no
