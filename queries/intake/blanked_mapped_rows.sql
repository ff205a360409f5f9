-- Takes out of the rows what they say of people who were erased.
--
-- For:     keeping nothing that a file says of them.
-- Names:   ${column} what is taken out: a name, a comment, or whether they may be written to
-- Reads:   erased_text
-- Writes:  mapped

update mapped
set ${column} = null
from erased_text
where
    mapped.vendor_customer_id is not distinct from erased_text.vendor_customer_id
    and mapped.email is not distinct from erased_text.email
    and mapped.phone is not distinct from erased_text.phone
    and mapped.card is not distinct from erased_text.card
    and mapped.customer_name is not distinct from erased_text.customer_name
