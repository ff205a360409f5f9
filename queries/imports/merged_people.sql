-- Merged by themselves.
--
-- Question: Which customers are made of several records, and what joined those?
-- Grain:    customer_id; customers with two records at a vendor's, or names that differ
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           names text or null, all their names
--           name_count integer, how many names
--           record_count integer, how many records at vendors
--           why text, what joins the records, as a sentence
--           visit_count integer, visits in all
--           first_visited_on date or null, day of the first visit
--           last_visited_on date or null, day of the last visit
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, names name, why text
-- Reads:    facts.identity, facts.customer, exports.handle_pair, exports.handle_name
-- Source:   house definition (docs/decisions.md, "A connected component is one customer")
--
-- Those with names that differ come first: there a look is worth most. At most 500.

with own as (

    select
        handle_no,
        kind,
        handle,
        customer_id,
        kind in ('card', 'email', 'phone') as is_contact
    from facts.identity
    where customer_id is not null and kind != 'erased' and not is_shared

),

named as (

    select
        own.customer_id,
        name_key(handle_name.customer_name) as name_key,
        max(handle_name.customer_name) as customer_name
    from own
    inner join exports.handle_name as handle_name on own.handle_no = handle_name.handle_no
    group by own.customer_id, name_key(handle_name.customer_name)

),

call as (

    select
        customer_id,
        count(*) as name_count,
        string_agg(customer_name, ', ' order by customer_name) as names
    from named
    group by customer_id

),

pair as (

    select
        handle_no,
        other_handle_no
    from exports.handle_pair
    union
    select
        other_handle_no,
        handle_no
    from exports.handle_pair

),

beside as (

    select
        contact.customer_id,
        contact.handle_no,
        contact.kind,
        contact.handle,
        count(distinct case when other.is_contact then null else other.handle_no end)
            as record_count,
        count(distinct case when other.is_contact then other.handle_no end) as contact_count,
        string_agg(
            distinct case
                when not other.is_contact then handle_word(other.kind) || ' ' || other.handle
            end,
            ' and '
            order by
                case
                    when not other.is_contact then handle_word(other.kind) || ' ' || other.handle
                end
        ) as records
    from own as contact
    inner join pair on contact.handle_no = pair.handle_no
    inner join own as other
        on pair.other_handle_no = other.handle_no and contact.customer_id = other.customer_id
    where contact.is_contact
    group by contact.customer_id, contact.handle_no, contact.kind, contact.handle

),

-- Contacts with two records join them; where there is none, they hang together through several.
joining as (

    select
        *,
        max(record_count) over (partition by customer_id) as most_records
    from beside

),

reason as (

    select
        customer_id,
        string_agg(
            'the ' || handle_word(kind) || ' ' || handle || ' stands '
            || concat_ws(
                ' and ',
                'on ' || records,
                case
                    when record_count < 2 and contact_count > 0
                        then 'beside another contact of theirs'
                end
            ), '; ' order by record_count desc, handle_no
        ) as why
    from joining
    where record_count > 1 or most_records < 2
    group by customer_id

),

made_of as (

    select
        customer_id,
        count(case when not is_contact then 1 end) as record_count
    from own
    group by customer_id

)

select
    made_of.customer_id,
    customer.customer_name,
    call.names,
    coalesce(call.name_count, 0) as name_count,
    made_of.record_count,
    reason.why,
    customer.visit_count,
    customer.first_visited_on,
    customer.last_visited_on
from made_of
inner join reason on made_of.customer_id = reason.customer_id
inner join facts.customer as customer on made_of.customer_id = customer.customer_id
left join call on made_of.customer_id = call.customer_id
where made_of.record_count > 1 or call.name_count > 1
order by name_count desc, made_of.record_count desc, customer.visit_count desc, made_of.customer_id
limit 500
