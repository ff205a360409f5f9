-- WooCommerce orders, one row an order.
--
-- Kind:      sales
-- Vendor:    woocommerce
-- Level:     receipt
-- Signature: order_number, order_date, billing_first_name, Product Item 1 Name
-- Needs:     order_date, order_number
-- May have:  order_id, status, order_total, order_subtotal, shipping_total, tax_total,
--            discount_total, cart_discount, order_discount, order_currency, customer_id,
--            customer_email, billing_first_name, billing_last_name, billing_email, billing_phone,
--            refund_items, Product Item 1 Name, Product Item 1 Quantity, Product Item 1 Total
-- Fields:    date = order_date, receipt_id = order_number, customer_id = customer_id,
--            customer_name = billing_first_name + billing_last_name, email = billing_email,
--            phone = billing_phone, item = Product Item 1 Name, quantity = Product Item 1 Quantity,
--            net = order_subtotal, gross = order_total, discount = discount_total,
--            tax = tax_total, status = status
-- Grain:     one row of the file, one order
-- Quirks:    Items stand side by side, Product Item 1 Name, Product Item 2 Name ...: as many as the
--            largest order has. What was paid is the sum of their totals, else the subtotal less the
--            discount; what refund_items says was given back is taken off. The customer 0 is a
--            guest. Orders that are cancelled, failed or not paid yet are nobody's visit.

with basket as (

    select
        *,
        concat_ws(', ', *columns('(?i)^Product Item \d+ Name$')) as names,
        [*columns('(?i)^Product Item \d+ Quantity$')] as quantities,
        [*columns('(?i)^Product Item \d+ Total$')] as totals
    from export_file

),

read_row as (

    select
        row_number,
        ltrim(trim(coalesce("order_number", "order_id")), '#') as receipt_id,
        read_moment("order_date", $day_first) as sold_at,
        nullif(plain_id("customer_id"), '0') as vendor_customer_id,
        nullif(
            concat_ws(' ', trim("billing_first_name"), trim("billing_last_name")), ''
        ) as customer_name,
        coalesce("billing_email", "customer_email") as email,
        "billing_phone" as phone,
        case when "Product Item 1 Name" is not null then names end as item,
        case
            when "Product Item 1 Quantity" is not null
                then list_sum(
                    list_transform(
                        quantities, lambda quantity: read_number(quantity, $decimal_mark)
                    )
                )
        end as item_count,
        case
            when "Product Item 1 Total" is not null
                then list_sum(
                    list_transform(totals, lambda total: read_amount(total, $decimal_mark))
                )
        end as items_total,
        read_amount("order_subtotal", $decimal_mark) as subtotal,
        read_amount("order_total", $decimal_mark) as order_total,
        coalesce(
            read_amount("discount_total", $decimal_mark),
            read_amount("cart_discount", $decimal_mark),
            read_amount("order_discount", $decimal_mark)
        ) as discount,
        read_amount("tax_total", $decimal_mark) as tax,
        coalesce(read_amount("shipping_total", $decimal_mark), 0) as shipping,
        coalesce(
            list_sum(
                list_transform(
                    regexp_extract_all("refund_items", 'amount:-?([\d.,]+)', 1),
                    lambda amount: read_amount(amount, $decimal_mark)
                )
            ), 0
        ) as refunded,
        "order_currency" as currency,
        "status" as status,
        "order_date" as date_text
    from basket

),

priced as (

    select
        *,
        coalesce(
            items_total,
            subtotal - coalesce(abs(discount), 0),
            order_total - shipping - coalesce(tax, 0)
        ) as paid
    from read_row

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
    null::varchar as category,
    cast(coalesce(item_count, 1) as decimal(18, 3)) as quantity,
    subtotal as gross,
    discount,
    cast(
        case when refunded > 0 then greatest(paid - refunded, 0) else paid end as decimal(18, 2)
    ) as net,
    tax,
    null::decimal(18, 2) as tip,
    false as is_refund,
    null::varchar as staff,
    null::varchar as location,
    null::varchar as channel,
    currency,
    null::varchar as time_zone,
    receipt_id as row_id,
    case
        when receipt_id is null then rejection('order_number_missing', null)
        when is_void_sale(status) or is_unpaid_order(status)
            then rejection('order_cancelled_or_unpaid', null)
        when sold_at is null
            then unusable_cell('unreadable_cell', 'order_date', date_text)
        when paid is null then rejection('order_amount_missing', null)
    end as reason
from priced
