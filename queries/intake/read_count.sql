-- How many rows the sheet has: those of the table, and those that are none of it.
--
-- For:     the report.
-- Reads:   staged, unread_row

select (select count(*) from staged) + (select count(*) from unread_row) as read_count
