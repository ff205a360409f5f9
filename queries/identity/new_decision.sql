-- Keeps a decision about who is who; its number.
--
-- For:     the facts, of whatever imports bring later.
-- Params:  $kind text, same or apart
--          $handles list, of one side
--          $other_handles list, of the other
--          $now timestamp, UTC
--          $by text, who decided
-- Reads:   desk.identity_decision
-- Writes:  desk.identity_decision

insert into desk.identity_decision (
    decision_no, kind, handles, other_handles, decided_at, decided_by
)
select
    coalesce(max(decision_no), 0) + 1 as decision_no,
    $kind as kind,
    $handles as handles,
    $other_handles as other_handles,
    $now as decided_at,
    $by as decided_by
from desk.identity_decision
returning decision_no
