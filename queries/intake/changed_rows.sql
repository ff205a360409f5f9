-- The rows that came with other values.
--
-- For:     settling which version of them holds.
-- Reads:   again
-- Makes:   table unsettled

create or replace temp table unsettled as
select row_key
from again
where of_import_id is null
