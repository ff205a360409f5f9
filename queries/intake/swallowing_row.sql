-- The first broken row that goes on over several lines; null where there is none.
--
-- For:     refusing a file whose rows cannot be told apart.
-- Reads:   unread_row

select min(row_number) as row_number
from unread_row
where code in ('misplaced_quote', 'row_too_long') and regexp_matches(row_text, '[\r\n]')
