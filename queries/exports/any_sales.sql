-- Sales.
--
-- Kind:      sales
-- Needs:     date
-- May have:  time, customer_id, customer_name, email, phone, card, receipt_id, item, category,
--            quantity, net, gross, discount, tax, tip, status, staff, location, channel
-- Grain:     one row of the file, one line of a receipt, or a receipt
-- Quirks:    What was paid is net, else gross less the discount. A quantity left out is one. Without
--            a receipt's number what a customer bought at one moment, or on one day where there are
--            no times, is one receipt; without a customer each row is. The status may say in any of
--            eight languages that a sale was cancelled or never paid, which makes it nobody's visit,
--            that a row is a refund, or that the money was given back since: then the sale is worth
--            nothing, unless a later row of its own takes the same amount back.

with timed_row as (

    select
        *,
        concat_ws(' ', "date", "time") as moment_text,
        day_and_time("date", "time") as moment
    from export_file

),

read_row as (

    select
        row_number,
        plain_id("receipt_id") as receipt_id,
        moment_text,
        read_at(moment, $day_first, null, $time_zone) as sold_at,
        plain_id("customer_id") as customer_id,
        name_or_stand_in("customer_name", "customer_id", "email", "phone", "card")
            as customer_name,
        "email" as email,
        "phone" as phone,
        plain_id("card") as card,
        trim("item") as item,
        "category" as category,
        "quantity" as quantity_text,
        case
            when "quantity" is null then 1 else read_number("quantity", $decimal_mark)
        end as quantity,
        read_amount("gross", $decimal_mark) as gross,
        read_amount("discount", $decimal_mark) as discount,
        coalesce("net", "gross") as net_text,
        coalesce(
            read_amount("net", $decimal_mark),
            case when "net" is null then read_amount("gross", $decimal_mark) end
            - coalesce(abs(read_amount("discount", $decimal_mark)), 0)
        ) as amount,
        read_amount("tax", $decimal_mark) as tax,
        read_amount("tip", $decimal_mark) as tip,
        "status" as status,
        is_void_sale("status") or is_unpaid_order("status") as is_void,
        is_refund_row("status") as is_refund_row,
        "staff" as staff,
        "location" as location,
        "channel" as channel,
        currency_of(coalesce("net", "gross")) as currency
    from timed_row

),

-- A sale marked as refunded keeps its amount where a row of its own takes that back.
refunded_row as (

    select
        *,
        coalesce(
            sold_at <= max(case when is_refund_row or amount < 0 then sold_at end) over (
                partition by abs(amount)
            ),
            false
        ) as is_refunded_apart
    from read_row

),

known_row as (

    select
        *,
        coalesce(is_refund_row or amount < 0, false) as is_refund,
        cast(
            case
                when is_refund_row then -abs(amount)
                when is_refunded_sale(status) and not is_refunded_apart then least(amount, 0)
                else amount
            end as decimal(18, 2)
        ) as net,
        case
            when receipt_id is null
                then somebody(customer_name, customer_id, email, phone, card)
        end as customer
    from refunded_row

),

numbered as (

    select
        *,
        case
            when receipt_id is null and customer is null
                then row_number() over (
                    partition by sold_at, receipt_id is null and customer is null
                    order by item, category, net, quantity, staff, row_number
                )
        end as place
    from known_row

)

select
    row_number,
    coalesce(
        receipt_id,
        concat_ws(' ', strftime(sold_at, '%Y-%m-%d %H:%M:%S'), coalesce(customer, '#' || place))
    ) as receipt_id,
    sold_at,
    customer_id as vendor_customer_id,
    customer_name,
    email,
    phone,
    card,
    item,
    category,
    case when is_refund then -abs(quantity) else quantity end as quantity,
    case when is_refund_row then -abs(gross) else gross end as gross,
    discount,
    net,
    case when is_refund_row then -abs(tax) else tax end as tax,
    case when is_refund_row then -abs(tip) else tip end as tip,
    is_refund,
    staff,
    location,
    channel,
    currency,
    null::varchar as time_zone,
    case
        when receipt_id is null then concat_ws('|', sold_at, customer, is_refund, item, net)
        else concat_ws('|', receipt_id, is_refund, item, category)
    end as row_id,
    case
        when is_void then rejection('sale_cancelled_or_unpaid', null)
        when sold_at is null then unusable_cell('unreadable_day', null, moment_text)
        when quantity is null
            then unusable_cell('quantity_no_number', null, quantity_text)
        when net is null then unusable_cell('unreadable_amount', null, net_text)
    end as reason
from numbered
