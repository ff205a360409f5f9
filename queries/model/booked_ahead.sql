-- What is booked and still to come, as it was known at the end of a day.
--
-- Builds: facts.booked_ahead
-- Grain:  customer_id, starts_on
-- Reads:  facts.booking
-- Source: house definition (docs/decisions.md, "A booking says it")

create or replace macro facts.booked_ahead(as_of) as table

select
    customer_id,
    starts_on,
    min(starts_at) as starts_at,
    min_by(service, starts_at) as service,
    min_by(staff, starts_at) as staff,
    min_by(location, starts_at) as location
from facts.booking
where not is_missed and starts_on > as_of::date and booked_on <= as_of::date
group by customer_id, starts_on
