-- Whom a win-back list can be made of.
--
-- Question: Who is slipping, likely lapsed or lapsed now, what is at stake, and may we write to them?
-- Grain:    customer_id
-- Params:   $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, why text, email contact, phone contact
-- Reads:    facts.outlook, facts.customer, facts.rhythm, facts.identity, desk.contact
-- Source:   house definition (docs/decisions.md, "A win-back list leaves some people alone")
--
-- As of the last trading day, whatever the period: a list is made for now. Whoever is booked or was
-- erased is not here. may_email and may_text are null where nobody knows.

with contacted as (

    select
        identity.customer_id,
        max(contact.contacted_on) as contacted_on
    from desk.contact as contact
    inner join facts.identity as identity on contact.handle_no = identity.handle_no
    where contact.contacted_on is not null
    group by identity.customer_id

)

select
    outlook.customer_id,
    customer.customer_name,
    outlook.band,
    outlook.why,
    outlook.p_return,
    outlook.horizon_days,
    outlook.value_at_risk::double as value_at_risk,
    customer.last_visited_on,
    rhythm.usual_item,
    customer.email,
    customer.phone,
    customer.may_email,
    customer.may_text,
    contacted.contacted_on
from facts.outlook as outlook
inner join facts.customer as customer on outlook.customer_id = customer.customer_id
left join facts.rhythm as rhythm on outlook.customer_id = rhythm.customer_id
left join contacted on outlook.customer_id = contacted.customer_id
where
    outlook.band is not null
    and not customer.is_erased
    and ($location::varchar is null or customer.home_location = $location)
    and ($staff::varchar is null or rhythm.usual_staff = $staff)
order by outlook.value_at_risk desc nulls last, customer.customer_name, outlook.customer_id
