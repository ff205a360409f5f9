-- The rejected rows that hold a trace of a customer, as they were read.
--
-- For:     telling them what is known.
-- Reads:   exports.rejected_row, exports.import, trace

select
    import.file_name,
    refused.row_number,
    refused.code,
    refused.column_name,
    refused.cell,
    refused.detail,
    refused.reason,
    refused.row_text
from exports.rejected_row as refused
inner join exports.import as import on refused.import_id = import.import_id
where
    exists (
        select 1
        from trace
        where holds_trace(refused.row_text, trace.kind, trace.handle)
    )
order by refused.import_id, refused.row_number
