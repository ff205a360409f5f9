-- Keeps all rows of use.
--
-- For:     the facts, where none of the rows was there already: looking each up would take a tenth
--          more of time and memory.
-- Params:  $import_id integer, the import
--          $vendor text, whose ids these are
-- Names:   ${table} the kind's table
--          ${columns} its columns that hold a row's values
-- Reads:   valued
-- Writes:  exports.${table}

insert into exports.${table} (import_id, row_number, row_key, vendor, ${columns})
select
    $import_id as import_id,
    row_number,
    row_key,
    $vendor as vendor,
    ${columns}
from valued
