-- Each appointment of use as the table has it, with its key and whose it is.
--
-- For:     comparing it with what is there, and keeping it.
-- Reads:   usable_row, row_key, person
-- Makes:   view valued

create or replace temp view valued as
select
    usable_row.row_number,
    row_key.row_key,
    usable_row.appointment_id::text as appointment_id,
    usable_row.starts_at::timestamp as starts_at,
    usable_row.ends_at::timestamp as ends_at,
    usable_row.booked_on::date as booked_on,
    person.handle_no::bigint as handle_no,
    usable_row.customer_name::text as customer_name,
    usable_row.service::text as service,
    usable_row.price::decimal(18, 2) as price,
    usable_row.status::text as status,
    usable_row.staff::text as staff,
    usable_row.location::text as location
from usable_row
inner join row_key on usable_row.row_number = row_key.row_number
left join person
    on
        usable_row.vendor_customer_id is not distinct from person.vendor_customer_id
        and usable_row.email is not distinct from person.email
        and usable_row.phone is not distinct from person.phone
        and usable_row.card is not distinct from person.card
        and usable_row.customer_name is not distinct from person.customer_name
