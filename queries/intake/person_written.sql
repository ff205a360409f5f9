-- Everybody on some rows once, as they are written.
--
-- For:     recognising people. A name alone recognises nobody.
-- Names:   ${rows} usable_row, or unusable_row
--          ${columns} what any row tells about who it was; what is left out is empty
-- Reads:   usable_row, unusable_row
-- Makes:   table person_written

create or replace temp table person_written as
with everybody as (

    select distinct ${columns}
    from ${rows}
    union all by name
    select
        null::varchar as vendor_customer_id,
        null::varchar as email,
        null::varchar as phone,
        null::varchar as card,
        null::varchar as customer_name
    where false

)

select
    vendor_customer_id,
    email,
    phone,
    card,
    customer_name,
    case when email like '%_@_%' then lower(trim(email)) end as clean_email,
    -- +44 (0)20 ...: the 0 is for callers at home.
    regexp_replace(
        case when contains(phone, '+') then replace(phone, '(0)', '') else phone end,
        '[^0-9+]', '', 'g'
    ) as phone_digits
from everybody
where coalesce(vendor_customer_id, email, phone, card) is not null
