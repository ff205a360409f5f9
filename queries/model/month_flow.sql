-- How people moved between states, month by month.
--
-- Builds: facts.month_flow
-- Grain:  month_on, home_location, has_own_rhythm, from_status, status
-- Reads:  facts.customer_month, facts.customer
-- Source: house definition (docs/metrics.md, "status"); a person is judged at each month's end
--
-- from_status is "nobody yet" in the month of the first visit. has_own_rhythm: at least 4 visits.

create or replace table facts.month_flow as

with moved as (

    select
        customer_id,
        month_on,
        as_of_on,
        visit_count >= 4 as has_own_rhythm,
        status,
        coalesce(
            lag(status) over (partition by customer_id order by month_on), 'nobody yet'
        ) as from_status
    from facts.customer_month

)

select
    moved.month_on,
    moved.as_of_on,
    customer.home_location,
    moved.has_own_rhythm,
    moved.from_status,
    moved.status,
    count(*) as customer_count
from moved
inner join facts.customer as customer on moved.customer_id = customer.customer_id
group by
    moved.month_on,
    moved.as_of_on,
    customer.home_location,
    moved.has_own_rhythm,
    moved.from_status,
    moved.status
