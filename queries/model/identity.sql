-- Who is who: handles that stand on one record belong to one customer.
--
-- Builds: facts.identity
-- Grain:  handle_no
-- Reads:  exports.handle, exports.handle_pair, exports.handle_name
-- Source: house definition (docs/decisions.md, "A connected component is one customer")
--
-- An e-mail or phone under two names that begin differently (a household, a front desk) joins
-- nobody: is_shared. A customer's id is the smallest handle number of the component, which was given
-- at first sight: it stays the same when exports are read again.

create or replace table facts.identity as

with recursive shared as (

    select handle_name.handle_no
    from exports.handle_name as handle_name
    inner join exports.handle as handle on handle_name.handle_no = handle.handle_no
    where handle.kind in ('email', 'phone')
    group by handle_name.handle_no
    having count(distinct left(lower(handle_name.customer_name), 1)) > 1

),

link as (

    select
        pair.handle_no,
        pair.other_handle_no
    from exports.handle_pair as pair
    where
        pair.handle_no not in (select shared.handle_no from shared)
        and pair.other_handle_no not in (select shared.handle_no from shared)

),

both_ways as (

    select
        handle_no,
        other_handle_no
    from link
    union
    select
        other_handle_no,
        handle_no
    from link

),

reach as (

    select
        handle_no,
        handle_no as root
    from both_ways
    union
    select
        both_ways.other_handle_no,
        reach.root
    from reach
    inner join both_ways on reach.handle_no = both_ways.handle_no
    where reach.root < both_ways.other_handle_no

),

rooted as (

    select
        handle_no,
        min(root) as root
    from reach
    group by handle_no

)

select
    handle.handle_no,
    handle.kind,
    handle.handle,
    shared.handle_no is not null as is_shared,
    case
        when shared.handle_no is null
            then 'C' || coalesce(rooted.root, handle.handle_no)::varchar
    end as customer_id
from exports.handle as handle
left join rooted on handle.handle_no = rooted.handle_no
left join shared on handle.handle_no = shared.handle_no
