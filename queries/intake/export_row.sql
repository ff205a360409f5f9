-- The rows with their numbers as a spreadsheet counts, where none is missing between them.
--
-- For:     all that follows.
-- Reads:   placed, numbering
-- Makes:   view export_row

create or replace temp view export_row as
select
    place + (select numbering.rows_above from numbering) as row_number,
    * -- noqa: AM04
from placed
