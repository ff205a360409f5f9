-- What a customer is known by.
--
-- For:     forgetting them, and telling them what is known.
-- Params:  $customer_id text, the customer
-- Reads:   facts.identity
-- Makes:   table going

create or replace temp table going as
select
    handle_no,
    kind,
    handle
from facts.identity
where customer_id = $customer_id and kind != 'erased'
