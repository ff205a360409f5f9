-- The key of each row of use; of several with one id, that of the first.
--
-- For:     knowing a row again. One id is one customer, or one
--          appointment.
-- Reads:   id_key, repeated
-- Makes:   table row_key

create or replace temp table row_key as
with placed as (

    select
        id_key.row_number,
        id_key.id_key,
        row_number() over (partition by id_key.id_key order by id_key.row_number) as place
    from id_key
    semi join repeated on id_key.id_key = repeated.id_key

)

select
    id_key.row_number,
    id_key.id_key as row_key
from id_key
anti join repeated on id_key.id_key = repeated.id_key
union all
select
    row_number,
    id_key as row_key
from placed
where place = 1
