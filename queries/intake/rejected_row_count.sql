-- How many rows of an import are of no use.
--
-- For:     the report.
-- Params:  $import_id integer, the import
-- Reads:   exports.rejected_row

select count(*) as row_count
from exports.rejected_row
where import_id = $import_id
