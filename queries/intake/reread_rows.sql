-- Rows that are broken twice get the text that stands in the file.
--
-- For:     the rejected rows: the reader shows the row before instead.
-- Params:  $row_numbers list, the rows
--          $row_texts list, what stands there
-- Reads:   unread_row
-- Writes:  unread_row

update unread_row
set
    code = 'misplaced_quote',
    row_text = reread.row_text
from (
    select
        unnest($row_numbers::bigint[]) as row_number,
        unnest($row_texts::varchar[]) as row_text
) as reread
where unread_row.row_number = reread.row_number
