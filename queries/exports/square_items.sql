-- Square item sales.
--
-- Kind:      sales
-- Vendor:    square
-- Signature: Price Point Name, Gross Sales, Transaction ID, Event Type
-- Needs:     Date, Time, Item, Qty, Gross Sales, Net Sales, Transaction ID
-- May have:  Time Zone, Category, Price Point Name, Modifiers Applied, Discounts, Tax, Event Type,
--            Location, Customer ID, Customer Name, Employee, Channel
-- Fields:    date = Date, time = Time, receipt_id = Transaction ID, customer_id = Customer ID,
--            customer_name = Customer Name, item = Item, category = Category, quantity = Qty,
--            gross = Gross Sales, discount = Discounts, net = Net Sales, tax = Tax,
--            status = Event Type, staff = Employee, location = Location, channel = Channel
-- Grain:     one row of the file, one line of a receipt
-- Quirks:    Money is text such as $1,234.56 or -$9.00. A refund is a row of its own with negative
--            money. Category reads None when unset. Customer ID may hold several ids with commas
--            between: the first is used. After a spreadsheet money reads "$1,149.00 " or ($33.62)
--            and days 3/2/18. 24, 33 and 35 columns have been seen: match by name.

with read_row as (

    select
        row_number,
        "Transaction ID" as receipt_id,
        coalesce(
            -- Without the year in front, a cast would read 03/02/26 as a day of the year 3.
            case when "Date" like '____-%' then try_cast("Date" || ' ' || "Time" as timestamp) end,
            read_moment(concat_ws(' ', "Date", "Time"), coalesce($day_first, false))
        ) as sold_at,
        nullif(trim(split_part("Customer ID", ',', 1)), '') as vendor_customer_id,
        "Customer Name" as customer_name,
        "Item" as item,
        nullif("Category", 'None') as category,
        "Qty" as quantity_text,
        read_number("Qty", $decimal_mark) as quantity,
        "Gross Sales" as gross_text,
        read_amount("Gross Sales", $decimal_mark) as gross,
        read_amount("Discounts", $decimal_mark) as discount,
        "Net Sales" as net_text,
        read_amount("Net Sales", $decimal_mark) as net,
        read_amount("Tax", $decimal_mark) as tax,
        coalesce("Event Type", '') = 'Refund' as is_refund,
        "Employee" as staff,
        "Location" as location,
        "Channel" as channel,
        rails_time_zone("Time Zone") as time_zone,
        concat_ws(
            '|', "Transaction ID", "Event Type", "Item", "Price Point Name", "Modifiers Applied"
        ) as row_id,
        "Date" as date_text,
        "Time" as time_text
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
    category,
    quantity,
    gross,
    discount,
    net,
    tax,
    null::decimal(18, 2) as tip,
    is_refund,
    staff,
    location,
    channel,
    currency_of(gross_text) as currency,
    time_zone,
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Transaction ID')
        when sold_at is null
            then unusable_cell(
                'unreadable_date_and_time',
                null,
                coalesce(date_text, '') || ' ' || coalesce(time_text, '')
            )
        when quantity is null
            then unusable_cell('quantity_no_number', 'Qty', quantity_text)
        when net is null
            then unusable_cell('no_amount', 'Net Sales', net_text)
        when gross is null
            then unusable_cell('no_amount', 'Gross Sales', gross_text)
    end as reason
from read_row
