-- The rhythm of one customer's week.
--
-- Question: On which weekdays and hours do they come?
-- Grain:    weekday, hour
-- Params:   $customer_id text, the customer
--           $as_of date, the last day; a year back is looked at
-- Columns:  weekday integer, 1 is Monday
--           hour integer, hour of the day, 0 to 23
--           visit_count integer, visits in the last 365 days
-- Staff:    yes
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   house definition

select
    weekday::integer as weekday,
    hour::integer as hour,
    count(*) as visit_count
from facts.visit
where
    customer_id = $customer_id
    and visited_on <= $as_of::date
    and visited_on > $as_of::date - 365
group by weekday, hour
order by weekday, hour
