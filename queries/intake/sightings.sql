-- Notes which rows this import brought again, with the same values.
--
-- For:     leaving them with this import when the other is taken back.
-- Params:  $import_id integer, the import
-- Reads:   again
-- Writes:  exports.sighting

insert into exports.sighting (import_id, of_import_id, row_key)
select
    $import_id as import_id,
    of_import_id,
    row_key
from again
where of_import_id is not null
