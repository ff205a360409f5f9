-- What joins their records.
--
-- Question: On which records does each contact stand that makes them one customer?
-- Grain:    kind, contact
-- Params:   $customer_id text, the customer
-- Columns:  kind code, what the contact is: email, phone or card
--           contact text, the e-mail, the phone or the card
--           record_kinds list of label or null, the vendors of the records on which it stands
--           records list of text or null, the customer id at each
--           is_beside_contact boolean, whether it stands beside another contact of theirs
-- Staff:    no
-- Link:     no
-- Personal: contact contact, records contact
-- Reads:    facts.identity, exports.handle_pair
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")
--
-- Those with two records join them; where there is none, they hang together through several, and all
-- are told.

with own as (

    select
        handle_no,
        kind,
        handle,
        kind in ('card', 'email', 'phone') as is_contact
    from facts.identity
    where customer_id = $customer_id and kind != 'erased' and not is_shared

),

pair as (

    select
        pair.handle_no,
        pair.other_handle_no
    from exports.handle_pair as pair
    semi join own on pair.handle_no = own.handle_no
    union
    select
        pair.other_handle_no as handle_no,
        pair.handle_no as other_handle_no
    from exports.handle_pair as pair
    semi join own on pair.other_handle_no = own.handle_no

),

beside as (

    select
        contact.handle_no,
        contact.kind,
        contact.handle as contact,
        list(other.kind order by other.handle_no) filter (where not other.is_contact)
            as record_kinds,
        list(other.handle order by other.handle_no) filter (where not other.is_contact) as records,
        count(case when not other.is_contact then 1 end) as record_count,
        bool_or(other.is_contact) as is_beside_contact
    from own as contact
    inner join pair on contact.handle_no = pair.handle_no
    inner join own as other on pair.other_handle_no = other.handle_no
    where contact.is_contact
    group by contact.handle_no, contact.kind, contact.handle

)

select
    kind,
    contact,
    record_kinds,
    records,
    is_beside_contact
from beside
qualify record_count > 1 or max(record_count) over () < 2
order by record_count desc, handle_no
