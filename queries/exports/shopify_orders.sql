-- Shopify orders.
--
-- Kind:      sales
-- Vendor:    shopify
-- Signature: Financial Status, Lineitem quantity, Lineitem name, Fulfillment Status
-- Needs:     Name, Created at, Lineitem quantity, Lineitem name, Lineitem price
-- May have:  Email, Phone, Billing Name, Billing Phone, Shipping Name, Financial Status, Subtotal,
--            Currency, Cancelled at, Refunded Amount, Lineitem sku, Lineitem discount, Employee,
--            Location, Source, Id
-- Fields:    date = Created at, receipt_id = Name, email = Email, phone = Phone,
--            customer_name = Billing Name, item = Lineitem name, quantity = Lineitem quantity,
--            net = Subtotal, status = Financial Status, staff = Employee, location = Location,
--            channel = Source
-- Grain:     one row of the file, one line of an order
-- Quirks:    Order-level columns stand only on an order's first line. Subtotal is after discounts
--            and before refunds: both are spread over the lines by their price. Created at carries
--            an offset. A voided or cancelled order is nobody's visit. Name (#1081) is unique
--            within a store only.

with order_line as (

    select
        row_number,
        "Name" as order_name,
        max("Id") over this_order as order_id,
        coalesce("Created at", max("Created at") over this_order) as created_text,
        try_cast(left(created_text, 19) as timestamp) as created_at,
        offset_minutes(right(created_text, 5)) as offset_minutes,
        max("Email") over this_order as email,
        coalesce(max("Phone") over this_order, max("Billing Phone") over this_order) as phone,
        coalesce(
            max("Billing Name") over this_order, max("Shipping Name") over this_order
        ) as customer_name,
        "Lineitem name" as item,
        "Lineitem quantity" as quantity_text,
        try_cast("Lineitem quantity" as decimal(18, 3)) as quantity,
        "Lineitem price" as price_text,
        read_money("Lineitem price") as price,
        coalesce(read_money("Lineitem discount"), 0) as line_discount,
        max(read_money("Subtotal")) over this_order as subtotal,
        coalesce(max(read_money("Refunded Amount")) over this_order, 0) as refunded,
        max("Financial Status") over this_order as financial_status,
        max("Cancelled at") over this_order as cancelled_at,
        max("Currency") over this_order as currency,
        max("Employee") over this_order as staff,
        max("Location") over this_order as location,
        max("Source") over this_order as channel,
        "Lineitem sku" as sku
    from export_file
    window this_order as (partition by "Name")

),

priced as (

    select
        *,
        cast(price * quantity as decimal(18, 2)) as gross,
        sum(cast(price * quantity as decimal(18, 2))) over (
            partition by order_name
        ) as order_gross
    from order_line

)

select
    row_number,
    order_name as receipt_id,
    shop_time(created_at, offset_minutes, $time_zone) as sold_at,
    null::varchar as vendor_customer_id,
    customer_name,
    email,
    phone,
    item,
    null::varchar as category,
    quantity,
    gross,
    line_discount as discount,
    cast(
        case
            when subtotal is null then gross - line_discount
            when order_gross = 0 then 0
            else gross * greatest(subtotal - refunded, 0) / order_gross
        end as decimal(18, 2)
    ) as net,
    null::decimal(18, 2) as tax,
    null::decimal(18, 2) as tip,
    false as is_refund,
    staff,
    location,
    channel,
    currency,
    null::varchar as time_zone,
    concat_ws('|', coalesce(order_id, order_name), item, sku, quantity_text, price_text) as content,
    case
        when order_name is null then 'The order number (Name) is missing'
        when created_at is null
            then format('Created at cannot be read: "{}"', coalesce(created_text, ''))
        when quantity is null
            then format('Lineitem quantity is not a number: "{}"', coalesce(quantity_text, ''))
        when price is null
            then format('Lineitem price is not an amount: "{}"', coalesce(price_text, ''))
        when financial_status = 'voided' or cancelled_at is not null
            then 'The order was cancelled or voided, so it is nobody''s visit'
    end as reason
from priced
