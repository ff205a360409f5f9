-- Etsy sold orders.
--
-- Kind:      sales
-- Vendor:    etsy
-- Level:     receipt
-- Signature: Buyer User ID, Order Value, Order Net, Adjusted Order Total
-- Needs:     Sale Date, Order ID, Order Value
-- May have:  Buyer User ID, Full Name, First Name, Last Name, Number of Items, Currency,
--            Discount Amount, Sales Tax, Order Total, Status, Adjusted Order Total, Buyer,
--            Order Type, InPerson Location
-- Fields:    date = Sale Date, receipt_id = Order ID, customer_id = Buyer User ID,
--            customer_name = Full Name, quantity = Number of Items, gross = Order Value,
--            net = Order Value, discount = Discount Amount, tax = Sales Tax, status = Status,
--            location = InPerson Location, channel = Order Type
-- Grain:     one row of the file, one order
-- Quirks:    The same orders as in the sold order items, by the same Order ID. Order Value is what
--            the items cost, before the discount and without delivery and tax. Where money was given
--            back, Adjusted Order Total is less than Order Total: the difference is taken off. The
--            United Kingdom's columns are called Delivery City, Sales tax and Order total, the
--            United States' Ship City, Sales Tax and Order Total. Days read 12/26/21, month first,
--            without a time. Cancelled orders are nobody's visit.

with read_row as (

    select
        row_number,
        trim("Order ID") as receipt_id,
        "Sale Date" as date_text,
        read_moment("Sale Date", false) as sold_at,
        coalesce(
            plain_id("Buyer User ID"), nullif(regexp_extract("Buyer", '\(([^()]+)\)\s*$', 1), '')
        ) as username,
        coalesce(
            person_name("Full Name"),
            nullif(concat_ws(' ', trim("First Name"), trim("Last Name")), ''),
            person_name(regexp_replace("Buyer", '\s*\([^()]*\)\s*$', ''))
        ) as customer_name,
        coalesce(read_number("Number of Items", '.'), 1) as quantity,
        "Order Value" as value_text,
        read_amount("Order Value", '.') as order_value,
        coalesce(abs(read_amount("Discount Amount", '.')), 0) as discount,
        read_amount("Sales Tax", '.') as tax,
        greatest(
            coalesce(
                read_amount("Order Total", '.') - read_amount("Adjusted Order Total", '.'), 0
            ), 0
        ) as refunded,
        "Currency" as currency,
        "Status" as status,
        "Order Type" as channel,
        "InPerson Location" as location
    from export_file

)

select
    row_number,
    receipt_id,
    sold_at,
    username as vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    null::varchar as item,
    null::varchar as category,
    quantity,
    order_value as gross,
    discount,
    cast(greatest(order_value - discount - refunded, 0) as decimal(18, 2)) as net,
    tax,
    null::decimal(18, 2) as tip,
    false as is_refund,
    null::varchar as staff,
    location,
    channel,
    currency,
    null::varchar as time_zone,
    receipt_id as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Order ID')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Order ID', receipt_id, 'Etsy')
        when is_void_sale(status) then rejection('order_cancelled', null)
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Sale Date', date_text)
        when order_value is null
            then unusable_cell('no_amount', 'Order Value', value_text)
    end as reason
from read_row
