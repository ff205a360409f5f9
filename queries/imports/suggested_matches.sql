-- People who may be one.
--
-- Question: Which two customers look like the same person, and what speaks for it?
-- Grain:    customer_id, other_customer_id
-- Columns:  customer_id id, one of the two
--           other_customer_id id, the other
--           has_same_name boolean, whether they have a name in common, else names that can be one
--           has_close_phone boolean, whether two phones differ in one digit
--           has_close_email boolean, whether two e-mails look alike
--           shared_kind code or null, the contact that both share with others: card, email or phone
--           has_same_habit boolean, whether usual item and weekday are the same
--           is_only_pair boolean, whether nobody else has the name, and each is known to another vendor
--           customer_name text, what they are called, "Guest" and a number where no export says
--           contact text or null, e-mail and phone
--           record_kinds list of label or null, the vendors at which they have a record
--           records list of text or null, their customer id at each
--           visit_count integer, visits in all
--           first_visited_on date or null, day of the first visit
--           last_visited_on date or null, day of the last visit
--           usual_item label or null, what they have most often
--           usual_weekday integer or null, the weekday of most of their visits, 1 is Monday
--           other_customer_name text, what the other is called
--           other_contact text or null, the other's e-mail and phone
--           other_record_kinds list of label or null, the vendors of the other's records
--           other_records list of text or null, the other's customer id at each
--           other_visit_count integer, the other's visits
--           other_first_visited_on date or null, the other's first
--           other_last_visited_on date or null, the other's last
--           other_usual_item label or null, what the other has most often
--           other_usual_weekday integer or null, the weekday of most of the other's visits
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, contact contact, records contact, other_customer_name name,
--           other_contact contact, other_records contact
-- Reads:    facts.identity, facts.customer, facts.rhythm, exports.handle_pair, exports.handle_name,
--           desk.identity_decision
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")
--
-- The same name (any order, case and accents aside) and a phone with one digit wrong, an e-mail with
-- a slip or at another provider, or a shared contact. Of a name that fewer than five have: the same
-- usual day and item, or that they are the only two, each known to another vendor. Or a contact that
-- several people share and names that can be one. Never two that somebody decided about. A name of
-- more than 2,000 customers says nothing, and neither does a contact of more than 8. The surest first;
-- at most 500.

with own as (

    select
        handle_no,
        kind,
        handle,
        customer_id
    from facts.identity
    where customer_id is not null and kind != 'erased' and not is_shared

),

named as (

    select distinct
        own.customer_id,
        name_key(handle_name.customer_name) as name_key
    from own
    inner join exports.handle_name as handle_name on own.handle_no = handle_name.handle_no
    where name_key(handle_name.customer_name) != ''

),

name_block as (

    select
        name_key,
        count(*) as customer_count
    from named
    group by name_key
    having count(*) between 2 and 2000

),

shared_pair as (

    select
        handle_no,
        other_handle_no as shared_no
    from exports.handle_pair
    union
    select
        other_handle_no,
        handle_no as shared_no
    from exports.handle_pair

),

sharing as (

    select distinct
        own.customer_id,
        shared_pair.shared_no,
        shared.kind
    from shared_pair
    inner join own on shared_pair.handle_no = own.handle_no
    inner join facts.identity as shared
        on shared_pair.shared_no = shared.handle_no and shared.is_shared

),

share_block as (

    select shared_no
    from sharing
    group by shared_no
    having count(*) between 2 and 8

),

same_share as (

    select
        one.customer_id,
        other.customer_id as other_customer_id,
        min(one.kind) as kind
    from sharing as one
    semi join share_block on one.shared_no = share_block.shared_no
    inner join sharing as other
        on one.shared_no = other.shared_no and one.customer_id < other.customer_id
    group by one.customer_id, other.customer_id

),

