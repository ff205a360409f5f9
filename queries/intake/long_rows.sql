-- Rows with a cell that is too long.
--
-- For:     setting them aside.
-- Params:  $most_characters integer, that a cell may have
-- Reads:   staged
-- Writes:  set_aside

insert into set_aside (staged_id, code)
select
    staged.rowid as staged_id,
    'cell_too_long' as code
from staged
where
    list_max(list_transform(list_value(*columns('^[cx][0-9]+$')), lambda x: length(x)))
    > $most_characters
