-- A decision is taken back; no row where there is none of that number, or it was taken back.
--
-- For:     who changes their mind.
-- Params:  $decision_no integer, which
--          $now timestamp, UTC
-- Writes:  desk.identity_decision

update desk.identity_decision
set undone_at = $now
where decision_no = $decision_no and undone_at is null
returning decision_no
