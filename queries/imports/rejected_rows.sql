-- Rejected rows.
--
-- Question: Which rows of an import were rejected?
-- Grain:    row_number
-- Params:   $import_id integer, the import
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
