-- Of each receipt the finest export that tells of it.
--
-- For:     counting a receipt once that several exports tell of.
-- Reads:   holding, exports.receipt_line, exports.import
-- Makes:   table finest

create or replace temp table finest as
select
    line.vendor,
    line.receipt_id,
    line.is_refund,
    min((
        case line.level when 'item' then 1 when 'receipt' then 2 else 3 end,
        import.format
    )) as rank
from exports.receipt_line as line
inner join holding
    on line.row_key = holding.row_key and line.import_id = holding.import_id
inner join exports.import as import on line.import_id = import.import_id
group by line.vendor, line.receipt_id, line.is_refund
