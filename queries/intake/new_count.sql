-- How many rows of the file are of use.
--
-- For:     the report, where none of them was there already.
-- Reads:   row_key

select count(*) as row_count
from row_key
