-- The handles that say best who somebody is: vendors' ids, else cards, else contacts.
--
-- For:     decisions, which hold for whatever is known by these.
-- Params:  $handles list, numbers of handles
-- Reads:   facts.identity

with ranked as (

    select
        handle_no,
        case
            when is_shared then 4
            when kind in ('email', 'phone') then 3
            when kind = 'card' then 2
            else 1
        end as strength
    from facts.identity
    where handle_no in (select unnest($handles::bigint[]))

)

select handle_no
from ranked
qualify strength = min(strength) over ()
order by handle_no
