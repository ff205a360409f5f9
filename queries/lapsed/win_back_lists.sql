-- What win-back lists brought.
--
-- Question: Of those contacted and of those left alone, how many came back, and is it a difference?
-- Grain:    list_no; lists that were not removed
-- Columns:  list_no integer, the list's number
--           title label, what it is called
--           channel code or null, how people are contacted: e-mail, text message, phone call, letter
--               or in person
--           made_on date or null, the shop's calendar day
--           horizon_days integer, days within which a return counts
--           started_on date or null, day of the first contact
--           until_on date or null, the last day on which a return counts
--           contacted_count integer, people contacted
--           group_count integer, people to contact who are counted
--           held_out_count integer, people left alone who are counted
--           not_counted_count integer, people erased, or merged across the groups
--           returned_count integer, of group_count, back by until_on
--           held_out_returned_count integer, of held_out_count, back by until_on
--           returned_low double or null, lower end of the 95 % interval of the first share
--           returned_high double or null, its upper end
--           held_out_low double or null, lower end of the 95 % interval of the second share
--           held_out_high double or null, its upper end
--           difference double or null, the first share less the second
--           difference_low double or null, lower end of its 95 % interval
--           difference_high double or null, upper end of its 95 % interval
--           spend double, what group_count spent by until_on, in the shop's currency
--           is_over boolean, whether until_on has passed
--           is_enough boolean, whether five or more are in each group
-- Staff:    no
-- Link:     no
-- Personal: none
-- Reads:    desk.contact_list, desk.contact, facts.identity, facts.visit, facts.shop
-- Source:   Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; docs/decisions.md,
--           "A win-back list leaves some people alone"
--
-- Both groups are watched from the day after the first contact until the horizon is over. Everybody
-- stays in the group they were drawn into; who was erased, or merged with somebody of the other
-- group, is left out. is_enough: five or more in each.

with member as (

    select
        contact.list_no,
        identity.customer_id,
        bool_and(contact.is_held_out) as is_held_out,
        bool_or(contact.is_held_out) and not bool_and(contact.is_held_out) as is_mixed,
        min(contact.contacted_on) as contacted_on
    from desk.contact as contact
    inner join facts.identity as identity on contact.handle_no = identity.handle_no
    where contact.list_no is not null and identity.customer_id is not null
    group by contact.list_no, identity.customer_id

),

written as (

    select
        list_no,
        count(*) as written_count,
        count(contacted_at) as contacted_count,
        min(contacted_on) as started_on
    from desk.contact
    where list_no is not null
    group by list_no

),

running as (

    select
        contact_list.*,
        written.written_count,
        written.contacted_count,
        written.started_on,
        written.started_on + contact_list.horizon_days as until_on,
        coalesce(
            written.started_on + contact_list.horizon_days <= shop.last_trading_on, false
        ) as is_over
    from desk.contact_list as contact_list
    inner join written on contact_list.list_no = written.list_no
    cross join facts.shop as shop
    where contact_list.removed_at is null

),

outcome as (

    select
        member.list_no,
        member.customer_id,
        member.is_held_out,
        member.is_mixed,
        count(visit.visited_on) > 0 as has_returned,
        coalesce(sum(visit.spend), 0) as spend
    from member
    inner join running on member.list_no = running.list_no
    left join facts.visit as visit
        on
            member.customer_id = visit.customer_id
            and visit.visited_on > running.started_on
            and visit.visited_on <= running.until_on
    group by member.list_no, member.customer_id, member.is_held_out, member.is_mixed

),

counted as (

    select
        list_no,
        count(*) filter (where not is_mixed) as person_count,
        count(*) filter (where not is_mixed and not is_held_out) as group_count,
        count(*) filter (where not is_mixed and is_held_out) as held_out_count,
        count(*) filter (where not is_mixed and not is_held_out and has_returned)
            as returned_count,
        count(*) filter (where not is_mixed and is_held_out and has_returned)
            as held_out_returned_count,
        coalesce(sum(spend) filter (where not is_mixed and not is_held_out), 0) as spend
    from outcome
    group by list_no

)

select
    running.list_no,
    running.title,
    running.channel,
    running.made_on,
    running.horizon_days,
    running.started_on,
    running.until_on,
    running.contacted_count,
    coalesce(counted.group_count, 0) as group_count,
    coalesce(counted.held_out_count, 0) as held_out_count,
    running.written_count - coalesce(counted.person_count, 0) as not_counted_count,
    coalesce(counted.returned_count, 0) as returned_count,
    coalesce(counted.held_out_returned_count, 0) as held_out_returned_count,
    wilson_low(counted.returned_count, counted.group_count) as returned_low,
    wilson_high(counted.returned_count, counted.group_count) as returned_high,
    wilson_low(counted.held_out_returned_count, counted.held_out_count) as held_out_low,
    wilson_high(counted.held_out_returned_count, counted.held_out_count) as held_out_high,
    counted.returned_count / nullif(counted.group_count, 0)::double
    - counted.held_out_returned_count / nullif(counted.held_out_count, 0)::double as difference,
    difference_low(
        counted.returned_count,
        counted.group_count,
        counted.held_out_returned_count,
        counted.held_out_count
    ) as difference_low,
    difference_high(
        counted.returned_count,
        counted.group_count,
        counted.held_out_returned_count,
        counted.held_out_count
    ) as difference_high,
    coalesce(counted.spend, 0)::double as spend,
    running.is_over,
    coalesce(counted.group_count >= 5 and counted.held_out_count >= 5, false) as is_enough
from running
left join counted on running.list_no = counted.list_no
order by running.list_no desc
