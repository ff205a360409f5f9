-- Colleagues.
--
-- Question: Who serves, and who has left?
-- Grain:    staff
-- Staff:    yes
-- Link:     no
-- Personal: staff colleague
-- Reads:    facts.staff
-- Source:   house definition (docs/decisions.md, "Three weeks without serving anyone is having left")

select
    staff,
    visit_count,
    first_served_on,
    last_served_on,
    has_left
from facts.staff
order by has_left, visit_count desc, staff
