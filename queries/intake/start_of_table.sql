-- The first rows.
--
-- For:     what rows of this table are like, to know the totals below them.
-- Params:  $row_count integer, how many
-- Reads:   staged

select columns('^c[0-9]+$')
from staged
where staged.rowid < (select min(every_row.rowid) from staged as every_row) + $row_count
order by staged.rowid
