-- Who serves, since when, and whether they still do.
--
-- Builds: facts.staff
-- Grain:  staff
-- Reads:  facts.visit, facts.shop
-- Source: house definition (docs/decisions.md, "Three weeks without serving anyone is having left")

create or replace table facts.staff as

select
    visit.staff,
    count(*) as visit_count,
    min(visit.visited_on) as first_served_on,
    max(visit.visited_on) as last_served_on,
    max(visit.visited_on) < max(shop.last_trading_on) - 21 and count(*) >= 20 as has_left
from facts.visit as visit
cross join facts.shop as shop
where visit.staff is not null
group by visit.staff
