-- How we wrote to one customer.
--
-- Question: When did somebody contact them, how, and from which win-back list?
-- Grain:    contact_no
-- Params:   $customer_id text, the customer
-- Columns:  contact_no integer, the contact's number
--           contacted_on date, the shop's calendar day
--           channel code, how: e-mail, text message, phone call, letter or in person
--           contacted_by text, who wrote or called
--           list_title label or null, the win-back list it was on
--           notes text or null, what was noted
-- Staff:    yes
-- Link:     no
-- Personal: contacted_by colleague, notes text
-- Reads:    desk.contact, desk.contact_list, facts.identity
-- Source:   what staff wrote down

select
    contact.contact_no,
    contact.contacted_on,
    contact.channel,
    contact.contacted_by,
    contact_list.title as list_title,
    contact.words as notes
from desk.contact as contact
inner join facts.identity as identity on contact.handle_no = identity.handle_no
left join desk.contact_list as contact_list on contact.list_no = contact_list.list_no
where identity.customer_id = $customer_id and contact.contacted_on is not null
order by contact.contacted_on desc, contact.contact_no desc
