-- Rows that hold something in columns without a name.
--
-- For:     setting them aside.
-- Reads:   staged
-- Writes:  set_aside

insert into set_aside (staged_id, code)
select
    staged.rowid as staged_id,
    'more_cells' as code
from staged
where concat(*columns('^x[0-9]+$')) != ''
