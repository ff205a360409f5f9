-- Of a rejected row that holds a trace of them, number and code stay.
--
-- For:     forgetting them.
-- Params:  $erased_text text, what stands there instead
-- Reads:   trace
-- Writes:  exports.rejected_row

update exports.rejected_row as refused
set
    row_text = $erased_text,
    cell = null,
    reason = regexp_replace(refused.reason, ': ".*"$', '')
where
    exists (
        select 1
        from trace
        where holds_trace(refused.row_text, trace.kind, trace.handle)
    )
