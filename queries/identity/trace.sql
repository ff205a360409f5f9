-- What a text holds that says something of them.
--
-- For:     finding them in rejected rows, which have no columns. A number of few digits is found in
--          amounts and days, too.
-- Params:  $shortest_number integer, the fewest digits of a number that is looked for
-- Reads:   going, their_name
-- Makes:   table trace

create or replace temp table trace as
select
    kind,
    handle
from going
where
    length(handle) > 1
    and not (regexp_full_match(handle, '[0-9]+') and length(handle) < $shortest_number)
union
select
    'name' as kind,
    customer_name as handle
from their_name
where contains(customer_name, ' ')
