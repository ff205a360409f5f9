-- The shop's time zone; null where no export said it yet.
--
-- For:     bringing times with an offset to the shop's clock.
-- Reads:   desk.setting

select max(value) as time_zone
from desk.setting
where name = 'time_zone'
