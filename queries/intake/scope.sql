-- The rows to settle.
--
-- For:     looking at all versions of them.
-- Reads:   unsettled
-- Makes:   table scope

create or replace temp table scope as
select distinct row_key
from unsettled
