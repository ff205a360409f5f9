-- Keeps what became of a sheet.
--
-- For:     the list of imports.
-- Params:  $import_id integer, the import
--          $file_name text, the sheet's file, to show
--          $format text, the format that read it
--          $title text, the format in words
--          $kind text, what the rows are
--          $imported_at timestamp, UTC
--          $read_count integer, rows in the file
--          $kept_count integer, rows that were new or had other values
--          $known_count integer, rows that were there already
--          $rejected_count integer, rows of no use
--          $from_on date, the first day; null where the kind has none
--          $to_on date, the last day
-- Reads:   mapped
-- Writes:  exports.import

insert into exports.import (
    import_id, file_name, format, title, kind, imported_at, read_count, kept_count, known_count,
    rejected_count, from_on, to_on, currency, time_zone
)
select
    $import_id as import_id,
    $file_name as file_name,
    $format as format,
    $title as title,
    $kind as kind,
    $imported_at as imported_at,
    $read_count as read_count,
    $kept_count as kept_count,
    $known_count as known_count,
    $rejected_count as rejected_count,
    $from_on as from_on,
    $to_on as to_on,
    mode(currency) as currency,
    mode(time_zone) as time_zone
from mapped
