-- All lines of an import.
--
-- For:     settling which export of their receipts holds.
-- Params:  $import_id integer, the import
-- Reads:   exports.receipt_line
-- Writes:  unsettled

insert into unsettled (row_key)
select row_key
from exports.receipt_line
where import_id = $import_id
