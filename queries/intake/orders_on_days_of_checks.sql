-- An export that goes by orders does not hold on days of checks that name no order.
--
-- For:     counting a sale once. Such checks tell of all that was sold on their days.
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
            and part.order_id is null
            and part.level = 'receipt'
            and part.sold_at::date = line.sold_at::date
    )
