-- Says of all versions in scope which one holds.
--
-- For:     the facts, which are made of those.
-- Names:   ${table} the kind's table
-- Reads:   scope, holding
-- Writes:  exports.${table}

update exports.${table} as kept
set
    is_current = exists(
        select 1
        from holding
        where holding.row_key = kept.row_key and holding.import_id = kept.import_id
    )
where
    kept.row_key in (
        select scope.row_key
        from scope
    )
