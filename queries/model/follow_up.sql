-- Cases: every complaint that waits for an answer, and every one that somebody took up.
--
-- Builds: facts.follow_up
-- Grain:  case_key
-- Reads:  desk.follow_up, desk.follow_up_step, facts.complaint, facts.response, facts.identity,
--         facts.visit, facts.outlook, facts.customer
-- Source: house definition (docs/decisions.md, "A case is opened by the data and written by people")
--
-- Of a complaint that nobody has touched nothing is written down: it is a case as long as its answer
-- is there and young enough. One that somebody touched is found again by the answer's key, whichever
-- import brings it, and stays when that import is taken back; is_there says whether its answer is in
-- the data. A case that was opened by hand has no answer, or one that was no complaint. today is the
-- shop's calendar day. Two days after it could be known a case is overdue unless somebody chose
-- another day. first_reply_on is when they were first contacted. Of who was erased only what was
-- brought to its end is here: nobody can be answered.

create or replace macro facts.follow_up(today) as table

with state as (

    select
        follow_up_no,
        nullif(max_by(owner_id, step_no) filter (where owner is not null), '') as owner_id,
        nullif(max_by(owner, step_no) filter (where owner is not null), '') as owner,
        max_by(due_on, step_no) filter (where due_on is not null) as due_on,
        max_by(status, step_no) filter (where status is not null) as status,
        nullif(max_by(done, step_no) filter (where done is not null), '') as done,
        min(case when status in ('contacted', 'resolved') then stepped_on end) as first_reply_on,
        max(stepped_on) as last_step_on,
        count(*) as step_count
    from desk.follow_up_step
    where undone_at is null
    group by follow_up_no

),

written as (

    select
        follow_up.follow_up_no,
        follow_up.row_key,
        follow_up.handle_no,
        follow_up.about_on,
        follow_up.opened_on,
        follow_up.is_by_hand,
        coalesce(complaint.first_row_key, follow_up.row_key) as first_row_key,
        state.owner_id,
        state.owner,
        state.due_on,
        state.status,
        state.done,
        state.first_reply_on,
        state.last_step_on,
        state.step_count
    from desk.follow_up as follow_up
    inner join state on follow_up.follow_up_no = state.follow_up_no
    left join facts.complaint as complaint on follow_up.row_key = complaint.row_key

),

-- What was said in an answer that was no complaint by its score.
other_answer as (

    select
        response.row_key,
        max(response.customer_id) as customer_id,
        max(response.responded_on) as responded_on,
        string_agg(distinct response.comment, ' / ' order by response.comment) as comment,
        max(response.staff) as staff,
        max(response.location) as location
    from facts.response as response
    semi join written on response.row_key = written.row_key
    group by response.row_key

),

taken_up as (

    select
        written.*,
        coalesce(complaint.customer_id, other_answer.customer_id, identity.customer_id)
            as customer_id,
        complaint.low_scores,
        coalesce(complaint.is_angry, false) as is_angry,
        coalesce(complaint.comment, other_answer.comment) as comment,
        complaint.goodness,
        coalesce(complaint.staff, other_answer.staff) as staff,
        coalesce(complaint.location, other_answer.location) as location,
        complaint.back_on,
        complaint.back_by,
        complaint.recovered_on,
        complaint.judged_on,
        complaint.complained_again_on,
        complaint.row_key is null as is_no_complaint,
        written.row_key is null or other_answer.row_key is not null as is_there
    from written
    left join facts.complaint as complaint on written.row_key = complaint.row_key
    left join other_answer on written.row_key = other_answer.row_key
    left join facts.identity as identity on written.handle_no = identity.handle_no

),

back as (

    select
        taken_up.follow_up_no,
        min(visit.visited_on) as visited_on
    from taken_up
    inner join facts.visit as visit
        on taken_up.customer_id = visit.customer_id and taken_up.about_on < visit.visited_on
    where taken_up.is_no_complaint
    group by taken_up.follow_up_no

),

horizon as (

    select
        taken_up.follow_up_no,
        taken_up.about_on + coalesce(max(outlook.horizon_days), 56)::integer as judged_on
    from taken_up
    left join facts.outlook as outlook on taken_up.customer_id = outlook.customer_id
    where taken_up.is_no_complaint
    group by taken_up.follow_up_no, taken_up.about_on

),

both_kinds as (

    select
        case
            when taken_up.row_key is null then 'F' || taken_up.follow_up_no::varchar
            else 'A' || key_text(taken_up.row_key)
        end as case_key,
        taken_up.follow_up_no,
        taken_up.first_row_key,
        taken_up.customer_id,
        taken_up.about_on as happened_on,
        taken_up.opened_on,
        taken_up.is_by_hand,
        coalesce(taken_up.due_on, taken_up.opened_on + 2) as due_on,
        coalesce(taken_up.status, 'open') as status,
        taken_up.owner_id,
        taken_up.owner,
        taken_up.done,
        taken_up.low_scores,
        taken_up.is_angry,
        taken_up.comment,
        taken_up.goodness,
        taken_up.staff,
        taken_up.location,
        taken_up.first_reply_on,
        taken_up.last_step_on,
        taken_up.step_count,
        coalesce(taken_up.back_on, back.visited_on) as back_on,
        case when back.visited_on is not null then 'visit' else taken_up.back_by end as back_by,
        coalesce(
            taken_up.recovered_on,
            case when back.visited_on <= horizon.judged_on then back.visited_on end
        ) as recovered_on,
        coalesce(taken_up.judged_on, horizon.judged_on) as judged_on,
        taken_up.complained_again_on,
        taken_up.is_there
    from taken_up
    left join back on taken_up.follow_up_no = back.follow_up_no
    left join horizon on taken_up.follow_up_no = horizon.follow_up_no
    left join facts.customer as customer on taken_up.customer_id = customer.customer_id
    where
        not coalesce(customer.is_erased, false)
        or coalesce(taken_up.status, 'open') not in ('open', 'contacted')
    union all
    select
        'A' || key_text(complaint.row_key) as case_key,
        null as follow_up_no,
        complaint.first_row_key,
        complaint.customer_id,
        complaint.responded_on as happened_on,
        complaint.known_on as opened_on,
        false as is_by_hand,
        complaint.known_on + 2 as due_on,
        'open' as status,
        null as owner_id,
        null as owner,
        null as done,
        complaint.low_scores,
        complaint.is_angry,
        complaint.comment,
        complaint.goodness,
        complaint.staff,
        complaint.location,
        null as first_reply_on,
        null as last_step_on,
        0 as step_count,
        complaint.back_on,
        complaint.back_by,
        complaint.recovered_on,
        complaint.judged_on,
        complaint.complained_again_on,
        true as is_there
    from facts.complaint as complaint
    anti join written on complaint.first_row_key = written.first_row_key
    where complaint.opens_case and complaint.row_key = complaint.first_row_key

)

select
    *,
    status in ('open', 'contacted') as is_open,
    status in ('open', 'contacted') and due_on < today::date as is_overdue
from both_kinds
