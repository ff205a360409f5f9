-- Why rows were rejected, and how many, most first.
--
-- For:     the report.
-- Params:  $import_id integer, the import
-- Reads:   exports.rejected_row

select
    code,
    column_name,
    counted_cell(code, cell) as cell,
    detail,
    count(*) as row_count
from exports.rejected_row
where import_id = $import_id
group by code, column_name, counted_cell(code, cell), detail
order by row_count desc, code, column_name, counted_cell(code, cell), detail
