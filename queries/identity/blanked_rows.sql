-- What a row says of them is blanked.
--
-- For:     forgetting them.
-- Names:   ${table} a table of exports with people on its rows
--          ${column} what is blanked
-- Reads:   going
-- Writes:  exports.${table}

update exports.${table}
set ${column} = null
where handle_no in (select going.handle_no from going)
