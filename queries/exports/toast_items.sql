-- Toast item selections (ItemSelectionDetails.csv).
--
-- Kind:      sales
-- Vendor:    toast
-- Signature: Item Selection Id, Menu Item, Net Price, Order Date
-- Needs:     Order Date, Check Id, Menu Item, Net Price
-- May have:  Location, Order Id, Sent Date, Server, Dining Option, Item Selection Id,
--            Menu Group, Sales Category, Gross Price, Discount, Discnt, Qty, Tax, Void?
-- Fields:    date = Order Date, receipt_id = Check Id, item = Menu Item, category = Sales Category,
--            quantity = Qty, gross = Gross Price, discount = Discount, net = Net Price, tax = Tax,
--            status = Void?, staff = Server, location = Location, channel = Dining Option
-- Grain:     one row of the file, one line of a check
-- Quirks:    No customers: bring CheckDetails and PaymentDetails of the same days, which name them
--            by the same Check Id. Ids have 19 digits, which a spreadsheet rounds: such rows are
--            rejected. Times read 3/2/26 8:10 AM on the restaurant's clock. Taxes have up to eight
--            decimals. Voided items are nobody's. Discount has been seen as Discnt.

with read_row as (

    select
        row_number,
        trim("Check Id") as receipt_id,
        trim("Order Id") as order_id,
        coalesce(read_moment("Order Date", false), read_moment("Sent Date", false)) as sold_at,
        trim("Menu Item") as item,
        coalesce("Sales Category", "Menu Group") as category,
        "Qty" as quantity_text,
        case when "Qty" is null then 1 else read_number("Qty", '.') end as quantity,
        read_amount("Gross Price", '.') as gross,
        read_amount(coalesce("Discount", "Discnt"), '.') as discount,
        "Net Price" as net_text,
        read_amount("Net Price", '.') as net,
        read_amount("Tax", '.') as tax,
        coalesce(read_amount("Net Price", '.') < 0, false) as is_refund,
        "Server" as staff,
        "Location" as location,
        "Dining Option" as channel,
        concat_ws('|', "Check Id", coalesce("Item Selection Id", "Menu Item")) as row_id,
        coalesce(lower("Void?") in ('true', 'yes', '1'), false) as is_void,
        coalesce("Order Date", "Sent Date") as date_text
    from export_file

)

select
    row_number,
    receipt_id,
    order_id,
    sold_at,
    null::varchar as vendor_customer_id,
    null::varchar as customer_name,
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
    null::varchar as currency,
    null::varchar as time_zone,
    row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Check Id')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Check Id', receipt_id, 'Toast')
        when is_void then rejection('item_voided', null)
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Order Date', date_text)
        when quantity is null then unusable_cell('no_number', 'Qty', quantity_text)
        when net is null then unusable_cell('no_amount', 'Net Price', net_text)
    end as reason
from read_row
