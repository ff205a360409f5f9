-- How many handles of people who were erased are remembered.
--
-- For:     leaving the search for them out where there is nobody to find.
-- Reads:   desk.erased_handle

select count(*) as handle_count
from desk.erased_handle
