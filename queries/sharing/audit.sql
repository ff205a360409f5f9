-- What was done.
--
-- Question: Who signed in, imported, shared, downloaded or changed who may sign in, and when?
-- Grain:    entry_no; the newest 500
-- Columns:  entry_no integer, the entry's number
--           happened_at timestamp, when it was done, UTC
--           who text, who did it
--           act label, what was done
--           what text, to what or whom
-- Staff:    no
-- Link:     no
-- Personal: who colleague, what text
-- Reads:    desk.audit
-- Source:   house definition (docs/decisions.md, "The log is a chain")

select
    entry_no,
    happened_at,
    who,
    act,
    what
from desk.audit
order by entry_no desc
limit 500
