-- What the first rows of use become.
--
-- For:     showing them before anything is kept.
-- Params:  $row_count integer, how many
-- Reads:   mapped

select * exclude (row_id, reason, currency, time_zone) -- noqa: AM04
from mapped
where reason is null
order by row_number
limit $row_count
