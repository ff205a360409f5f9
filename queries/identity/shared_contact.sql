-- The contacts that they share with others.
--
-- For:     forgetting them under their name only.
-- Reads:   exports.handle_pair, going, facts.identity
-- Makes:   table shared_contact

create or replace temp table shared_contact as
with beside as (

    select pair.other_handle_no as handle_no
    from exports.handle_pair as pair
    semi join going on pair.handle_no = going.handle_no
    union
    select pair.handle_no
    from exports.handle_pair as pair
    semi join going on pair.other_handle_no = going.handle_no

)

select
    identity.handle_no,
    identity.kind,
    identity.handle
from facts.identity as identity
semi join beside on identity.handle_no = beside.handle_no
anti join going on identity.handle_no = going.handle_no
where identity.is_shared
