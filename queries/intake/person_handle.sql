-- Everybody in person_text, one line a handle.
--
-- For:     finding those who were erased.
-- Params:  $vendor text, whose customer ids these are
-- Reads:   person_text
-- Makes:   table person_handle

create or replace temp table person_handle as
select
    $vendor as kind,
    clean_id as handle,
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name
from person_text
where clean_id is not null
union all
select
    'card' as kind,
    clean_card as handle,
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name
from person_text
where clean_card is not null
union all
select
    'email' as kind,
    clean_email as handle,
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name
from person_text
where clean_email is not null
union all
select
    'phone' as kind,
    clean_phone as handle,
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name
from person_text
where clean_phone is not null
