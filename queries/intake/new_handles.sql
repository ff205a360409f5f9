-- Gives handles that are seen for the first time their numbers.
--
-- For:     recognising people: a vendor's customer id, a loyalty card, an e-mail or a phone.
-- Params:  $vendor text, whose customer ids these are
--          $import_id integer, the import
-- Reads:   person_text, exports.handle
-- Writes:  exports.handle

insert into exports.handle (handle_no, kind, handle, import_id)
with seen as (

    select
        $vendor as kind,
        clean_id as handle
    from person_text
    where erased_handle_no is null
    union distinct
    select
        'email' as kind,
        clean_email as handle
    from person_text
    union distinct
    select
        'phone' as kind,
        clean_phone as handle
    from person_text
    union distinct
    select
        'card' as kind,
        clean_card as handle
    from person_text

)

select
    coalesce((select max(handle.handle_no) from exports.handle as handle), 0)
    + row_number() over (order by seen.kind, seen.handle) as handle_no,
    seen.kind,
    seen.handle,
    $import_id as import_id
from seen
anti join exports.handle as known
    on seen.kind = known.kind and seen.handle = known.handle
where seen.handle is not null
