-- WooCommerce orders, from Analytics.
--
-- Kind:      sales
-- Vendor:    woocommerce
-- Level:     receipt
-- Signature: Order #, Customer type, Product(s), Items sold
-- Needs:     Date, Order #
-- May have:  N. Revenue (formatted), N. Revenue, Net Sales, Status, Customer, Product(s), Items sold,
--            Attribution, Origin
-- Fields:    date = Date, receipt_id = Order #, customer_name = Customer, item = Product(s),
--            quantity = Items sold, net = Net Sales, status = Status, channel = Attribution
-- Grain:     one row of the file, one order or one refund
-- Quirks:    Customers have a name only: no e-mail and no id. Product(s) lists the items as text
--            (2× Mug, 1× Print). A refund is a row of its own with negative money. Net Sales was
--            called N. Revenue, Attribution was called Origin. The columns are named in the
--            language of the site: other languages are mapped like an unknown export. Orders that
--            are cancelled, failed or not paid yet are nobody's visit.

with read_row as (

    select
        row_number,
        ltrim(trim("Order #"), '#') as receipt_id,
        read_moment("Date", $day_first) as sold_at,
        person_name("Customer") as customer_name,
        basket_names("Product(s)") as item,
        coalesce(
            read_number("Items sold", $decimal_mark), basket_count("Product(s)"), 1
        ) as quantity,
        coalesce("Net Sales", "N. Revenue", "N. Revenue (formatted)") as net_text,
        -- A shop's sign of money may be written as HTML: &euro;12.50.
        read_amount(regexp_replace(net_text, '&#?\w+;', '', 'g'), $decimal_mark) as net,
        coalesce(net < 0, false) as is_refund,
        coalesce("Attribution", "Origin") as channel,
        currency_of(replace("N. Revenue (formatted)", '&euro;', '€')) as currency,
        "Date" as date_text,
        "Status" as status
    from export_file

)

select
    row_number,
    receipt_id,
    sold_at,
    null::varchar as vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when is_refund then -abs(quantity) else quantity end as quantity,
    null::decimal(18, 2) as gross,
    null::decimal(18, 2) as discount,
    net,
    null::decimal(18, 2) as tax,
    null::decimal(18, 2) as tip,
    is_refund,
    null::varchar as staff,
    null::varchar as location,
    channel,
    currency,
    null::varchar as time_zone,
    concat_ws('|', receipt_id, is_refund) as row_id,
    case
        when receipt_id is null then rejection('order_number_missing', 'Order #')
        when is_void_sale(status) or is_unpaid_order(status)
            then rejection('order_cancelled_or_unpaid', null)
        when sold_at is null then unusable_cell('unreadable_date', null, date_text)
        when net is null
            then unusable_cell('no_amount', 'Net Sales', net_text)
    end as reason
from read_row
