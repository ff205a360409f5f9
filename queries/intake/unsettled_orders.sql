-- The lines of exports by orders, on the days of which this import tells by checks.
--
-- For:     settling: an export by orders gives way to one by checks.
-- Params:  $import_id integer, the import
-- Reads:   exports.receipt_line
-- Writes:  unsettled

insert into unsettled (row_key)
with day as (

    select distinct
        vendor,
        sold_at::date as sold_on
    from exports.receipt_line
    where import_id = $import_id and order_id is null

)

select line.row_key
from exports.receipt_line as line
inner join day
    on line.vendor = day.vendor and line.sold_at::date = day.sold_on
where line.order_id = line.receipt_id
