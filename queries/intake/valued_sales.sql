-- Each line of use as the table has it, with its key and whose it is.
--
-- For:     comparing it with what is there, and keeping it.
-- Names:   ${level} how fine the lines are: item, receipt or payment
-- Reads:   usable_row, row_key, person
-- Makes:   view valued

create or replace temp view valued as
select
    usable_row.row_number,
    row_key.row_key,
    '${level}'::text as level,
    usable_row.receipt_id::text as receipt_id,
    usable_row.order_id::text as order_id,
    usable_row.sold_at::timestamp as sold_at,
    person.handle_no::bigint as handle_no,
    usable_row.customer_name::text as customer_name,
    usable_row.item::text as item,
    usable_row.category::text as category,
    usable_row.quantity::decimal(18, 3) as quantity,
    usable_row.gross::decimal(18, 2) as gross,
    usable_row.discount::decimal(18, 2) as discount,
    usable_row.net::decimal(18, 2) as net,
    usable_row.tax::decimal(18, 2) as tax,
    usable_row.tip::decimal(18, 2) as tip,
    usable_row.is_refund::boolean as is_refund,
    usable_row.staff::text as staff,
    usable_row.location::text as location,
    usable_row.channel::text as channel
from usable_row
inner join row_key on usable_row.row_number = row_key.row_number
left join person
    on
        usable_row.vendor_customer_id is not distinct from person.vendor_customer_id
        and usable_row.email is not distinct from person.email
        and usable_row.phone is not distinct from person.phone
        and usable_row.card is not distinct from person.card
        and usable_row.customer_name is not distinct from person.customer_name
