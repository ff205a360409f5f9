-- Why rows were rejected, and how many, most first.
--
-- For:     the report.
-- Params:  $import_id integer, the import
-- Reads:   exports.rejected_row

select
    regexp_replace(reason, ': (".*"|the cell is empty)$', '') as cause,
    count(*) as row_count
from exports.rejected_row
where import_id = $import_id
group by cause
order by row_count desc, cause
