-- The first and the last day in the rows of use.
--
-- For:     the report, and for telling which export reaches furthest.
-- Names:   ${moment} the column that says when it happened
-- Reads:   usable_row

select
    min(${moment})::date as from_on,
    max(${moment})::date as to_on
from usable_row
