-- What the numbers of the rows are counted from.
--
-- For:     numbering as a spreadsheet does. Row ids of a running transaction do not start at 0, but
--          keep the file's order.
-- Params:  $rows_above integer, how many rows stand above the first one
-- Reads:   staged
-- Makes:   table numbering

create or replace temp table numbering as
select
    coalesce(min(staged.rowid), 0) as first_staged_id,
    $rows_above::bigint as rows_above
from staged
