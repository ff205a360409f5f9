-- Rows that were set aside are none of the sheet's.
--
-- For:     all that follows.
-- Reads:   set_aside
-- Writes:  staged

delete from staged
where staged.rowid in (select set_aside.staged_id from set_aside)
