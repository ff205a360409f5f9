-- Loyverse receipts.
--
-- Kind:      sales
-- Vendor:    loyverse
-- Level:     receipt
-- Signature: Receipt number, Receipt type, Total collected, Payment type
-- Needs:     Date, Receipt number, Net sales
-- May have:  Receipt type, Gross sales, Discounts, Taxes, Description, Dining option, Store,
--            Cashier name, Customer name, Customer contacts, Status
-- Fields:    date = Date, receipt_id = Receipt number, customer_name = Customer name,
--            email = Customer contacts, phone = Customer contacts, item = Description,
--            gross = Gross sales, discount = Discounts, net = Net sales, tax = Taxes,
--            status = Status, staff = Cashier name, location = Store, channel = Dining option
-- Grain:     one row of the file, one receipt
-- Quirks:    The same receipts as in Receipts by item, by the same number. Days are written as the
--            account's country does: 7/28/26 1:33 PM, 01/10/2026 23:50, 2026-01-01 08:00:00. The
--            decimal mark is a point, with three decimals in some currencies. A refund may have
--            positive Gross sales beside negative Net sales. Customer contacts holds an e-mail, a
--            phone number or both. Cancelled receipts are nobody's visit. Description lists the
--            items as text (1 x Latte, 2 x Scone). Headers are in the account's language: other
--            languages are mapped like an unknown export.

with read_row as (

    select
        row_number,
        trim("Receipt number") as receipt_id,
        "Date" as date_text,
        read_moment("Date", $day_first) as sold_at,
        person_name("Customer name") as customer_name,
        contact_email("Customer contacts") as email,
        contact_phone("Customer contacts") as phone,
        basket_names("Description") as item,
        coalesce(basket_count("Description"), 1) as quantity,
        read_amount("Gross sales", coalesce($decimal_mark, '.')) as gross,
        read_amount("Discounts", coalesce($decimal_mark, '.')) as discount,
        "Net sales" as net_text,
        read_amount("Net sales", coalesce($decimal_mark, '.')) as net,
        read_amount("Taxes", coalesce($decimal_mark, '.')) as tax,
        coalesce(
            lower(trim("Receipt type")) = 'refund',
            false
        ) as is_refund,
        "Status" as status,
        "Cashier name" as staff,
        "Store" as location,
        "Dining option" as channel
    from export_file

)

select
    row_number,
    receipt_id,
    sold_at,
    null::varchar as vendor_customer_id,
    customer_name,
    email,
    phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when is_refund then -abs(quantity) else quantity end as quantity,
    case when is_refund then -abs(gross) else gross end as gross,
    discount,
    case when is_refund then -abs(net) else net end as net,
    case when is_refund then -abs(tax) else tax end as tax,
    null::decimal(18, 2) as tip,
    is_refund,
    staff,
    location,
    channel,
    currency_of(net_text) as currency,
    null::varchar as time_zone,
    concat_ws('|', receipt_id, is_refund) as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Receipt number')
        when is_void_sale(status) then rejection('receipt_cancelled', null)
        when sold_at is null then unusable_cell('unreadable_date', null, date_text)
        when net is null then unusable_cell('no_amount', 'Net sales', net_text)
    end as reason
from read_row
