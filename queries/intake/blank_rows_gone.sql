-- Rows without anything in them are no rows.
--
-- For:     the counts of rows.
-- Reads:   staged
-- Writes:  staged

delete from staged
where
    staged.rowid in (
        select blank.rowid
        from staged as blank
        where trim(coalesce(columns('^c[0-9]+$'), '')) = ''
    )
