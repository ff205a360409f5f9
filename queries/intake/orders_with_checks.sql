-- An export that goes by orders does not hold once another brings the orders' checks.
--
-- For:     counting a sale once.
-- Reads:   exports.receipt_line
-- Writes:  holding

delete from holding
using exports.receipt_line as line
where
    holding.row_key = line.row_key
    and holding.import_id = line.import_id
    and line.order_id = line.receipt_id
    and exists (
        select 1
        from exports.receipt_line as part
        where
            part.vendor = line.vendor
            and part.order_id = line.order_id
            and part.receipt_id != part.order_id
    )
