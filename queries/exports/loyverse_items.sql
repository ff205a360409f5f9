-- Loyverse receipts by item.
--
-- Kind:      sales
-- Vendor:    loyverse
-- Signature: Receipt number, Receipt type, Item, Modifiers applied
-- Needs:     Date, Receipt number, Item, Net sales
-- May have:  Receipt type, Category, SKU, Variant, Modifiers applied, Quantity, Gross sales,
--            Discounts, Taxes, Dining option, Store, Cashier name, Customer name,
--            Customer contacts, Status
-- Fields:    date = Date, receipt_id = Receipt number, customer_name = Customer name,
--            email = Customer contacts, phone = Customer contacts, item = Item,
--            category = Category, quantity = Quantity, gross = Gross sales, discount = Discounts,
--            net = Net sales, tax = Taxes, status = Status, staff = Cashier name,
--            location = Store, channel = Dining option
-- Grain:     one row of the file, one line of a receipt
-- Quirks:    Days are written as the account's country does: 7/28/26 1:33 PM, 01/10/2026 23:50,
--            2026-01-01 08:00:00. The decimal mark is a point, with three decimals in some
--            currencies. The lines of a refund are negative. Dining option is there only where the
--            shop uses it. Customer contacts holds an e-mail, a phone number or both. Cancelled
--            receipts are nobody's visit. Headers are in the account's language: other languages
--            are mapped like an unknown export.

with read_row as (

    select
        row_number,
        trim("Receipt number") as receipt_id,
        "Date" as date_text,
        read_moment("Date", $day_first) as sold_at,
        person_name("Customer name") as customer_name,
        contact_email("Customer contacts") as email,
        contact_phone("Customer contacts") as phone,
        trim("Item") as item,
        "Category" as category,
        "Quantity" as quantity_text,
        case
            when "Quantity" is null then 1
            else read_number("Quantity", coalesce($decimal_mark, '.'))
        end as quantity,
        read_amount("Gross sales", coalesce($decimal_mark, '.')) as gross,
        read_amount("Discounts", coalesce($decimal_mark, '.')) as discount,
        "Net sales" as net_text,
        read_amount("Net sales", coalesce($decimal_mark, '.')) as net,
        read_amount("Taxes", coalesce($decimal_mark, '.')) as tax,
        coalesce(lower(trim("Receipt type")) = 'refund', false) as is_refund,
        "Status" as status,
        "Cashier name" as staff,
        "Store" as location,
        "Dining option" as channel,
        concat_ws(
            '|', "Receipt number", is_refund, "SKU", "Item", "Variant", "Modifiers applied"
        ) as row_id
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
    category,
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
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Receipt number')
        when is_void_sale(status) then rejection('receipt_cancelled', null)
        when sold_at is null then unusable_cell('unreadable_date', null, date_text)
        when quantity is null
            then unusable_cell('no_number', 'Quantity', quantity_text)
        when net is null then unusable_cell('no_amount', 'Net sales', net_text)
    end as reason
from read_row