-- What two contacts that are alike have in common, so that not each is compared with each: the same
-- with one letter less, or the mailbox's name.
part as (

    select
        named.name_key,
        own.customer_id,
        own.kind,
        own.handle,
        unnest(
            case own.kind
                when 'phone'
                    then one_letter_less(own.handle, length(own.handle))
                else
                    one_letter_less(own.handle, strpos(own.handle, '@') - 1)
                    || [split_part(own.handle, '@', 1)]
            end
        ) as part
    from named
    inner join name_block on named.name_key = name_block.name_key
    inner join own on named.customer_id = own.customer_id
    where own.kind in ('email', 'phone')

),

part_block as (

    select
        name_key,
        kind,
        part
    from part
    group by name_key, kind, part
    having count(*) between 2 and 30

),

alike as (

    select
        one.customer_id,
        other.customer_id as other_customer_id,
        max(one.kind = 'phone' and is_close_phone(one.handle, other.handle)) as has_close_phone,
        max(one.kind = 'email' and is_close_email(one.handle, other.handle)) as has_close_email
    from part as one
    semi join part_block
        on
            one.name_key = part_block.name_key
            and one.kind = part_block.kind
            and one.part = part_block.part
    inner join part as other
        on
            one.name_key = other.name_key
            and one.kind = other.kind
            and one.part = other.part
            and one.customer_id < other.customer_id
    group by one.customer_id, other.customer_id

),

-- Of a name that few have.
rare_name as (

    select
        one.customer_id,
        other.customer_id as other_customer_id,
        min(name_block.customer_count) as customer_count,
        max(contains(one.name_key, ' ')) as is_full
    from named as one
    inner join name_block
        on one.name_key = name_block.name_key and name_block.customer_count < 5
    inner join named as other
        on one.name_key = other.name_key and one.customer_id < other.customer_id
    group by one.customer_id, other.customer_id

),

same_name as (

    select
        customer_id,
        other_customer_id
    from alike
    where has_close_phone or has_close_email
    union
    select
        customer_id,
        other_customer_id
    from rare_name
    union
    select
        same_share.customer_id,
        same_share.other_customer_id
    from same_share
    inner join named as one on same_share.customer_id = one.customer_id
    inner join named as other
        on same_share.other_customer_id = other.customer_id and one.name_key = other.name_key

),

can_be_one as (

    select distinct
        same_share.customer_id,
        same_share.other_customer_id
    from same_share
    inner join named as one on same_share.customer_id = one.customer_id
    inner join named as other on same_share.other_customer_id = other.customer_id
    where
        one.name_key != other.name_key
        and names_agree(string_split(one.name_key, ' '), string_split(other.name_key, ' '))

),

candidate as (

    select
        customer_id,
        other_customer_id,
        true as has_same_name
    from same_name
    union all
    select
        can_be_one.customer_id,
        can_be_one.other_customer_id,
        false as has_same_name
    from can_be_one
    anti join same_name
        on
            can_be_one.customer_id = same_name.customer_id
            and can_be_one.other_customer_id = same_name.other_customer_id

),

-- Two who have both an e-mail, both a phone, or both an id of one vendor, differ in it.
differing as (

    select
        rare_name.customer_id,
        rare_name.other_customer_id
    from rare_name
    inner join own as one on rare_name.customer_id = one.customer_id
    inner join own as other
        on
            rare_name.other_customer_id = other.customer_id
            and one.kind = other.kind
            and one.kind != 'card'
    where rare_name.customer_count = 2
    group by rare_name.customer_id, rare_name.other_customer_id

),

