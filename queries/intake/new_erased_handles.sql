-- Remembers new handles that stand beside nobody but people who were erased, as hashes.
--
-- For:     knowing them again by these, too.
-- Params:  $inner_key blob, of keyed_hash()
--          $outer_key blob, of keyed_hash()
-- Reads:   person_handle, erased_text, exports.handle
-- Writes:  desk.erased_handle

insert into desk.erased_handle (handle_hash, handle_no)
with stood as (

    select
        person_handle.kind,
        person_handle.handle,
        min(gone.erased_handle_no) as handle_no,
        bool_and(gone.erased_handle_no is not null) as is_theirs
    from person_handle
    left join erased_text as gone
        on
            person_handle.vendor_customer_id is not distinct from gone.vendor_customer_id
            and person_handle.email is not distinct from gone.email
            and person_handle.phone is not distinct from gone.phone
            and person_handle.card is not distinct from gone.card
            and person_handle.customer_name is not distinct from gone.customer_name
    group by person_handle.kind, person_handle.handle

),

hashed as (

    select
        keyed_hash(stood.kind || '|' || stood.handle, $inner_key, $outer_key) as handle_hash,
        stood.handle_no
    from stood
    anti join exports.handle as known
        on stood.kind = known.kind and stood.handle = known.handle
    where stood.is_theirs

)

select
    hashed.handle_hash,
    hashed.handle_no
from hashed
anti join desk.erased_handle as known on hashed.handle_hash = known.handle_hash
