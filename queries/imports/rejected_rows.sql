-- Rejected rows.
--
-- Question: Which rows of an import were rejected?
-- Grain:    row_number
-- Params:   $import_id integer, the import
-- Columns:  row_number integer, the row in the file
--           reason text, why it was of no use
--           row_text text, the row as it stands in the file
-- Staff:    no
-- Link:     no
-- Personal: reason text, row_text contact
-- Reads:    exports.rejected_row
-- Source:   house definition

select
    row_number,
    reason,
    row_text
from exports.rejected_row
where import_id = $import_id
order by row_number
