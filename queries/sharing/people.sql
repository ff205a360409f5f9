-- People who may sign in.
--
-- Question: Who may sign in, as what, and who did when?
-- Grain:    person_id
-- Params:   $now timestamp, this moment in UTC
-- Columns:  person_id id, the person
--           person_name text, what they are called
--           person_email text or null, the e-mail they sign in with
--           role code, as what: manager or staff
--           sees_contacts boolean, whether customers' e-mails and phones are shown to them
--           may_export boolean, whether they may download lists
--           signed_in_at timestamp or null, when they last signed in, UTC
--           browser_count integer, in how many browsers they are signed in
--           way_in code, how they sign in: has a password, invited, by e-mail only or no way in yet
-- Staff:    no
-- Link:     no
-- Personal: person_name colleague, person_email contact
-- Reads:    desk.person, desk.invitation, desk.session
-- Source:   house definition (docs/decisions.md, "Two roles, and two things a manager may add")

with browser as (

    select
        person_id,
        count(*) as browser_count
    from desk.session
    group by person_id

)

select
    person.person_id,
    person.name as person_name,
    person.email as person_email,
    person.role,
    person.sees_contacts,
    person.may_export,
    person.signed_in_at,
    coalesce(browser.browser_count, 0) as browser_count,
    case
        when person.password_hash is not null then 'has a password'
        when invitation.expires_at > $now::timestamp then 'invited'
        when person.email is not null then 'by e-mail only'
        else 'no way in yet'
    end as way_in
from desk.person as person
left join browser on person.person_id = browser.person_id
left join desk.invitation as invitation on person.person_id = invitation.person_id
where person.left_at is null
order by person.role, person.name
