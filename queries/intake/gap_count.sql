-- How many rows are not in staged.
--
-- For:     leaving the join out where each row has the number of its place.
-- Reads:   gap

select count(*) as gap_count
from gap
