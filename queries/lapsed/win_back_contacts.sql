-- Who was contacted without a list.
--
-- Question: Whom did somebody contact by themselves, when, how, and did they come back?
-- Grain:    contact_no; who is still known
-- Columns:  contact_no integer, the contact's number
--           customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           contacted_on date, the shop's calendar day
--           channel code, how: e-mail, text message, phone call, letter or in person
--           contacted_by text, who wrote or called
--           notes text or null, what was noted
--           returned_on date or null, day of the first visit after it
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, contacted_by colleague, notes text
-- Reads:    desk.contact, facts.identity, facts.customer, facts.visit
-- Source:   house definition

select
    contact.contact_no,
    customer.customer_id,
    customer.customer_name,
    contact.contacted_on,
    contact.channel,
    contact.contacted_by,
    contact.words as notes,
    min(visit.visited_on) as returned_on
from desk.contact as contact
inner join facts.identity as identity on contact.handle_no = identity.handle_no
inner join facts.customer as customer on identity.customer_id = customer.customer_id
left join facts.visit as visit
    on customer.customer_id = visit.customer_id and visit.visited_on > contact.contacted_on
where
    contact.list_no is null and contact.contacted_on is not null and identity.kind != 'erased'
group by
    contact.contact_no,
    customer.customer_id,
    customer.customer_name,
    contact.contacted_on,
    contact.channel,
    contact.contacted_by,
    contact.words
order by contact.contacted_on desc, contact.contact_no desc
