-- The last rows that could not be read.
--
-- For:     finding totals and notes among them.
-- Params:  $row_count integer, how many
-- Reads:   unread_row

select
    row_number,
    row_text
from unread_row
order by row_number desc
limit $row_count
