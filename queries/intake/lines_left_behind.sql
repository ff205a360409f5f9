-- The lines of receipts that a finer export leaves behind when it goes.
--
-- For:     settling which export of these receipts holds without it.
-- Params:  $import_id integer, the import
-- Reads:   exports.receipt_line
-- Writes:  unsettled

insert into unsettled (row_key)
with receipt as (

    select distinct
        vendor,
        receipt_id
    from exports.receipt_line
    where import_id = $import_id
    union distinct
    select distinct
        vendor,
        order_id as receipt_id
    from exports.receipt_line
    where import_id = $import_id and order_id is not null

)

select line.row_key
from exports.receipt_line as line
inner join receipt
    on line.vendor = receipt.vendor and line.receipt_id = receipt.receipt_id
