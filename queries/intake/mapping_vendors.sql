-- The vendors of all exports that somebody confirmed.
--
-- For:     giving another program a name of its own.
-- Reads:   desk.mapping

select distinct vendor
from desk.mapping
order by vendor
