-- Customers: everyone we can recognise.
--
-- Builds: facts.customer
-- Grain:  customer_id
-- Reads:  facts.identity, facts.visit, exports.handle_name,
--         exports.customer_record
-- Source: house definition
--
-- The name is the directory's, else the latest one seen. A home location is the place of most
-- visits in the last 12 months of the person's own history. Who was erased stays, without a name, for
-- the visits to be counted; screens that name people leave them out.

create or replace table facts.customer as

with directory_name as (

    select
        identity.customer_id,
        max_by(
            record.customer_name, (record.import_id, record.customer_name)
        ) as customer_name
    from exports.customer_record as record
    inner join facts.identity as identity on record.handle_no = identity.handle_no
    where
        record.is_current
        and record.customer_name is not null
        and identity.customer_id is not null
    group by identity.customer_id

),

seen_name as (

    select
        identity.customer_id,
        max_by(
            handle_name.customer_name, (handle_name.import_id, handle_name.customer_name)
        ) as customer_name
    from exports.handle_name as handle_name
    inner join facts.identity as identity on handle_name.handle_no = identity.handle_no
    where identity.customer_id is not null
    group by identity.customer_id

),

contact as (

    select
        customer_id,
        min_by(
            case when kind = 'email' then handle end, case when kind = 'email' then handle_no end
        )
            as email,
        min_by(
            case when kind = 'phone' then handle end, case when kind = 'phone' then handle_no end
        )
            as phone,
        bool_or(kind = 'erased') as is_erased
    from facts.identity
    where customer_id is not null
    group by customer_id

),

-- Who said no anywhere said no; null where nobody said anything.
consent as (

    select
        identity.customer_id,
        bool_and(record.may_email) as may_email,
        bool_and(record.may_text) as may_text
    from exports.customer_record as record
    inner join facts.identity as identity on record.handle_no = identity.handle_no
    where record.is_current and identity.customer_id is not null
    group by identity.customer_id

),

history as (

    select
        customer_id,
        min(visited_on) as first_visited_on,
        max(visited_on) as last_visited_on,
        count(*) as visit_count,
        sum(spend) as spend
    from facts.visit
    where customer_id is not null
    group by customer_id

),

place as (

    select
        visit.customer_id,
        visit.location,
        count(*) as visit_count
    from facts.visit as visit
    inner join history on visit.customer_id = history.customer_id
    where visit.location is not null and visit.visited_on > history.last_visited_on - 365
    group by visit.customer_id, visit.location

),

home as (

    select
        customer_id,
        location,
        row_number() over (
            partition by customer_id order by visit_count desc, location
        ) as place_rank
    from place

)

select
    contact.customer_id,
    coalesce(directory_name.customer_name, seen_name.customer_name) is not null as is_named,
    coalesce(
        directory_name.customer_name,
        seen_name.customer_name,
        'Guest ' || substr(contact.customer_id, 2)
    ) as customer_name,
    contact.email,
    contact.phone,
    home.location as home_location,
    history.first_visited_on,
    history.last_visited_on,
    coalesce(history.visit_count, 0) as visit_count,
    coalesce(history.spend, 0)::decimal(18, 2) as spend,
    consent.may_email,
    consent.may_text,
    contact.is_erased
from contact
left join directory_name on contact.customer_id = directory_name.customer_id
left join seen_name on contact.customer_id = seen_name.customer_id
left join consent on contact.customer_id = consent.customer_id
left join history on contact.customer_id = history.customer_id
left join home on contact.customer_id = home.customer_id and home.place_rank = 1
