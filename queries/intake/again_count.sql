-- How many rows were there already.
--
-- For:     the report.
-- Reads:   again

select
    count(*) as row_count,
    count(distinct row_number) filter (of_import_id is null) as changed_count
from again
