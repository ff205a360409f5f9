-- Handles are deleted, with what stands beside them.
--
-- For:     forgetting who had them.
-- Names:   ${table} a table of handles: handle, handle_name or handle_pair
--          ${column} handle_no or other_handle_no
--          ${gone} the table of those that go: going or unshared_contact
-- Reads:   going, unshared_contact
-- Writes:  exports.${table}

delete from exports.${table}
where ${column} in (select gone.handle_no from ${gone} as gone)
