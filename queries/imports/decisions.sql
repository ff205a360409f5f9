-- What was decided about who is who.
--
-- Question: Whom did somebody say to be one person, or two, and does it still hold?
-- Grain:    decision_no
-- Columns:  decision_no integer, the decision's number
--           kind code, what was decided, one person or two: same or apart
--           customer_id id or null, whose the first side is now
--           other_customer_id id or null, whose the other side is now
--           names list of text or null, the first side: the name of each record, empty where none is known
--           kinds list of label or null, what each is: email, phone, card, or the vendor of the id
--           contacts list of text or null, each: the e-mail, the phone or the id
--           other_names list of text or null, the other side's
--           other_kinds list of label or null, the other side's
--           other_contacts list of text or null, the other side's
--           decided_at timestamp, when it was decided, UTC
--           decided_by text, who decided
--           undone_at timestamp or null, when it was taken back, UTC
-- Staff:    no
-- Link:     no
-- Personal: names name, contacts contact, other_names name, other_contacts contact,
--           decided_by colleague
-- Reads:    desk.identity_decision, facts.identity, exports.handle, exports.handle_name
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")
--
-- A side is named as the records that the decision was about are; customer_id is whose they are now.

with side as (

    select
        decision_no,
        1 as side,
        unnest(handles) as handle_no
    from desk.identity_decision
    union all
    select
        decision_no,
        2 as side,
        unnest(other_handles) as handle_no
    from desk.identity_decision

),

named as (

    select
        handle_name.handle_no,
        max_by(handle_name.customer_name, (handle_name.import_id, handle_name.customer_name))
            as customer_name
    from exports.handle_name as handle_name
    semi join side on handle_name.handle_no = side.handle_no
    group by handle_name.handle_no

),

told as (

    select
        side.decision_no,
        max(case when side.side = 1 then identity.customer_id end) as customer_id,
        max(case when side.side = 2 then identity.customer_id end) as other_customer_id,
        list(coalesce(named.customer_name, '') order by side.handle_no)
        filter (where side.side = 1 and handle.handle is not null) as names,
        list(handle.kind order by side.handle_no)
        filter (where side.side = 1 and handle.handle is not null) as kinds,
        list(handle.handle order by side.handle_no)
        filter (where side.side = 1 and handle.handle is not null) as contacts,
        list(coalesce(named.customer_name, '') order by side.handle_no)
        filter (where side.side = 2 and handle.handle is not null) as other_names,
        list(handle.kind order by side.handle_no)
        filter (where side.side = 2 and handle.handle is not null) as other_kinds,
        list(handle.handle order by side.handle_no)
        filter (where side.side = 2 and handle.handle is not null) as other_contacts
    from side
    left join exports.handle as handle on side.handle_no = handle.handle_no
    left join named on side.handle_no = named.handle_no
    left join facts.identity as identity on side.handle_no = identity.handle_no
    group by side.decision_no

)

select
    decision.decision_no,
    decision.kind,
    told.customer_id,
    told.other_customer_id,
    told.names,
    told.kinds,
    told.contacts,
    told.other_names,
    told.other_kinds,
    told.other_contacts,
    decision.decided_at,
    decision.decided_by,
    decision.undone_at
from desk.identity_decision as decision
inner join told on decision.decision_no = told.decision_no
order by decision.decision_no desc
