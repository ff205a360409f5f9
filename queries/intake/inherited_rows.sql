-- Leaves rows with the import that brought them again.
--
-- For:     taking an import back.
-- Params:  $import_id integer, the import
-- Names:   ${table} the kind's table
-- Reads:   heir
-- Writes:  exports.${table}

update exports.${table} as kept
set import_id = heir.import_id
from heir
where kept.import_id = $import_id and kept.row_key = heir.row_key
