-- How many rows of this vendor came by exports of another format.
--
-- For:     settling only where two exports may tell of the same receipt.
-- Params:  $vendor text, whose receipts these are
--          $import_id integer, the import
-- Reads:   exports.receipt_line, exports.import

select count(*) as row_count
from exports.receipt_line as line
inner join exports.import as import on line.import_id = import.import_id
where
    line.vendor = $vendor
    and import.format != (
        select own.format
        from exports.import as own
        where own.import_id = $import_id
    )
