-- The last rows, each with its id and its number.
--
-- For:     finding totals and notes among them.
-- Params:  $row_count integer, how many
-- Reads:   export_row, staged

select
    staged_id,
    row_number,
    columns('^c[0-9]+$')
from export_row
where staged_id > (select max(staged.rowid) from staged) - $row_count
order by row_number
