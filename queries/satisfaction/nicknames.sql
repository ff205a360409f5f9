-- What colleagues are called.
--
-- Question: By which other names do people call a colleague?
-- Grain:    staff, nickname
-- Columns:  staff text, the colleague
--           nickname text, what they are called, too
--           changed_at timestamp, when that was said, UTC
--           changed_by text, who said it
-- Staff:    no
-- Link:     no
-- Personal: staff colleague, nickname colleague, changed_by colleague
-- Reads:    desk.nickname
-- Source:   house definition (docs/decisions.md, "A colleague is named by a name that is theirs alone")

select
    staff,
    nickname,
    changed_at,
    changed_by
from desk.nickname
order by staff, nickname
