-- Merged by themselves.
--
-- Question: Which customers are made of several records?
-- Grain:    customer_id; customers with two records at a vendor's, or names that differ
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           names text or null, all their names
--           name_count integer, how many names
--           record_count integer, how many records at vendors
--           visit_count integer, visits in all
--           first_visited_on date or null, day of the first visit
--           last_visited_on date or null, day of the last visit
-- Staff:    no
-- Link:     no
-- Personal: customer_name name, names name
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

-- Where no contact stands beside anything, none joined them: somebody decided it.
beside as (

    select
        own.customer_id,
        own.handle_no,
        pair.other_handle_no
    from own
    inner join exports.handle_pair as pair on own.handle_no = pair.handle_no
    union
    select
        own.customer_id,
        own.handle_no,
        pair.handle_no as other_handle_no
    from own
    inner join exports.handle_pair as pair on own.handle_no = pair.other_handle_no

),

joined as (

    select distinct contact.customer_id
    from beside
    inner join own as contact on beside.handle_no = contact.handle_no and contact.is_contact
    inner join own as other
        on beside.other_handle_no = other.handle_no and beside.customer_id = other.customer_id

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
    customer.visit_count,
    customer.first_visited_on,
    customer.last_visited_on
from made_of
semi join joined on made_of.customer_id = joined.customer_id
inner join facts.customer as customer on made_of.customer_id = customer.customer_id
left join call on made_of.customer_id = call.customer_id
where made_of.record_count > 1 or call.name_count > 1
order by name_count desc, made_of.record_count desc, customer.visit_count desc, made_of.customer_id
limit 500
