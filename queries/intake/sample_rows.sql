-- The first rows of the sheet.
--
-- For:     saying what the columns of an export mean that nobody knows.
-- Params:  $row_count integer, how many
-- Reads:   export_row

select columns('^c[0-9]+$')
from export_row
limit $row_count -- noqa: AM09
