-- Toast orders (OrderDetails.csv).
--
-- Kind:      sales
-- Vendor:    toast
-- Level:     receipt
-- Signature: Order Id, # of Guests, Duration (Opened to Paid), Order Source
-- Needs:     Order Id, Opened, Amount
-- May have:  Location, Server, Dining Options, Discount Amount, Discnt, Tax, Tip, Gratuity, Voided,
--            Order Source
-- Fields:    date = Opened, receipt_id = Order Id, net = Amount, discount = Discount Amount,
--            tax = Tax, tip = Tip, status = Voided, staff = Server, location = Location,
--            channel = Order Source
-- Grain:     one row of the file, one order of one or more checks
-- Quirks:    No customers and no items, and by the Order Id where the other files go by the Check
--            Id: an order counts only until ItemSelectionDetails or PaymentDetails bring its checks.
--            Amount is without tax and tip. Ids have 19 digits, which a spreadsheet rounds: such
--            rows are rejected. Times read 3/2/26 8:10 AM on the restaurant's clock. Voided orders
--            are nobody's visit. Discount Amount has been seen as Discnt.

with read_row as (

    select
        row_number,
        trim("Order Id") as receipt_id,
        "Opened" as date_text,
        read_moment("Opened", false) as sold_at,
        read_amount(coalesce("Discount Amount", "Discnt"), '.') as discount,
        "Amount" as net_text,
        read_amount("Amount", '.') as net,
        read_amount("Tax", '.') as tax,
        coalesce(read_amount("Tip", '.'), 0) + coalesce(read_amount("Gratuity", '.'), 0) as tip,
        coalesce(lower("Voided") in ('true', 'yes', '1'), false) as is_void,
        "Server" as staff,
        "Location" as location,
        coalesce("Order Source", "Dining Options") as channel
    from export_file

)

select
    row_number,
    receipt_id,
    receipt_id as order_id,
    sold_at,
    null::varchar as vendor_customer_id,
    null::varchar as customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    null::varchar as item,
    null::varchar as category,
    case when net < 0 then -1 else 1 end::decimal(18, 3) as quantity,
    cast(net + abs(coalesce(discount, 0)) as decimal(18, 2)) as gross,
    discount,
    net,
    tax,
    cast(tip as decimal(18, 2)) as tip,
    coalesce(net < 0, false) as is_refund,
    staff,
    location,
    channel,
    null::varchar as currency,
    null::varchar as time_zone,
    receipt_id as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Order Id')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Order Id', receipt_id, 'Toast')
        when is_void then rejection('order_voided', null)
        when sold_at is null then unusable_cell('unreadable_cell', 'Opened', date_text)
        when net is null
            then unusable_cell('no_money', 'Amount', net_text)
    end as reason
from read_row
