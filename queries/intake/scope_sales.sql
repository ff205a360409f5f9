-- The lines to settle: all of the receipts and orders that the unsettled ones belong to.
--
-- For:     looking at all versions of them.
-- Reads:   unsettled, exports.receipt_line
-- Makes:   table scope

create or replace temp table scope as
with receipt as (

    select distinct
        line.vendor,
        line.receipt_id
    from exports.receipt_line as line
    semi join unsettled on line.row_key = unsettled.row_key
    union distinct
    select distinct
        line.vendor,
        line.order_id as receipt_id
    from exports.receipt_line as line
    semi join unsettled on line.row_key = unsettled.row_key
    where line.order_id is not null

)

select distinct line.row_key
from exports.receipt_line as line
inner join receipt
    on line.vendor = receipt.vendor and line.receipt_id = receipt.receipt_id
