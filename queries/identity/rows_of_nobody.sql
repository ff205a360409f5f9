-- What was sold to them stays in the books as the nameless person's.
--
-- For:     forgetting them, once what names them is blanked.
-- Params:  $nobody integer, the handle of the nameless person
-- Names:   ${table} a table of exports with people on its rows
-- Reads:   going
-- Writes:  exports.${table}

update exports.${table}
set handle_no = $nobody
where handle_no in (select going.handle_no from going)
