-- Mindbody sales.
--
-- Kind:      sales
-- Vendor:    mindbody
-- Signature: Sale Date, Sale ID, Batch #, Total Paid w/ Payment Method
-- Needs:     Sale Date, Sale ID
-- May have:  Client ID, Client, Item name, Batch #, Location, Color, Size, Item price,
--            Item price (excluding tax), Quantity, Subtotal, Subtotal (excluding tax),
--            Discount amount, Tax, Item Total, Total Paid w/ Payment Method
-- Fields:    date = Sale Date, receipt_id = Sale ID, customer_id = Client ID,
--            customer_name = Client, item = Item name, quantity = Quantity, net = Subtotal,
--            discount = Discount amount, tax = Tax, location = Location
-- Grain:     one row of the file, one item of a sale
-- Quirks:    Client reads Last, First. A Client ID may have commas between its thousands: 1,288.
--            The same Sale ID comes again on other days: a receipt is the day and the id. What was
--            paid is Item Total less Tax. --- stands for nothing. Item price and Subtotal are called
--            Item price (excluding tax) and Subtotal (excluding tax) in some files. Days read
--            3/1/2025, day first or month first by the studio's country. A return is negative.

with read_row as (

    select
        row_number,
        "Sale Date" as date_text,
        read_moment("Sale Date", $day_first) as sold_at,
        replace(nullif(trim("Sale ID"), '---'), ',', '') as sale_id,
        replace(nullif(plain_id("Client ID"), '---'), ',', '') as client_id,
        person_name("Client") as customer_name,
        nullif(trim("Item name"), '---') as item,
        nullif("Quantity", '---') as quantity_text,
        case
            when quantity_text is null then 1 else read_number(quantity_text, $decimal_mark)
        end as quantity,
        read_amount(coalesce("Item price", "Item price (excluding tax)"), $decimal_mark) as price,
        read_amount(coalesce("Subtotal", "Subtotal (excluding tax)"), $decimal_mark) as subtotal,
        read_amount("Discount amount", $decimal_mark) as discount,
        read_amount("Tax", $decimal_mark) as tax,
        read_amount("Item Total", $decimal_mark) as item_total,
        read_amount("Total Paid w/ Payment Method", $decimal_mark) as paid,
        nullif("Location", '---') as location,
        nullif("Batch #", '---') as batch,
        nullif("Color", '---') as color,
        nullif("Size", '---') as size,
        currency_of(
            coalesce("Item Total", "Subtotal", "Subtotal (excluding tax)")
        ) as currency,
        coalesce("Item Total", "Subtotal", "Subtotal (excluding tax)") as net_text
    from export_file

),

priced as (

    select
        *,
        coalesce(
            item_total - coalesce(tax, 0),
            subtotal - abs(coalesce(discount, 0)),
            paid - coalesce(tax, 0)
        ) as net
    from read_row

)

select
    row_number,
    strftime(sold_at, '%Y-%m-%d') || ' ' || sale_id as receipt_id,
    sold_at,
    client_id as vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when net < 0 then -abs(quantity) else quantity end as quantity,
    cast(coalesce(price * quantity, subtotal) as decimal(18, 2)) as gross,
    discount,
    cast(net as decimal(18, 2)) as net,
    tax,
    null::decimal(18, 2) as tip,
    coalesce(net < 0, false) as is_refund,
    null::varchar as staff,
    location,
    null::varchar as channel,
    currency,
    null::varchar as time_zone,
    concat_ws('|', sold_at::date, sale_id, net < 0, item, batch, color, size) as row_id,
    case
        when sale_id is null then rejection('id_missing', 'Sale ID')
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Sale Date', date_text)
        when quantity is null then unusable_cell('no_number', 'Quantity', quantity_text)
        when net is null then unusable_cell('no_amount', 'Item Total', net_text)
    end as reason
from priced
