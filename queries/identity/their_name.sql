-- How they are called.
--
-- For:     finding what stands under their name alone.
-- Reads:   exports.handle_name, going
-- Makes:   table their_name

create or replace temp table their_name as
select distinct
    name_key(handle_name.customer_name) as name_key,
    lower(handle_name.customer_name) as customer_name
from exports.handle_name as handle_name
semi join going on handle_name.handle_no = going.handle_no
