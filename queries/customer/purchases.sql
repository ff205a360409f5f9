-- What one customer has.
--
-- Question: Which items do they have, on how many visits, and when last?
-- Grain:    item
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Columns:  item label, the item
--           visit_count integer, on how many visits
--           quantity double, how many in all
--           last_had_on date, day on which they last had it
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit_item
-- Source:   house definition; an item that was handed back was not had

select
    item,
    count(*) as visit_count,
    sum(quantity)::double as quantity,
    max(visited_on) as last_had_on
from facts.visit_item
where customer_id = $customer_id and visited_on <= $as_of::date
group by item
order by count(*) desc, max(visited_on) desc, item
