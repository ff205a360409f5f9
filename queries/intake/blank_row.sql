-- One of the rows without anything in them; no row where there is none.
--
-- For:     deleting them only where there are some.
-- Reads:   staged

select staged.rowid as staged_id
from staged
where trim(coalesce(columns('^c[0-9]+$'), '')) = ''
limit 1 -- noqa: AM09
