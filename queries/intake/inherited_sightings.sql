-- The heir of a row has not seen it again: it brought it.
--
-- For:     taking an import back.
-- Params:  $import_id integer, the import
-- Reads:   heir
-- Writes:  exports.sighting

delete from exports.sighting as seen
using heir
where
    seen.of_import_id = $import_id
    and seen.row_key = heir.row_key
    and seen.import_id = heir.import_id
