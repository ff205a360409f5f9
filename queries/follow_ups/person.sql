-- One customer's cases.
--
-- Question: What was noted and done about this customer's complaints?
-- Grain:    step_no
-- Params:   $customer_id text, the customer
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
