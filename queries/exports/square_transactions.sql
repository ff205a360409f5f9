-- Square transactions.
--
-- Kind:      sales
-- Vendor:    square
-- Level:     receipt
-- Signature: Gift Card Sales, Partial Refunds, Total Collected, Card Entry Methods
-- Needs:     Date, Time, Net Sales, Transaction ID
-- May have:  Gross Sales, Discounts, Tax, Tip, Total Collected, Source, Payment ID, Staff Name,
--            Description, Event Type, Location, Customer ID, Customer Name, Transaction Status,
--            Time Zone, Channel
-- Fields:    date = Date, time = Time, receipt_id = Transaction ID, customer_id = Customer ID,
--            customer_name = Customer Name, item = Description, gross = Gross Sales,
--            discount = Discounts, net = Net Sales, tax = Tax, tip = Tip, status = Event Type,
--            staff = Staff Name, location = Location, channel = Channel
-- Grain:     one row of the file, one receipt or one refund
-- Quirks:    The same receipts as in the item sales, by the same Transaction ID, with the tip but
--            without the items' prices. Description lists the items as text (Latte x 2, Scone x 1).
--            Card, Cash and the other tenders are amounts. A refund is a row of its own with
--            negative money; Partial Refunds says it again on the sale and is left aside. Customer
--            ID may hold several ids with commas between: the first is used. After a spreadsheet
--            money reads "$1,149.00 " or ($33.62) and days 3/2/18. 41, 44, 49 and 55 columns have
--            been seen, some without customers: match by name.

with read_row as (

    select
        row_number,
        "Transaction ID" as receipt_id,
        coalesce(
            case when "Date" like '____-%' then try_cast("Date" || ' ' || "Time" as timestamp) end,
            read_moment(concat_ws(' ', "Date", "Time"), coalesce($day_first, false))
        ) as sold_at,
        nullif(trim(split_part("Customer ID", ',', 1)), '') as vendor_customer_id,
        case
            when contains("Customer ID", ',') then trim(split_part("Customer Name", ',', 1))
            else "Customer Name"
        end as customer_name,
        basket_names("Description") as item,
        coalesce(basket_count("Description"), 1) as quantity,
        read_amount("Gross Sales", $decimal_mark) as gross,
        read_amount("Discounts", $decimal_mark) as discount,
        read_amount("Net Sales", $decimal_mark) as net,
        read_amount("Tax", $decimal_mark) as tax,
        read_amount("Tip", $decimal_mark) as tip,
        coalesce(lower("Event Type") like '%refund%', false) as is_refund,
        "Staff Name" as staff,
        "Location" as location,
        coalesce("Channel", "Source") as channel,
        currency_of(coalesce("Net Sales", "Total Collected")) as currency,
        rails_time_zone("Time Zone") as time_zone,
        concat_ws('|', "Transaction ID", is_refund, "Payment ID") as row_id,
        is_void_sale("Transaction Status") or is_void_sale("Event Type") as is_void,
        concat_ws(' ', "Date", "Time") as moment_text,
        "Net Sales" as net_text
    from export_file

)

select
    row_number,
    receipt_id,
    sold_at,
    vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when is_refund then -quantity else quantity end as quantity,
    case when is_refund then -abs(gross) else gross end as gross,
    discount,
    case when is_refund then -abs(net) else net end as net,
    case when is_refund then -abs(tax) else tax end as tax,
    case when is_refund then -abs(tip) else tip end as tip,
    is_refund,
    staff,
    location,
    channel,
    currency,
    time_zone,
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Transaction ID')
        when is_void
            then rejection('transaction_cancelled_or_failed', null)
        when sold_at is null
            then unusable_cell('unreadable_date_and_time', null, moment_text)
        when net is null
            then unusable_cell('no_amount', 'Net Sales', net_text)
    end as reason
from read_row
