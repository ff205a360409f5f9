-- The key of each row of a survey's file, by its id; it is mapped to several answers.
--
-- For:     knowing a row again.
-- Params:  $vendor text, whose ids these are
-- Reads:   usable_row
-- Makes:   table id_key

create or replace temp table id_key as
select
    row_number,
    md5_number($vendor || '|' || any_value(row_id)) as id_key
from usable_row
group by row_number
