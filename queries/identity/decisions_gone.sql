-- What was decided about who they are is deleted.
--
-- For:     forgetting them.
-- Reads:   going
-- Writes:  desk.identity_decision

delete from desk.identity_decision
where list_has_any(handles || other_handles, (select list(going.handle_no) from going))
