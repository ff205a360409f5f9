-- The rows with their place among those that were read, from 1.
--
-- For:     numbering them. From here on rows only leave staged, which numbers no row anew.
-- Reads:   staged, numbering
-- Makes:   view placed

create or replace temp view placed as
select
    staged.rowid as staged_id,
    staged.rowid - (select numbering.first_staged_id from numbering) + 1 as place,
    columns('^c[0-9]+$')
from staged
