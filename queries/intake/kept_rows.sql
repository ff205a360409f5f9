-- Keeps what is new, or has other values than before.
--
-- For:     the facts, where some of the rows were there already.
-- Params:  $import_id integer, the import
--          $vendor text, whose ids these are
-- Names:   ${table} the kind's table
--          ${columns} its columns that hold a row's values
-- Reads:   valued, again
-- Writes:  exports.${table}

insert into exports.${table} (import_id, row_number, row_key, vendor, ${columns})
with known as (

    select
        row_number,
        row_key
    from again
    where of_import_id is not null

)

select
    $import_id as import_id,
    row_number,
    row_key,
    $vendor as vendor,
    ${columns} -- noqa: RF02
from valued
anti join known using (row_number, row_key)