weighed as (

    select
        candidate.customer_id,
        candidate.other_customer_id,
        candidate.has_same_name,
        coalesce(alike.has_close_phone, false) as has_close_phone,
        coalesce(alike.has_close_email, false) as has_close_email,
        same_share.kind as shared_kind,
        coalesce(
            rare_name.is_full
            and one.usual_item = other.usual_item
            and one.usual_weekday = other.usual_weekday,
            false
        ) as has_same_habit,
        coalesce(
            rare_name.is_full and rare_name.customer_count = 2 and differing.customer_id is null,
            false
        ) as is_only_pair
    from candidate
    left join alike
        on
            candidate.customer_id = alike.customer_id
            and candidate.other_customer_id = alike.other_customer_id
    left join same_share
        on
            candidate.customer_id = same_share.customer_id
            and candidate.other_customer_id = same_share.other_customer_id
    left join rare_name
        on
            candidate.customer_id = rare_name.customer_id
            and candidate.other_customer_id = rare_name.other_customer_id
    left join differing
        on
            candidate.customer_id = differing.customer_id
            and candidate.other_customer_id = differing.other_customer_id
    left join facts.rhythm as one on candidate.customer_id = one.customer_id
    left join facts.rhythm as other on candidate.other_customer_id = other.customer_id

),

decision_side as (

    select
        decision_no,
        unnest(handles) as handle_no,
        other_handles
    from desk.identity_decision
    where kind = 'apart' and undone_at is null

),

decision_pair as (

    select
        handle_no,
        unnest(other_handles) as other_handle_no
    from decision_side

),

decided as (

    select distinct
        least(one.customer_id, other.customer_id) as customer_id,
        greatest(one.customer_id, other.customer_id) as other_customer_id
    from decision_pair
    inner join facts.identity as one on decision_pair.handle_no = one.handle_no
    inner join facts.identity as other on decision_pair.other_handle_no = other.handle_no

),

suggested as (

    select
        weighed.*,
        case
            when weighed.has_close_phone or weighed.has_close_email then 1
            when weighed.shared_kind is not null then 2
            when weighed.has_same_habit then 3
            else 4
        end as rank
    from weighed
    anti join decided
        on
            weighed.customer_id = decided.customer_id
            and weighed.other_customer_id = decided.other_customer_id
    where
        weighed.has_close_phone
        or weighed.has_close_email
        or weighed.shared_kind is not null
        or weighed.has_same_habit
        or weighed.is_only_pair

),

involved as (

    select customer_id
    from suggested
    union
    select other_customer_id
    from suggested

),

contact as (

    select
        own.customer_id,
        string_agg(
            case when own.kind in ('email', 'phone') then own.handle end, ', ' order by own.kind
        ) as contact,
        list(own.kind order by own.handle_no) filter (where own.kind not in ('email', 'phone'))
            as record_kinds,
        list(own.handle order by own.handle_no) filter (where own.kind not in ('email', 'phone'))
            as records
    from own
    semi join involved on own.customer_id = involved.customer_id
    group by own.customer_id

)

select
    suggested.customer_id,
    suggested.other_customer_id,
    suggested.has_same_name,
    suggested.has_close_phone,
    suggested.has_close_email,
    suggested.shared_kind,
    suggested.has_same_habit,
    suggested.is_only_pair,
    one.customer_name,
    one_contact.contact,
    one_contact.record_kinds,
    one_contact.records,
    one.visit_count,
    one.first_visited_on,
    one.last_visited_on,
    one_rhythm.usual_item,
    one_rhythm.usual_weekday,
    other.customer_name as other_customer_name,
    other_contact.contact as other_contact,
    other_contact.record_kinds as other_record_kinds,
    other_contact.records as other_records,
    other.visit_count as other_visit_count,
    other.first_visited_on as other_first_visited_on,
    other.last_visited_on as other_last_visited_on,
    other_rhythm.usual_item as other_usual_item,
    other_rhythm.usual_weekday as other_usual_weekday
from suggested
inner join facts.customer as one on suggested.customer_id = one.customer_id
inner join facts.customer as other on suggested.other_customer_id = other.customer_id
left join contact as one_contact on suggested.customer_id = one_contact.customer_id
left join contact as other_contact on suggested.other_customer_id = other_contact.customer_id
left join facts.rhythm as one_rhythm on suggested.customer_id = one_rhythm.customer_id
left join facts.rhythm as other_rhythm on suggested.other_customer_id = other_rhythm.customer_id
order by
    suggested.rank, one.visit_count + other.visit_count desc, suggested.customer_id,
    suggested.other_customer_id
limit 500
