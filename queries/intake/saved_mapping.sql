-- How the columns of this export are read, from now on.
--
-- For:     reading a later export with the same columns in the same way.
-- Params:  $header_key text, the columns' names, as a digest
--          $columns text, the columns' names, JSON
--          $format text, the format that reads it
--          $vendor text, whose customer ids and receipt ids these are
--          $fields text, our field -> the column, JSON; null where only the order of days was asked
--          $day_first boolean, whether 03/04 is the 3rd of April; null where nobody decided
--          $saved_at timestamp, UTC
-- Writes:  desk.mapping

insert or replace into desk.mapping (
    header_key, columns, format, vendor, fields, day_first, saved_at
)
values ($header_key, $columns, $format, $vendor, $fields, $day_first, $saved_at)
