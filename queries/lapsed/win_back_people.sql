-- Who is on a win-back list.
--
-- Question: Who is on this list, who was contacted, and who came back since?
-- Grain:    contact_no; who is still known
-- Params:   $list_no integer, the list
-- Columns:  contact_no integer, the contact's number
--           customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           names text or null, their name, where an export says one
--           is_held_out boolean, whether they are left alone
--           has_refused boolean, whether they said no to this channel since the list was made
--           email text or null, e-mail
--           phone text or null, phone, with the country's code
--           usual_item label or null, what they have most often, of the last 20 visits
--           last_visited_on date or null, day of the last visit
--           visit_count integer, visits in all
--           contacted_on date or null, when they were contacted
--           contacted_by_channel code or null, how: e-mail, text message, phone call, letter or in
--               person
--           notes text or null, what was noted
--           returned_on date or null, day of the first visit that counts
--           spend double or null, what they spent by the list's end, in the shop's currency
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, names name, email contact, phone contact, notes text
-- Reads:    desk.contact_list, desk.contact, facts.identity, facts.customer, facts.rhythm,
--           facts.visit
-- Source:   house definition (docs/decisions.md, "A win-back list leaves some people alone")
--
-- has_refused: said no to this channel since the list was made. Whoever said no to e-mail or to text
-- messages has no e-mail or phone here, whatever the channel, save a phone on a list of calls.

with chosen_list as (

    select
        list_no,
        channel,
        horizon_days
    from desk.contact_list
    where list_no = $list_no and removed_at is null

),

started as (

    select
        chosen_list.list_no,
        chosen_list.channel,
        min(contact.contacted_on) as started_on,
        min(contact.contacted_on) + any_value(chosen_list.horizon_days) as until_on
    from chosen_list
    inner join desk.contact as contact on chosen_list.list_no = contact.list_no
    group by chosen_list.list_no, chosen_list.channel

),

member as (

    select
        contact.contact_no,
        identity.customer_id,
        contact.is_held_out,
        contact.contacted_on,
        contact.channel as contacted_by_channel,
        contact.words as notes,
        started.channel,
        started.started_on,
        started.until_on
    from started
    inner join desk.contact as contact on started.list_no = contact.list_no
    inner join facts.identity as identity on contact.handle_no = identity.handle_no
    where identity.customer_id is not null and identity.kind != 'erased'

),

back as (

    select
        member.contact_no,
        min(visit.visited_on) as returned_on,
        sum(visit.spend)::double as spend
    from member
    inner join facts.visit as visit
        on
            member.customer_id = visit.customer_id
            and visit.visited_on > member.started_on
            and visit.visited_on <= member.until_on
    group by member.contact_no

)

select
    member.contact_no,
    member.customer_id,
    customer.customer_name,
    case when customer.is_named then customer.customer_name end as names,
    member.is_held_out,
    coalesce(
        case member.channel
            when 'e-mail' then not customer.may_email
            when 'text message' then not customer.may_text
        end,
        false
    ) as has_refused,
    case when coalesce(customer.may_email, true) then customer.email end as email,
    case
        when coalesce(customer.may_text, true) or member.channel = 'phone call'
            then customer.phone
    end as phone,
    rhythm.usual_item,
    customer.last_visited_on,
    customer.visit_count,
    member.contacted_on,
    member.contacted_by_channel,
    member.notes,
    back.returned_on,
    back.spend
from member
inner join facts.customer as customer on member.customer_id = customer.customer_id
left join facts.rhythm as rhythm on member.customer_id = rhythm.customer_id
left join back on member.contact_no = back.contact_no
order by member.is_held_out, customer.customer_name, member.contact_no
