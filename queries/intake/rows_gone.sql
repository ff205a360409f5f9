-- Takes out what an import wrote into a table.
--
-- For:     taking an import back.
-- Params:  $import_id integer, the import
-- Names:   ${table} the table
-- Writes:  exports.${table}

delete from exports.${table}
where import_id = $import_id
