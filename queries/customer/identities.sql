-- How we know them.
--
-- Question: By which customer ids, e-mails and phones is this customer recognised?
-- Grain:    kind, contact
-- Params:   $customer_id text, the customer
-- Columns:  kind label, what the handle is: email, phone, card, or the vendor whose customer id it is
--           contact text, the e-mail, the phone or the id
--           seen_in label or null, the export that showed it first
--           seen_on date or null, day of that import, UTC
-- Staff:    yes
-- Link:     no
-- Personal: contact contact
-- Reads:    facts.identity, exports.handle, exports.import
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")

select
    identity.kind,
    identity.handle as contact,
    import.title as seen_in,
    import.imported_at::date as seen_on
from facts.identity as identity
inner join exports.handle as handle on identity.handle_no = handle.handle_no
left join exports.import as import on handle.import_id = import.import_id
where identity.customer_id = $customer_id
order by identity.kind in ('card', 'email', 'phone'), identity.kind, contact
