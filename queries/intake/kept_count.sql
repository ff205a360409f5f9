-- How many rows of the file were new, or had other values than before.
--
-- For:     the report, where some were there already.
-- Reads:   valued, again

with answered as (

    select
        valued.row_number,
        bool_or(again.row_key is null) as is_new,
        bool_or(again.row_key is not null and again.of_import_id is null) as is_changed
    from valued
    left join again
        on valued.row_number = again.row_number and valued.row_key = again.row_key
    group by valued.row_number

)

select count(*) as row_count
from answered
where is_new or is_changed
