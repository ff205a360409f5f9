-- What was done.
--
-- Question: Who signed in, imported, shared, downloaded or changed who may sign in, and when?
-- Grain:    entry_no; the newest 500
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
