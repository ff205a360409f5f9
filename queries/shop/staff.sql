-- Colleagues.
--
-- Question: Who serves, and who has left?
-- Grain:    staff
-- Columns:  staff text, the colleague
--           visit_count integer, visits they served
--           first_served_on date, their first day
--           last_served_on date, their last day so far
--           has_left boolean, whether they served 20 visits or more, and nobody for three weeks
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
