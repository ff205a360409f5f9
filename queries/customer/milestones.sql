-- What one customer could be thanked for.
--
-- Question: Which round number of visits did they reach last, and has anybody thanked them since?
-- Grain:    customer_id; nobody before the 10th visit
-- Params:   $customer_id text, the customer
--           $as_of date, the last day
-- Columns:  customer_id id, who
--           visit_number integer, the last round number of visits they reached
--           reached_on date, day of that visit
--           is_thanked boolean, whether somebody thanked them since
-- Staff:    yes
-- Link:     no
-- Personal: none
-- Reads:    facts.visit, facts.identity, desk.thanks
-- Source:   house definition: the 10th, 25th, 50th, and then every 50th visit

with reached as (

    select
        customer_id,
        max(visit_number) as visit_number,
        max(visited_on) as reached_on
    from facts.visit
    where
        customer_id = $customer_id
        and visited_on <= $as_of::date
        and (visit_number in (10, 25) or visit_number % 50 = 0)
    group by customer_id

),

thanked as (

    select
        identity.customer_id,
        max(thanks.thanked_at) as thanked_at
    from desk.thanks as thanks
    inner join facts.identity as identity on thanks.handle_no = identity.handle_no
    where thanks.undone_at is null
    group by identity.customer_id

)

select
    reached.customer_id,
    reached.visit_number,
    reached.reached_on,
    coalesce(thanked.thanked_at >= reached.reached_on, false) as is_thanked
from reached
left join thanked on reached.customer_id = thanked.customer_id
order by reached.customer_id
