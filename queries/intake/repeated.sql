-- The keys that stand on several rows.
--
-- For:     numbering only those.
-- Reads:   id_key
-- Makes:   table repeated

create or replace temp table repeated as
select id_key
from id_key
group by id_key
having count(*) > 1
