-- Decisions that keep two customers apart end.
--
-- For:     merging them.
-- Params:  $now timestamp, UTC
--          $one list, the handles of one
--          $other list, the handles of the other
-- Writes:  desk.identity_decision

update desk.identity_decision
set undone_at = $now
where
    kind = 'apart'
    and undone_at is null
    and (
        (list_has_any(handles, $one) and list_has_any(other_handles, $other))
        or (list_has_any(handles, $other) and list_has_any(other_handles, $one))
    )
