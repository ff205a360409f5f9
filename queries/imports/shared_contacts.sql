-- Shared contacts.
--
-- Question: Which e-mails and phones belong to several names, and so join nobody?
-- Grain:    contact
-- Columns:  kind code, what it is: email, phone or card
--           contact text, the e-mail or the phone
--           name_count integer, how many names
--           names text, the names
-- Staff:    no
-- Link:     yes
-- Personal: contact contact, names name
-- Reads:    facts.identity, exports.handle_name
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")

select
    identity.kind,
    identity.handle as contact,
    count(distinct handle_name.customer_name) as name_count,
    string_agg(distinct handle_name.customer_name, ', ' order by handle_name.customer_name) as names
from facts.identity as identity
inner join exports.handle_name as handle_name on identity.handle_no = handle_name.handle_no
where identity.is_shared
group by identity.kind, identity.handle
order by name_count desc, contact
