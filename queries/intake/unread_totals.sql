-- Of rows that could not be read some are a total or a note.
--
-- For:     saying so: it is why they have other cells.
-- Params:  $row_numbers list, which
-- Writes:  unread_row

update unread_row
set code = 'total_or_note'
where row_number in (select unnest($row_numbers::bigint[]))
