-- Lightspeed Retail (X-Series, once Vend) sales history.
--
-- Kind:      sales
-- Vendor:    lightspeed
-- Signature: Receipt Number, Line Type, Customer Code, Register, Sku
-- Needs:     Date, Receipt Number, Line Type
-- May have:  Customer Code, Customer Name, Quantity, Subtotal, Sales Tax, Discount, Total, Details,
--            User, Status, Sku
-- Fields:    date = Date, receipt_id = Receipt Number, customer_id = Customer Code,
--            customer_name = Customer Name, item = Details, quantity = Quantity, net = Subtotal,
--            discount = Discount, tax = Sales Tax, status = Status, staff = User
-- Grain:     one row of the file, one line of a sale; a sale without lines counts as a whole
-- Quirks:    Each sale stands there three times: as a whole (Sale), line by line (Sale Line) and as
--            it was paid (Payment). The lines count; who bought and who served is taken from the
--            whole. Customer Code is Lightspeed's own; WALKIN is nobody. Subtotal is without tax.
--            Parked, voided and cancelled sales are nobody's visit. A return is negative.

with read_row as (

    select
        row_number,
        trim("Receipt Number") as receipt_id,
        regexp_replace(lower(trim("Line Type")), '[^a-z]+', ' ', 'g') as line_type,
        "Date" as date_text,
        read_moment("Date", $day_first) as sold_at,
        case
            when not regexp_matches(lower("Customer Code"), '^walk[ -]?in') then
                plain_id("Customer Code")
        end as customer_id,
        person_name("Customer Name") as customer_name,
        "Details" as details,
        coalesce("Details", "Sku") as item,
        "Quantity" as quantity_text,
        case
            when "Quantity" is null then 1 else read_number("Quantity", $decimal_mark)
        end as quantity,
        coalesce("Subtotal", "Total") as net_text,
        coalesce(
            read_amount("Subtotal", $decimal_mark),
            read_amount("Total", $decimal_mark)
            - coalesce(read_amount("Sales Tax", $decimal_mark), 0)
        ) as net,
        read_amount("Discount", $decimal_mark) as discount,
        read_amount("Sales Tax", $decimal_mark) as tax,
        "User" as staff,
        "Status" as status,
        "Sku" as sku
    from export_file

),

sale as (

    select
        receipt_id,
        max(sold_at) as sold_at,
        max(date_text) as date_text,
        max(customer_id) as customer_id,
        max(customer_name) as customer_name,
        max(staff) as staff,
        max(status) as status,
        bool_or(line_type = 'sale line') as has_lines
    from read_row
    where receipt_id is not null
    group by receipt_id

),

sale_line as (

    select
        read_row.row_number,
        read_row.receipt_id,
        read_row.line_type,
        coalesce(read_row.sold_at, sale.sold_at) as sold_at,
        coalesce(read_row.date_text, sale.date_text) as date_text,
        sale.customer_id,
        sale.customer_name,
        case
            when read_row.line_type = 'sale line' then read_row.item
            else basket_names(read_row.details)
        end as item,
        read_row.quantity_text,
        read_row.quantity,
        read_row.net_text,
        read_row.net,
        read_row.discount,
        read_row.tax,
        coalesce(read_row.staff, sale.staff) as staff,
        sale.status,
        read_row.sku,
        sale.has_lines
    from read_row
    left join sale on read_row.receipt_id = sale.receipt_id

)

select
    row_number,
    receipt_id,
    sold_at,
    customer_id as vendor_customer_id,
    customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    item,
    null::varchar as category,
    case when net < 0 then -abs(quantity) else quantity end as quantity,
    cast(
        case when net < 0 then net else net + abs(coalesce(discount, 0)) end as decimal(18, 2)
    ) as gross,
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
    concat_ws('|', receipt_id, net < 0, coalesce(sku, item)) as row_id,
    case
        when receipt_id is null then rejection('id_missing', 'Receipt Number')
        when line_type like 'payment%' then rejection('payment_of_counted_lines', null)
        when line_type not in ('sale', 'sale line')
            then unusable_cell('neither_sale_nor_line', null, line_type)
        when is_void_sale(status) or regexp_matches(lower(status), 'saved|parked|^open$')
            then rejection('sale_voided_or_unfinished', null)
        when line_type = 'sale' and has_lines
            then rejection('sum_of_counted_lines', null)
        when sold_at is null then unusable_cell('unreadable_date', null, date_text)
        when quantity is null
            then unusable_cell('no_number', 'Quantity', quantity_text)
        when net is null then unusable_cell('no_amount', 'Subtotal', net_text)
    end as reason
from sale_line
