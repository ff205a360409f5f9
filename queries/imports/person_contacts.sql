-- What a person is known by.
--
-- Question: Which records and contacts are this customer's, under which names, and who shares them?
-- Grain:    handle_no
-- Params:   $customer_id text, the customer
-- Columns:  handle_no integer, the contact's number
--           kind label, what it is: email, phone, card, or the vendor whose customer id it is
--           contact text, the e-mail, the phone or the id
--           names text or null, the names seen beside it that are theirs
--           is_shared boolean, whether several people have it, so that it joins nobody
--           seen_in label or null, the export that showed it first
--           seen_on date or null, day of that import, UTC
-- Staff:    no
-- Link:     no
-- Personal: contact contact, names name
-- Reads:    facts.identity, exports.handle, exports.handle_name, exports.handle_pair, exports.import
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")
--
-- Contacts that stand on their records, but belong to several people, are there too: is_shared. Of
-- those only the names that are this customer's are told.

with own as (

    select
        handle_no,
        kind,
        handle,
        is_shared
    from facts.identity
    where customer_id = $customer_id

),

beside as (

    select pair.other_handle_no as handle_no
    from exports.handle_pair as pair
    semi join own on pair.handle_no = own.handle_no
    union
    select pair.handle_no
    from exports.handle_pair as pair
    semi join own on pair.other_handle_no = own.handle_no

),

known_by as (

    select
        handle_no,
        kind,
        handle,
        is_shared
    from own
    union
    select
        identity.handle_no,
        identity.kind,
        identity.handle,
        identity.is_shared
    from facts.identity as identity
    semi join beside on identity.handle_no = beside.handle_no
    where identity.is_shared

),

named as (

    select distinct
        handle_name.handle_no,
        handle_name.customer_name
    from exports.handle_name as handle_name
    semi join known_by on handle_name.handle_no = known_by.handle_no

),

own_name as (

    select distinct name_key(named.customer_name) as name_key
    from named
    semi join own on named.handle_no = own.handle_no

)

select
    known_by.handle_no,
    known_by.kind,
    known_by.handle as contact,
    string_agg(distinct case when own_name.name_key is not null then named.customer_name end, ', ')
        as names,
    known_by.is_shared,
    any_value(import.title) as seen_in,
    any_value(import.imported_at)::date as seen_on
from known_by
inner join exports.handle as handle on known_by.handle_no = handle.handle_no
left join exports.import as import on handle.import_id = import.import_id
left join named on known_by.handle_no = named.handle_no
left join own_name on name_key(named.customer_name) = own_name.name_key
group by known_by.handle_no, known_by.kind, known_by.handle, known_by.is_shared
order by known_by.is_shared, known_by.handle_no
