-- Toast payments (PaymentDetails.csv).
--
-- Kind:      sales
-- Vendor:    toast
-- Level:     payment
-- Signature: Payment Id, House Acct #, V/MC/D Fees, Check Id
-- Needs:     Payment Id, Check Id, Amount
-- May have:  Location, Order Id, Order Date, Paid Date, Server, Dining Option, Tip, Gratuity,
--            Refund Amount, Refund Tip Amount, Void Date, Status, Email, Phone
-- Fields:    date = Order Date, receipt_id = Check Id, email = Email, phone = Phone, net = Amount,
--            tip = Tip, status = Status, staff = Server, location = Location,
--            channel = Dining Option
-- Grain:     one row of the file, one payment of a check
-- Quirks:    The same checks as in ItemSelectionDetails, by the same Check Id, with the tip and the
--            e-mail or phone that the receipt was sent to. A check may have several payments. Amount
--            includes the tax, and no column says how much: money is right where
--            ItemSelectionDetails or CheckDetails are brought as well. What was given back is taken
--            off. Denied and voided payments are nobody's visit. Ids have 19 digits, which a
--            spreadsheet rounds: such rows are rejected. The digits of bank and gift cards are no
--            loyalty card and are left aside.

with read_row as (

    select
        row_number,
        trim("Check Id") as receipt_id,
        trim("Order Id") as order_id,
        trim("Payment Id") as payment_id,
        coalesce(read_moment("Order Date", false), read_moment("Paid Date", false)) as sold_at,
        "Email" as email,
        "Phone" as phone,
        "Amount" as amount_text,
        read_amount("Amount", '.') as amount,
        coalesce(abs(read_amount("Refund Amount", '.')), 0) as refunded,
        coalesce(read_amount("Tip", '.'), 0)
        + coalesce(read_amount("Gratuity", '.'), 0)
        - coalesce(abs(read_amount("Refund Tip Amount", '.')), 0) as tip,
        "Server" as staff,
        "Location" as location,
        "Dining Option" as channel,
        "Void Date" is not null or is_void_sale("Status") as is_void,
        coalesce("Order Date", "Paid Date") as date_text
    from export_file

)

select
    row_number,
    receipt_id,
    order_id,
    sold_at,
    null::varchar as vendor_customer_id,
    null::varchar as customer_name,
    email,
    phone,
    null::varchar as card,
    null::varchar as item,
    null::varchar as category,
    1::decimal(18, 3) as quantity,
    amount as gross,
    null::decimal(18, 2) as discount,
    cast(
        case when amount > 0 then greatest(amount - refunded, 0) else amount end as decimal(18, 2)
    ) as net,
    null::decimal(18, 2) as tax,
    cast(tip as decimal(18, 2)) as tip,
    coalesce(amount < 0, false) as is_refund,
    staff,
    location,
    channel,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws('|', receipt_id, payment_id) as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Check Id')
        when is_cut_id(receipt_id)
            then unusable_cell_for('rounded_id', 'Check Id', receipt_id, 'Toast')
        when is_void then rejection('payment_voided_or_denied', null)
        when sold_at is null
            then unusable_cell('unreadable_cell', 'Order Date', date_text)
        when amount is null
            then unusable_cell('no_money', 'Amount', amount_text)
    end as reason
from read_row
