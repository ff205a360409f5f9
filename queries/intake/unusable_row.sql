-- The rows with a reason against them.
--
-- For:     blanking those that name somebody who was erased.
-- Reads:   mapped
-- Makes:   view unusable_row

create or replace temp view unusable_row as
select * -- noqa: AM04
from mapped
where reason is not null
