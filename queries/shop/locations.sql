-- Places.
--
-- Question: Where does the shop trade?
-- Grain:    location
-- Columns:  location label, the place
--           visit_count integer, visits to it
-- Staff:    yes
-- Link:     no
-- Personal: none
-- Reads:    facts.visit
-- Source:   the exports' own names

select
    location,
    count(*) as visit_count
from facts.visit
where location is not null
group by location
order by visit_count desc, location
