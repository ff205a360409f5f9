-- Whom a win-back list can be made of.
--
-- Question: Who is slipping, likely lapsed or lapsed now, what is at stake, and may we write to them?
-- Grain:    customer_id
-- Params:   $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           band code, how late they are: slipping, likely lapsed or lapsed
--           visit_count integer, visits up to that day
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           days_since_last integer, days from the last visit to that day
--           closed_days integer, closed days among days_since_last
--           booked_on date or null, day of the next booking
--           p_return double or null, chance of a visit within horizon_days, 0 to 1; null where the
--               shop's past is too short to learn from
--           horizon_days integer, days within which a return counts
--           value_at_risk double or null, what they would spend in 26 weeks if they still come,
--               times the chance that they do not; in the shop's currency
--           last_visited_on date, day of the last visit
--           usual_item label or null, what they have most often, of the last 20 visits
--           email text or null, e-mail
--           phone text or null, phone, with the country's code
--           may_email boolean or null, whether they agreed to e-mails
--           may_text boolean or null, whether they agreed to text messages
--           contacted_on date or null, when somebody last contacted them
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, email contact, phone contact
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
    outlook.visit_count,
    outlook.cadence_days,
    outlook.spread_days,
    outlook.days_since_last::integer as days_since_last,
    outlook.closed_days::integer as closed_days,
    outlook.booked_on,
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
