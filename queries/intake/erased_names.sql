-- People beside a contact that others share: there it is the name that tells who was erased.
--
-- For:     keeping nothing that a file says of them. Such a contact joins nobody.
-- Params:  $inner_key blob, of keyed_hash()
--          $outer_key blob, of keyed_hash()
-- Reads:   person_handle, desk.erased_handle, erased_text
-- Writes:  erased_text

insert into erased_text (
    vendor_customer_id, email, phone, card, customer_name, erased_handle_no
)
select distinct
    person_handle.vendor_customer_id,
    person_handle.email,
    person_handle.phone,
    person_handle.card,
    person_handle.customer_name,
    null::bigint as erased_handle_no
from person_handle
inner join desk.erased_handle as gone
    on
        keyed_hash(
            named_contact(person_handle.kind, person_handle.handle, person_handle.customer_name),
            $inner_key,
            $outer_key
        )
        = gone.handle_hash
anti join erased_text
    on
        person_handle.vendor_customer_id is not distinct from erased_text.vendor_customer_id
        and person_handle.email is not distinct from erased_text.email
        and person_handle.phone is not distinct from erased_text.phone
        and person_handle.card is not distinct from erased_text.card
        and person_handle.customer_name is not distinct from erased_text.customer_name
where
    person_handle.vendor_customer_id is null
    and person_handle.customer_name is not null
