-- Each record of use as the table has it, with its key and whose it is.
--
-- For:     comparing it with what is there, and keeping it.
-- Reads:   usable_row, row_key, person
-- Makes:   view valued

create or replace temp view valued as
select
    usable_row.row_number,
    row_key.row_key,
    person.handle_no::bigint as handle_no,
    usable_row.customer_name::text as customer_name,
    person.clean_email::text as email,
    person.clean_phone::text as phone,
    usable_row.may_email::boolean as may_email,
    usable_row.may_text::boolean as may_text
from usable_row
inner join row_key on usable_row.row_number = row_key.row_number
left join person
    on
        usable_row.vendor_customer_id is not distinct from person.vendor_customer_id
        and usable_row.email is not distinct from person.email
        and usable_row.phone is not distinct from person.phone
        and usable_row.card is not distinct from person.card
        and usable_row.customer_name is not distinct from person.customer_name
