-- Why rows were rejected.
--
-- Question: For which reasons were rows of an import rejected, and what does one look like?
-- Grain:    reason
-- Params:   $import_id integer, the import
-- Columns:  reason text, why, without the value that was in the way
--           row_count integer, how many rows
--           example_row_number integer, the first of them
--           example_text text, that row as it stands in the file
-- Staff:    no
-- Link:     yes
-- Personal: reason text, example_text contact
-- Reads:    exports.rejected_row
-- Source:   house definition

select
    regexp_replace(reason, ': (".*"|the cell is empty)$', '') as reason,
    count(*) as row_count,
    min(row_number) as example_row_number,
    min_by(row_text, row_number) as example_text
from exports.rejected_row
where import_id = $import_id
group by regexp_replace(reason, ': (".*"|the cell is empty)$', '')
order by row_count desc, reason
