-- Who is who: handles that stand on one record belong to one customer.
--
-- Builds: facts.identity
-- Grain:  handle_no
-- Reads:  exports.handle, exports.handle_pair, exports.handle_name, exports.customer_record,
--         exports.receipt_line, exports.appointment, exports.response, desk.identity_decision
-- Source: house definition (docs/decisions.md, "A connected component is one customer")
--
-- A card, e-mail or phone under names of several people (a household, a front desk) joins nobody:
-- is_shared. Names that all stand with the one customer id beside it are one person's, who was
-- renamed. A customer's id is the smallest handle number of the component, which was given at first
-- sight: it stays the same when exports are read again.
--
-- A manager's decision goes before all that. "same" joins its two sides. "apart" takes them apart:
-- each handle stays with the side that it is fewer records away from, the links between the two
-- go, and a contact that is equally close to both is one that they share.

create or replace table facts.identity as

with recursive pair as (

    select distinct
        handle_no,
        other_handle_no
    from exports.handle_pair

),

-- Handles of which some import that was not taken back still tells.
seen as (

    select handle_no
    from pair
    union
    select other_handle_no
    from pair
    union
    select handle_no
    from exports.customer_record
    union
    select handle_no
    from exports.receipt_line
    union
    select handle_no
    from exports.appointment
    union
    select handle_no
    from exports.response

),

contact_name as (

    select distinct
        handle_name.handle_no,
        handle_name.customer_name
    from exports.handle_name as handle_name
    inner join exports.handle as handle on handle_name.handle_no = handle.handle_no
    where handle.kind in ('card', 'email', 'phone')

),

-- Nearly all contacts have one name, and need no second look.
named_twice as (

    select handle_no
    from contact_name
    group by handle_no
    having count(*) > 1

),

id_beside as (

    select
        pair.other_handle_no as contact_no,
        handle.kind as vendor,
        min(pair.handle_no) as id_no
    from pair
    semi join named_twice on pair.other_handle_no = named_twice.handle_no
    inner join exports.handle as handle on pair.handle_no = handle.handle_no
    where handle.kind not in ('card', 'email', 'phone', 'erased')
    group by pair.other_handle_no, handle.kind
    having count(*) = 1

),

id_name as (

    select distinct
        handle_name.handle_no,
        handle_name.customer_name
    from exports.handle_name as handle_name
    semi join id_beside on handle_name.handle_no = id_beside.id_no

),

renamed as (

    select id_beside.contact_no
    from id_beside
    inner join contact_name on id_beside.contact_no = contact_name.handle_no
    left join id_name
        on
            id_beside.id_no = id_name.handle_no
            and contact_name.customer_name = id_name.customer_name
    group by id_beside.contact_no, id_beside.vendor
    having bool_and(id_name.handle_no is not null)

),

several as (

    select named_twice.handle_no
    from named_twice
    anti join renamed on named_twice.handle_no = renamed.contact_no

),

several_names as (

    select
        contact_name.handle_no,
        name_words(contact_name.customer_name) as words
    from contact_name
    semi join several on contact_name.handle_no = several.handle_no
    where len(name_words(contact_name.customer_name)) > 0

),

-- The name that says most; the others are compared with it, not each with each.
fullest_name as (

    select
        handle_no,
        max_by(words, (len(words), length(array_to_string(words, ' ')), words)) as words
    from several_names
    group by handle_no

),

many_names as (

    select distinct several_names.handle_no
    from several_names
    inner join fullest_name on several_names.handle_no = fullest_name.handle_no
    where not names_agree(several_names.words, fullest_name.words)

),

decided_side as (

    select
        unnest(handles) as handle_no,
        other_handles
    from desk.identity_decision
    where kind = 'same' and undone_at is null

),

decided_same as (

    select
        handle_no,
        unnest(other_handles) as other_handle_no
    from decided_side

),

decided_link as (

    select
        decided_same.handle_no,
        decided_same.other_handle_no
    from decided_same
    semi join seen on decided_same.handle_no = seen.handle_no
    semi join seen as other_seen on decided_same.other_handle_no = other_seen.handle_no
    union
    select
        decided_same.other_handle_no,
        decided_same.handle_no
    from decided_same
    semi join seen on decided_same.handle_no = seen.handle_no
    semi join seen as other_seen on decided_same.other_handle_no = other_seen.handle_no

),

