-- Nor are those that could not be read because there is nothing in them.
--
-- For:     the counts of rows.
-- Params:  $blank text, the signs that say nothing
-- Writes:  unread_row

delete from unread_row
where code = 'fewer_cells' and trim(row_text, $blank) = ''
