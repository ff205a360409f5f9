-- Lines of a receipt of which a finer export tells do not hold.
--
-- For:     counting a receipt once that several exports tell of.
-- Reads:   exports.receipt_line, exports.import, finest
-- Writes:  holding

delete from holding
using exports.receipt_line as line, exports.import as import, finest
where
    holding.row_key = line.row_key
    and holding.import_id = line.import_id
    and line.import_id = import.import_id
    and line.vendor = finest.vendor
    and line.receipt_id = finest.receipt_id
    and line.is_refund = finest.is_refund
    and finest.rank != (
        case line.level when 'item' then 1 when 'receipt' then 2 else 3 end,
        import.format
    )
