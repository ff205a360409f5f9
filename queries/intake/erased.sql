-- Which handles of these people were erased, and whose they are since.
--
-- For:     keeping nothing that a file says of somebody who was erased.
-- Params:  $inner_key blob, of keyed_hash()
--          $outer_key blob, of keyed_hash()
-- Reads:   person_handle, desk.erased_handle
-- Makes:   table erased

create or replace temp table erased as
with seen as (

    select distinct
        kind,
        handle
    from person_handle

)

select
    seen.kind,
    seen.handle,
    min(gone.handle_no) as handle_no
from seen
inner join desk.erased_handle as gone
    on keyed_hash(seen.kind || '|' || seen.handle, $inner_key, $outer_key) = gone.handle_hash
group by seen.kind, seen.handle
