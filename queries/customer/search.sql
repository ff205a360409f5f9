-- Find somebody.
--
-- Question: Which customers have this in their name?
-- Grain:    customer_id; at most 50
-- Params:   $text text, part of a name
--           $as_of date, the day at whose end they are judged
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
--           last_visited_on date, day of the last visit
--           visit_count integer, visits up to that day
-- Staff:    yes
-- Link:     no
-- Personal: customer_name name
-- Reads:    facts.standing_on
-- Source:   house definition

select
    customer_id,
    customer_name,
    status,
    last_visited_on,
    visit_count
from facts.standing_on($as_of)
where contains(lower(customer_name), lower(trim($text)))
order by starts_with(lower(customer_name), lower(trim($text))) desc, visit_count desc, customer_name
limit 50
