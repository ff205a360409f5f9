-- The numbers of rows that are not in staged.
--
-- For:     numbering those behind them.
-- Params:  $blank_rows list, the blank lines among the rows, which the reader passes over
-- Reads:   unread_row
-- Makes:   table gap

create or replace temp table gap as
select row_number
from unread_row
union
select unnest($blank_rows::bigint[]) as row_number
