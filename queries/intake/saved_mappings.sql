-- How exports were read that somebody confirmed, the oldest first.
--
-- For:     reading a later export with the same columns in the same way.
-- Reads:   desk.mapping

select
    columns,
    format,
    vendor,
    fields,
    day_first
from desk.mapping
order by saved_at
