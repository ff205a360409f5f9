-- Shopify orders.
--
-- Kind:      sales
-- Vendor:    shopify
-- Signature: Financial Status, Lineitem quantity, Lineitem name, Fulfillment Status
-- Needs:     Name, Created at, Lineitem quantity, Lineitem name, Lineitem price
-- May have:  Email, Phone, Billing Name, Billing Phone, Shipping Name, Shipping Phone,
--            Financial Status, Subtotal, Taxes, Currency, Cancelled at, Refunded Amount,
--            Lineitem sku, Lineitem discount, Employee, Location, Source, Id
-- Fields:    date = Created at, receipt_id = Name, email = Email, phone = Phone,
--            customer_name = Billing Name, item = Lineitem name, quantity = Lineitem quantity,
--            net = Subtotal, discount = Lineitem discount, tax = Taxes, status = Financial Status,
--            staff = Employee, location = Location, channel = Source
-- Grain:     one row of the file, one line of an order
-- Quirks:    Order-level columns stand only on an order's first line. Subtotal is after discounts
--            and before refunds: both are spread over the lines by their price, and so is the tax.
--            Created at carries an offset, which a spreadsheet takes away. A voided or cancelled
--            order is nobody's visit. Name (#1081) is unique within a store only: of two stores the
--            Id tells the orders apart. 45 to 79 columns have been seen: match by name.

with numbered as (

    select
        *,
        last_value(case when not is_cut_id("Id") then "Id" end ignore nulls) over (
            partition by "Name"
            order by row_number
            rows between unbounded preceding and current row
        ) as order_id
    from export_file

),

order_line as (

    select
        row_number,
        "Name" as order_name,
        max(order_id) over this_order as order_id,
        coalesce("Created at", max("Created at") over this_order) as created_text,
        coalesce(
            try_cast(left(created_text, 19) as timestamp), read_moment(created_text, $day_first)
        ) as created_at,
        offset_minutes(right(created_text, 5)) as offset_minutes,
        max("Email") over this_order as email,
        coalesce(
            max("Phone") over this_order,
            max("Billing Phone") over this_order,
            max("Shipping Phone") over this_order
        ) as phone,
        coalesce(
            max("Billing Name") over this_order, max("Shipping Name") over this_order
        ) as customer_name,
        "Lineitem name" as item,
        "Lineitem quantity" as quantity_text,
        read_number("Lineitem quantity", $decimal_mark) as quantity,
        "Lineitem price" as price_text,
        read_amount("Lineitem price", $decimal_mark) as price,
        coalesce(read_amount("Lineitem discount", $decimal_mark), 0) as line_discount,
        max(read_amount("Subtotal", $decimal_mark)) over this_order as subtotal,
        coalesce(
            max(read_amount("Refunded Amount", $decimal_mark)) over this_order, 0
        ) as refunded,
        max(read_amount("Taxes", $decimal_mark)) over this_order as order_tax,
        max("Financial Status") over this_order as financial_status,
        max("Cancelled at") over this_order as cancelled_at,
        max("Currency") over this_order as currency,
        max("Employee") over this_order as staff,
        max("Location") over this_order as location,
        max("Source") over this_order as channel,
        "Lineitem sku" as sku
    from numbered
    window this_order as (partition by "Name", order_id)

),

priced as (

    select
        *,
        cast(price * quantity as decimal(18, 2)) as gross,
        sum(cast(price * quantity as decimal(18, 2))) over (
            partition by order_name, order_id
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
    null::varchar as card,
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
    cast(
        case when order_gross != 0 then order_tax * gross / order_gross end as decimal(18, 2)
    ) as tax,
    null::decimal(18, 2) as tip,
    false as is_refund,
    staff,
    location,
    channel,
    currency,
    null::varchar as time_zone,
    concat_ws('|', coalesce(order_id, order_name), item, sku) as row_id,
    case
        when order_name is null then rejection('order_number_missing', 'Name')
        when created_at is null
            then unusable_cell('unreadable_cell', 'Created at', created_text)
        when quantity is null
            then unusable_cell('no_number', 'Lineitem quantity', quantity_text)
        when price is null
            then unusable_cell('no_amount', 'Lineitem price', price_text)
        when financial_status = 'voided' or cancelled_at is not null
            then rejection('order_cancelled_or_voided', null)
    end as reason
from priced
