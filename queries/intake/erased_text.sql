-- The people of person_text who were erased, and whose number they have since.
--
-- For:     keeping nothing that a file says of them. Whoever is known otherwise is not among them.
-- Params:  $vendor text, whose customer ids these are
-- Reads:   person_handle, erased, exports.handle
-- Makes:   table erased_text

create or replace temp table erased_text as
with line as (

    select
        person_handle.kind,
        person_handle.vendor_customer_id,
        person_handle.email,
        person_handle.phone,
        person_handle.card,
        person_handle.customer_name,
        erased.handle_no,
        known.handle_no is not null as is_known
    from person_handle
    left join erased
        on person_handle.kind = erased.kind and person_handle.handle = erased.handle
    left join exports.handle as known
        on person_handle.kind = known.kind and person_handle.handle = known.handle

)

select
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name,
    min(case when kind = $vendor or vendor_customer_id is null then handle_no end)
        as erased_handle_no
from line
group by vendor_customer_id, email, phone, card, customer_name
having
    erased_handle_no is not null
    and not bool_or(is_known and vendor_customer_id is null)
