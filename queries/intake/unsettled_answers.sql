-- All answers of the rows of an import of which another import told, too.
--
-- For:     settling: a question may have been reworded since.
-- Params:  $import_id integer, the import
-- Reads:   exports.response
-- Writes:  unsettled

insert into unsettled (row_key)
with told as (

    select
        import_id,
        row_key,
        answer_key(row_key, question) as answered_key
    from exports.response

),

own as (

    select answered_key
    from told
    where import_id = $import_id

),

other as (

    select distinct told.answered_key
    from told
    semi join own on told.answered_key = own.answered_key
    where told.import_id != $import_id

)

select told.row_key
from told
semi join other on told.answered_key = other.answered_key
