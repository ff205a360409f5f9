-- The key of each row of use, by its id.
--
-- For:     knowing a row again.
-- Params:  $vendor text, whose ids these are
-- Reads:   usable_row
-- Makes:   table id_key

create or replace temp table id_key as
select
    row_number,
    md5_number($vendor || '|' || row_id) as id_key
from usable_row
