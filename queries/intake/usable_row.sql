-- The rows without a reason against them.
--
-- For:     all that follows. Columns that only some formats give are there for all, empty.
-- Reads:   mapped
-- Makes:   view usable_row

create or replace temp view usable_row as
select * -- noqa: AM04
from mapped
where reason is null
union all by name
select
    null::varchar as order_id,
    null::boolean as may_email,
    null::boolean as may_text
where false
