-- Each answer of use as the table has it, with its key and whose it is.
--
-- For:     comparing it with what is there, and keeping it. One row of a file is several answers.
-- Reads:   usable_row, row_key, person
-- Makes:   view valued

create or replace temp view valued as
select
    usable_row.row_number,
    answer_key(row_key.row_key, usable_row.question) as row_key,
    usable_row.responded_at::timestamp as responded_at,
    person.handle_no::bigint as handle_no,
    usable_row.customer_name::text as customer_name,
    usable_row.question::text as question,
    usable_row.touchpoint::text as touchpoint,
    usable_row.metric::text as metric,
    usable_row.score::decimal(6, 2) as score,
    usable_row.comment::text as comment,
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
