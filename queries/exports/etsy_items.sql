-- Etsy sold order items.
--
-- Kind:      sales
-- Vendor:    etsy
-- Signature: Sale Date, Item Name, Listing ID, Listings Type
-- Needs:     Sale Date, Item Name, Order ID
-- May have:  Buyer, Quantity, Price, Discount Amount, Order Sales Tax, Item Total, Currency,
--            Transaction ID, Date Paid, Variations, Order Type, InPerson Location
-- Fields:    date = Sale Date, receipt_id = Order ID, customer_id = Buyer, customer_name = Buyer,
--            item = Item Name, quantity = Quantity, net = Item Total, discount = Discount Amount,
--            tax = Order Sales Tax, location = InPerson Location, channel = Order Type
-- Grain:     one row of the file, one item of an order
-- Quirks:    The same orders as in the sold orders, by the same Order ID. Sale Date reads 12/26/21
--            and Date Paid 12/26/2021, month first, without a time. Item Total is before the
--            discount. The tax is the whole order's on each of its items: it is counted once. Buyer
--            reads Full Name (username), or a name alone, or nothing for a guest; Ship Name is who
--            gets the parcel, not who bought.

with read_row as (

    select
        row_number,
        trim("Order ID") as receipt_id,
        coalesce("Sale Date", "Date Paid") as date_text,
        coalesce(read_moment("Sale Date", false), read_moment("Date Paid", false)) as sold_at,
        nullif(regexp_extract("Buyer", '\(([^()]+)\)\s*$', 1), '') as username,
        person_name(regexp_replace("Buyer", '\s*\([^()]*\)\s*$', '')) as customer_name,
        trim("Item Name") as item,
        "Quantity" as quantity_text,
        case when "Quantity" is null then 1 else read_number("Quantity", '.') end as quantity,
        coalesce(
            read_amount("Item Total", '.'),
            read_amount("Price", '.') * read_number("Quantity", '.')
        ) as item_total,
        coalesce(abs(read_amount("Discount Amount", '.')), 0) as discount,
        coalesce("Item Total", "Price") as total_text,
        case
            when
                row_number() over (partition by "Order ID" order by row_number) = 1
                then read_amount("Order Sales Tax", '.')
        end as tax,
        "Currency" as currency,
        "Order Type" as channel,
        "InPerson Location" as location,
        concat_ws(
            '|', "Order ID", coalesce("Transaction ID", concat_ws('|', "Item Name", "Variations"))
        ) as row_id
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
    item,
    null::varchar as category,
    quantity,
    cast(item_total as decimal(18, 2)) as gross,
    discount,
    cast(
        case when item_total < 0 then item_total else greatest(item_total - discount, 0) end
        as decimal(18, 2)
    ) as net,
    tax,
    null::decimal(18, 2) as tip,
    coalesce(item_total < 0, false) as is_refund,
    null::varchar as staff,
    location,
    channel,
    currency,
    null::varchar as time_zone,
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Order ID')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Order ID', receipt_id, 'Etsy')
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Sale Date', date_text)
        when quantity is null
            then unusable_cell('no_number', 'Quantity', quantity_text)
        when item_total is null
            then unusable_cell('no_amount', 'Item Total', total_text)
    end as reason
from read_row
