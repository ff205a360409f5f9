-- What was done about a case.
--
-- Question: Who did what about this case, when, and what did they note?
-- Grain:    step_no
-- Params:   $case_key text, the case
--           $owner_id text, the person whose cases only, or null for everybody's
-- Columns:  step_no integer, the step's number
--           stepped_on date, the shop's calendar day
--           stepped_at timestamp, when it was taken, UTC
--           stepped_by text, who took it
--           owner text or null, who got it in hand, where that changed
--           due_on date or null, until when, where that changed
--           status code or null, how far it is, where that changed: open, contacted, resolved or no
--               reply possible
--           done label or null, what was done, of share, thank and fix
--           notes text or null, what was noted
-- Staff:    own
-- Link:     no
-- Personal: stepped_by colleague, owner colleague, notes text
-- Reads:    desk.follow_up, desk.follow_up_step
-- Source:   house definition; steps that were taken back are left out

with own_case as (

    select follow_up.follow_up_no
    from desk.follow_up as follow_up
    inner join desk.follow_up_step as step on follow_up.follow_up_no = step.follow_up_no
    where
        $case_key = case
            when follow_up.row_key is null then 'F' || follow_up.follow_up_no::varchar
            else 'A' || key_text(follow_up.row_key)
        end
        and step.undone_at is null
    group by follow_up.follow_up_no
    having
        $owner_id::varchar is null
        or max_by(step.owner_id, step.step_no) filter (where step.owner is not null) = $owner_id

)

select
    step.step_no,
    step.stepped_on,
    step.stepped_at,
    step.stepped_by,
    step.owner,
    step.due_on,
    step.status,
    step.done,
    step.notes
from desk.follow_up_step as step
inner join own_case on step.follow_up_no = own_case.follow_up_no
where step.undone_at is null
order by step.step_no desc
