-- Of the rows of an import that others brought again, the first of these others.
--
-- For:     leaving the rows with it.
-- Params:  $import_id integer, the import
-- Reads:   exports.sighting
-- Makes:   table heir

create or replace temp table heir as
select
    row_key,
    min(import_id) as import_id
from exports.sighting
where of_import_id = $import_id and import_id != $import_id
group by row_key
