-- Whoever else brought a row again has seen it as the heir brought it.
--
-- For:     taking an import back.
-- Params:  $import_id integer, the import
-- Reads:   heir
-- Writes:  exports.sighting

update exports.sighting as seen
set of_import_id = heir.import_id
from heir
where seen.of_import_id = $import_id and seen.row_key = heir.row_key
