-- Complaints to answer.
--
-- Question: Who waits for an answer, who has it in hand, until when, and did they come back?
-- Grain:    case_key
-- Params:   $today date, the shop's calendar day
--           $owner_id text, the person whose cases only, or null for everybody's
--           $location text, place of the visit it is about, or null for all
-- Columns:  case_key id, the case
--           follow_up_no integer or null, its number, once somebody took it up
--           customer_id id or null, who, where we know
--           customer_name text or null, what they are called
--           happened_on date, day of the answer, or the day it is about
--           opened_on date, day from which the shop could know of it
--           is_by_hand boolean, whether somebody opened it, not the data
--           due_on date, the day until which it is to be answered
--           status code, how far it is: open, contacted, resolved or no reply possible
--           is_open boolean, whether it is open or contacted
--           is_overdue boolean, whether it is open and its due day is over
--           owner_id id or null, the person who has it in hand
--           owner text or null, that person's name
--           done label or null, what was done, of share, thank and fix
--           low_scores list of label or null, the bad scores, as "csat speed 2": the kind of score,
--               what it is about and the score
--           is_angry boolean, whether the words were angry
--           comment text or null, what they wrote
--           staff text or null, who served on that visit
--           location label or null, where
--           step_count integer, how often something was written down
--           is_there boolean, whether its answer is still in the data
--           recovered_on date or null, day of the next visit or answer, within the horizon
--           is_recovered boolean, whether there was one
--           outcome code, whether they came back: unknown, here again, answered again, unhappy
--               again, too late, not back or not yet
--           back_on date or null, day of the next visit or answer, however late
--           judged_on date, last day on which coming back counts
--           complained_again_on date or null, day of their next complaint
-- Staff:    own
-- Link:     no
-- Personal: customer_name name, owner colleague, comment text, staff colleague
-- Reads:    facts.follow_up, facts.customer, facts.shop
-- Source:   docs/decisions.md, "A case is opened by the data and written by people"
--
-- Closed cases stay for 60 days. Overdue ones come first, then the day they are due; people we know
-- before strangers, the worst answers before others.

select
    follow_up.case_key,
    follow_up.follow_up_no,
    follow_up.customer_id,
    customer.customer_name,
    follow_up.happened_on,
    follow_up.opened_on,
    follow_up.is_by_hand,
    follow_up.due_on,
    follow_up.status,
    follow_up.is_open,
    follow_up.is_overdue,
    follow_up.owner_id,
    follow_up.owner,
    follow_up.done,
    string_split(follow_up.low_scores, ',') as low_scores,
    follow_up.is_angry,
    follow_up.comment,
    follow_up.staff,
    follow_up.location,
    follow_up.step_count,
    follow_up.is_there,
    follow_up.recovered_on,
    follow_up.recovered_on is not null as is_recovered,
    case
        when follow_up.customer_id is null then 'unknown'
        when follow_up.recovered_on is not null and follow_up.complained_again_on is not null
            then 'unhappy again'
        when follow_up.recovered_on is not null
            then case follow_up.back_by when 'visit' then 'here again' else 'answered again' end
        when follow_up.back_on is not null then 'too late'
        when follow_up.judged_on <= shop.last_trading_on then 'not back'
        else 'not yet'
    end as outcome,
    follow_up.back_on,
    follow_up.judged_on,
    follow_up.complained_again_on
from facts.follow_up($today) as follow_up
cross join facts.shop as shop
left join facts.customer as customer on follow_up.customer_id = customer.customer_id
where
    (follow_up.is_open or follow_up.last_step_on > $today::date - 60)
    and ($owner_id::varchar is null or follow_up.owner_id = $owner_id)
    and ($location::varchar is null or follow_up.location = $location)
order by
    follow_up.is_open desc,
    follow_up.is_overdue desc,
    case when follow_up.is_open then follow_up.due_on end,
    follow_up.last_step_on desc,
    follow_up.customer_id is null,
    follow_up.goodness,
    follow_up.happened_on desc,
    follow_up.case_key
