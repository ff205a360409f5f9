-- How many rows are to be settled.
--
-- For:     leaving the rest out where there are none.
-- Reads:   unsettled

select count(*) as row_count
from unsettled
