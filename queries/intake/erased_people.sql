-- Leads people who were erased to their nameless number.
--
-- For:     keeping nothing that a file says of them.
-- Reads:   erased_text
-- Writes:  person_text

update person_text
set
    customer_name = null,
    clean_email = if(gone.erased_handle_no is null, person_text.clean_email, null),
    clean_phone = if(gone.erased_handle_no is null, person_text.clean_phone, null),
    clean_card = if(gone.erased_handle_no is null, person_text.clean_card, null),
    erased_handle_no = gone.erased_handle_no
from erased_text as gone
where
    person_text.vendor_customer_id is not distinct from gone.vendor_customer_id
    and person_text.email is not distinct from gone.email
    and person_text.phone is not distinct from gone.phone
    and person_text.card is not distinct from gone.card
    and person_text.customer_name is not distinct from gone.customer_name
