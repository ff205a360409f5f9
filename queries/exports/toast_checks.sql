-- Toast checks (CheckDetails.csv).
--
-- Kind:      sales
-- Vendor:    toast
-- Level:     receipt
-- Signature: Check Id, Customer Family, Reason of Discount, Table Size
-- Needs:     Opened Date, Check Id, Total
-- May have:  Customer Id, Customer, Customer Phone, Customer Email, Opened Time,
--            Item Description, Server, Tax, Discount, Discnt
-- Fields:    date = Opened Date, time = Opened Time, receipt_id = Check Id,
--            customer_id = Customer Id, customer_name = Customer, email = Customer Email,
--            phone = Customer Phone, item = Item Description, net = Total, discount = Discount,
--            tax = Tax, staff = Server
-- Grain:     one row of the file, one check
-- Quirks:    The same checks as in ItemSelectionDetails, by the same Check Id, with the customer.
--            Total includes the tax, which is taken off. Item Description lists the items as text.
--            Ids have 19 digits, which a spreadsheet rounds: such rows are rejected. Location Code
--            is never filled.

with read_row as (

    select
        row_number,
        trim("Check Id") as receipt_id,
        read_moment(day_and_time("Opened Date", "Opened Time"), false) as sold_at,
        case when not is_cut_id("Customer Id") then plain_id("Customer Id") end as customer_id,
        person_name("Customer") as customer_name,
        "Customer Email" as email,
        "Customer Phone" as phone,
        basket_names("Item Description") as item,
        coalesce(basket_count("Item Description"), 1) as quantity,
        "Total" as total_text,
        read_amount("Total", '.') as total,
        read_amount("Tax", '.') as tax,
        read_amount(coalesce("Discount", "Discnt"), '.') as discount,
        "Server" as staff,
        concat_ws(' ', "Opened Date", "Opened Time") as moment_text
    from export_file

),

priced as (

    select
        *,
        total - coalesce(tax, 0) as net
    from read_row

)

select
    row_number,
    receipt_id,
    sold_at,
    customer_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when net < 0 then -quantity else quantity end as quantity,
    cast(net + abs(coalesce(discount, 0)) as decimal(18, 2)) as gross,
    discount,
    cast(net as decimal(18, 2)) as net,
    tax,
    null::decimal(18, 2) as tip,
    coalesce(net < 0, false) as is_refund,
    staff,
    null::varchar as location,
    null::varchar as channel,
    null::varchar as currency,
    null::varchar as time_zone,
    receipt_id as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Check Id')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Check Id', receipt_id, 'Toast')
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Opened Date', moment_text)
        when net is null then unusable_cell('no_amount', 'Total', total_text)
    end as reason
from priced
