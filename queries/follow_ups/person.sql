-- One customer's cases.
--
-- Question: What was noted and done about this customer's complaints?
-- Grain:    step_no
-- Params:   $customer_id text, the customer
-- Columns:  step_no integer, the step's number
--           about_on date, the day that the case is about
--           stepped_at timestamp, when it was taken, UTC
--           stepped_by text, who took it
--           owner text or null, who got it in hand, where that changed
--           due_on date or null, until when, where that changed
--           status code or null, how far it is, where that changed: open, contacted, resolved or no
--               reply possible
--           done label or null, what was done, of share, thank and fix
--           notes text or null, what was noted
--           undone_at timestamp or null, when the step was taken back, UTC
-- Staff:    no
-- Link:     no
-- Personal: stepped_by colleague, owner colleague, notes text
-- Reads:    desk.follow_up, desk.follow_up_step, facts.identity, facts.complaint
-- Source:   house definition; what a person may ask to be told, steps that were taken back included

select
    step.step_no,
    follow_up.about_on,
    step.stepped_at,
    step.stepped_by,
    step.owner,
    step.due_on,
    step.status,
    step.done,
    step.notes,
    step.undone_at
from desk.follow_up_step as step
inner join desk.follow_up as follow_up on step.follow_up_no = follow_up.follow_up_no
left join facts.complaint as complaint on follow_up.row_key = complaint.row_key
left join facts.identity as identity on follow_up.handle_no = identity.handle_no
where coalesce(complaint.customer_id, identity.customer_id) = $customer_id
order by step.step_no
