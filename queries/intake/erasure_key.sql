-- The key of the hashes by which people who were erased are known again.
--
-- For:     making such a hash.
-- Reads:   desk.setting

select value
from desk.setting
where name = 'erasure_key'
