-- One customer's visits.
--
-- Question: When were they here, what did they have, and who served them?
-- Grain:    visited_on
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Columns:  visited_on date, the day
--           visited_at timestamp, the first receipt or booking of that day, on the shop's clock
--           location label or null, where
--           staff text or null, who served
--           items list of label or null, what they had, by the alphabet
--           item_counts list of integer or null, how many of each
--           spend double, what they spent, in the shop's currency
--           gap_days integer or null, days since the visit before, the shop's closed days left out
-- Staff:    yes
-- Link:     yes
-- Personal: staff colleague
-- Reads:    facts.visit, facts.visit_item
-- Source:   house definition

with had as (

    select
        visited_on,
        list(item order by item) filter (where item is not null) as items,
        list(greatest(quantity, 1)::integer order by item) filter (where item is not null)
            as item_counts
    from facts.visit_item
    where customer_id = $customer_id
    group by visited_on

)

select
    visit.visited_on,
    visit.visited_at,
    visit.location,
    visit.staff,
    had.items,
    had.item_counts,
    visit.spend::double as spend,
    visit.gap_days
from facts.visit as visit
left join had on visit.visited_on = had.visited_on
where visit.customer_id = $customer_id and visit.visited_on <= $as_of::date
order by visit.visited_on desc
