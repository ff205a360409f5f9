-- What recognised customers had on each visit.
--
-- Builds: facts.visit_item
-- Grain:  customer_id, visited_on, item
-- Reads:  facts.sold_line, exports.appointment, facts.identity, facts.visit
-- Source: house definition
--
-- What was booked and what the till rang up under the same name is the same thing, and counts once.

create or replace table facts.visit_item as

with had as (

    select
        customer_id,
        sold_at::date as visited_on,
        item,
        sum(quantity) as quantity
    from facts.sold_line
    where not is_refund and item is not null and customer_id is not null
    group by customer_id, sold_at::date, item
    union all
    select
        identity.customer_id,
        appointment.starts_at::date as visited_on,
        appointment.service as item,
        count(*) as quantity
    from exports.appointment as appointment
    inner join facts.identity as identity on appointment.handle_no = identity.handle_no
    where
        appointment.is_current
        and appointment.status = 'booked'
        and appointment.service is not null
        and identity.customer_id is not null
        and appointment.starts_at::date <= (select max(visit.visited_on) from facts.visit as visit)
    group by identity.customer_id, appointment.starts_at::date, appointment.service

)

select
    customer_id,
    visited_on,
    item,
    max(quantity)::decimal(18, 3) as quantity
from had
group by customer_id, visited_on, item
