-- WooCommerce orders, from Advanced Order Export.
--
-- Kind:      sales
-- Vendor:    woocommerce
-- Signature: Order Number, Order Status, Order Date, Email (Billing)
-- Needs:     Order Number, Order Date
-- May have:  Order Status, First Name (Billing), Last Name (Billing), Email (Billing),
--            Phone (Billing), Customer User ID, Item #, SKU, Name, Item Name, Product Name,
--            Product Variation, Category, Quantity, Quantity (- Refund), Item Cost,
--            Order Line (w/o tax), Order Line Tax, Order Line Total, Order Line Total Refunded,
--            Order Line Total (- Refund), Discount Amount, Order Subtotal Amount,
--            Order Refund Amount, Order Total Amount, Order Tax Amount, Order Total Tax Amount,
--            Order Shipping Amount, Order Currency
-- Fields:    date = Order Date, receipt_id = Order Number, customer_id = Customer User ID,
--            customer_name = First Name (Billing) + Last Name (Billing), email = Email (Billing),
--            phone = Phone (Billing), item = Name, category = Category, quantity = Quantity,
--            net = Order Line Total, discount = Discount Amount, tax = Order Line Tax,
--            status = Order Status
-- Grain:     one row of the file, one line of an order
-- Quirks:    The columns are the shop's choice: an item's name is called Name, Item Name or Product
--            Name, and what a line cost is taken from the best column there is. Order-level columns
--            are repeated on each line, or stand on an order's first line only, even its number.
--            Money that was given back is taken off its line. Without columns of items a row is the
--            order. Orders that are cancelled, failed or not paid yet are nobody's visit.

with numbered as (

    select
        *,
        coalesce(
            "Order Number",
            -- A line without a number belongs to the order above.
            case
                when coalesce("Name", "Item Name", "Product Name", "SKU") is not null
                    then last_value("Order Number" ignore nulls) over (
                        order by row_number rows between unbounded preceding and current row
                    )
            end
        ) as order_number
    from export_file

),

order_line as (

    select
        row_number,
        ltrim(trim(order_number), '#') as receipt_id,
        max("Order Date") over this_order as date_text,
        max("Order Status") over this_order as status,
        nullif(max(plain_id("Customer User ID")) over this_order, '0') as vendor_customer_id,
        max(
            nullif(
                concat_ws(' ', trim("First Name (Billing)"), trim("Last Name (Billing)")), ''
            )
        ) over this_order as customer_name,
        max("Email (Billing)") over this_order as email,
        max("Phone (Billing)") over this_order as phone,
        max("Order Currency") over this_order as currency,
        coalesce("Name", "Item Name", "Product Name", "SKU") as item,
        "Category" as category,
        coalesce("Quantity", "Quantity (- Refund)") as quantity_text,
        coalesce(
            read_number("Quantity (- Refund)", $decimal_mark),
            read_number("Quantity", $decimal_mark),
            case when quantity_text is null then 1 end
        ) as quantity,
        read_number("Quantity", $decimal_mark)
        * read_amount("Item Cost", $decimal_mark) as gross,
        read_amount("Discount Amount", $decimal_mark) as discount,
        read_amount("Order Line Tax", $decimal_mark) as tax,
        read_amount(
            coalesce("Order Line (w/o tax)", "Order Line Total"), $decimal_mark
        ) as line_total,
        coalesce(read_amount("Order Line Total Refunded", $decimal_mark), 0) as line_refund,
        read_amount("Order Line Total (- Refund)", $decimal_mark) as line_rest,
        coalesce(
            read_amount("Order Subtotal Amount", $decimal_mark),
            read_amount("Order Total Amount", $decimal_mark)
            - coalesce(
                read_amount("Order Tax Amount", $decimal_mark),
                read_amount("Order Total Tax Amount", $decimal_mark),
                0
            )
            - coalesce(read_amount("Order Shipping Amount", $decimal_mark), 0)
        ) as order_total,
        coalesce(abs(read_amount("Order Refund Amount", $decimal_mark)), 0) as order_refund,
        concat_ws('|', receipt_id, "Item #", "SKU", item, "Product Variation") as row_id
    from numbered
    window this_order as (partition by order_number)

),

priced as (

    select
        *,
        read_moment(date_text, $day_first) as sold_at,
        cast(
            coalesce(
                line_rest,
                line_total - abs(line_refund),
                gross,
                case when item is null then greatest(order_total - order_refund, 0) end
            ) as decimal(18, 2)
        ) as net
    from order_line

)

select
    row_number,
    receipt_id,
    sold_at,
    vendor_customer_id,
    customer_name,
    email,
    phone,
    null::varchar as card,
    item,
    category,
    quantity,
    cast(gross as decimal(18, 2)) as gross,
    discount,
    net,
    tax,
    null::decimal(18, 2) as tip,
    coalesce(net < 0, false) as is_refund,
    null::varchar as staff,
    null::varchar as location,
    null::varchar as channel,
    currency,
    null::varchar as time_zone,
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Order Number')
        when is_void_sale(status) or is_unpaid_order(status)
            then rejection('order_cancelled_or_unpaid', null)
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Order Date', date_text)
        when quantity is null
            then unusable_cell('no_number', 'Quantity', quantity_text)
        when net is null then rejection('item_amount_missing', null)
    end as reason
from priced