shown_link as (

    select
        pair.handle_no,
        pair.other_handle_no
    from pair
    anti join many_names on pair.handle_no = many_names.handle_no
    anti join many_names as other_names on pair.other_handle_no = other_names.handle_no

),

open_link as (

    select
        handle_no,
        other_handle_no
    from shown_link
    union
    select
        other_handle_no,
        handle_no
    from shown_link
    union
    select
        handle_no,
        other_handle_no
    from decided_link

),

-- How many records each handle is away from the sides of what was decided to be apart.
way as (

    select
        decision_no,
        1 as side,
        unnest(handles) as handle_no,
        0 as steps
    from desk.identity_decision
    where kind = 'apart' and undone_at is null
    union
    select
        decision_no,
        2 as side,
        unnest(other_handles) as handle_no,
        0 as steps
    from desk.identity_decision
    where kind = 'apart' and undone_at is null
    union
    select
        way.decision_no,
        way.side,
        open_link.other_handle_no,
        way.steps + 1 as steps
    from way
    inner join open_link on way.handle_no = open_link.handle_no
    where way.steps < 16

),

nearest as (

    select
        decision_no,
        handle_no,
        coalesce(min(case when side = 1 then steps end), 99) as steps,
        coalesce(min(case when side = 2 then steps end), 99) as other_steps
    from way
    group by decision_no, handle_no

),

placed as (

    select
        decision_no,
        handle_no,
        sign(other_steps - steps) as side
    from nearest

),

cut as (

    select
        placed.decision_no,
        placed.handle_no,
        placed.side,
        other_placed.handle_no as other_handle_no,
        other_placed.side as other_side
    from placed
    inner join open_link on placed.handle_no = open_link.handle_no
    inner join placed as other_placed
        on
            open_link.other_handle_no = other_placed.handle_no
            and placed.decision_no = other_placed.decision_no
    where placed.side != other_placed.side

),

shared as (

    select handle_no
    from many_names
    union
    select cut.handle_no
    from cut
    inner join exports.handle as handle on cut.handle_no = handle.handle_no
    where cut.side = 0 and handle.kind in ('card', 'email', 'phone')
    group by cut.decision_no, cut.handle_no
    having count(distinct cut.other_side) > 1

),

uncut_link as (

    select
        open_link.handle_no,
        open_link.other_handle_no
    from open_link
    anti join cut
        on
            open_link.handle_no = cut.handle_no
            and open_link.other_handle_no = cut.other_handle_no

),

link as (

    select
        uncut_link.handle_no,
        uncut_link.other_handle_no
    from uncut_link
    anti join shared on uncut_link.handle_no = shared.handle_no
    anti join shared as other_shared on uncut_link.other_handle_no = other_shared.handle_no
    union
    select
        uncut_link.handle_no,
        uncut_link.other_handle_no
    from uncut_link
    semi join decided_link
        on
            uncut_link.handle_no = decided_link.handle_no
            and uncut_link.other_handle_no = decided_link.other_handle_no

),

-- The smallest number among those linked, and again among theirs: of a contact with a thousand
-- records no more is left to do, and the last step, whose cost grows with the square of what hangs
-- together, meets few.
beside as (

    select
        handle_no,
        least(handle_no, min(other_handle_no)) as root
    from link
    group by handle_no

),

near as (

    select
        link.handle_no,
        least(any_value(own.root), min(other.root)) as root
    from link
    inner join beside as own on link.handle_no = own.handle_no
    inner join beside as other on link.other_handle_no = other.handle_no
    group by link.handle_no

),

step as (

    select distinct
        own.root,
        other.root as other_root
    from link
    inner join near as own on link.handle_no = own.handle_no
    inner join near as other on link.other_handle_no = other.handle_no
    where own.root != other.root

),

reach as (

    select
        other_root as near_root,
        root
    from step
    where root < other_root
    union
    select
        step.other_root,
        reach.root
    from reach
    inner join step on reach.near_root = step.root
    where reach.root < step.other_root

),

farthest as (

    select
        near_root,
        min(root) as root
    from reach
    group by near_root

)

select
    handle.handle_no,
    handle.kind,
    handle.handle,
    shared.handle_no is not null as is_shared,
    case
        when shared.handle_no is null or near.root is not null
            then 'C' || coalesce(farthest.root, near.root, handle.handle_no)::varchar
    end as customer_id
from exports.handle as handle
inner join seen on handle.handle_no = seen.handle_no
left join near on handle.handle_no = near.handle_no
left join farthest on near.root = farthest.near_root
left join shared on handle.handle_no = shared.handle_no
