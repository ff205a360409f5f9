-- Keeps a keyed hash of each handle that goes, and of each shared contact under their name.
--
-- For:     finding the same nameless person when the same export is brought again.
-- Params:  $nobody integer, the handle of the nameless person
--          $inner_key blob, of keyed_hash()
--          $outer_key blob, of keyed_hash()
-- Reads:   going, shared_contact, their_name
-- Writes:  desk.erased_handle

insert into desk.erased_handle (handle_hash, handle_no)
with line as (

    select kind || '|' || handle as words
    from going
    union
    select
        named_contact(shared_contact.kind, shared_contact.handle, their_name.customer_name)
            as words
    from shared_contact
    cross join their_name

)

select
    keyed_hash(words, $inner_key, $outer_key) as handle_hash,
    $nobody as handle_no
from line
