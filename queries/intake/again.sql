-- Rows that were there already, and the import that brought them; null with other values.
--
-- For:     keeping each row once, and noting who brought it again. Only its key and what its values
--          come to go through the join: with all its columns it would need several times the memory.
-- Names:   ${table} the kind's table
--          ${columns} its columns that hold a row's values
-- Reads:   valued, exports.${table}
-- Makes:   table again

create or replace temp table again as
with own as (

    select
        row_number,
        row_key,
        hash(${columns}) as values_hash
    from valued

),

old as (

    select
        row_key,
        import_id,
        hash(${columns}) as values_hash
    from exports.${table}

)

select
    own.row_number,
    own.row_key,
    max(case when own.values_hash = old.values_hash then old.import_id end) as of_import_id
from own
inner join old on own.row_key = old.row_key
group by own.row_number, own.row_key
