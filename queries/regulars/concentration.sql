-- How much of the trade hangs on a few.
--
-- Question: What share of named customers' sales do the best of them bring?
-- Grain:    people_rate; no rows with fewer than 20 named customers
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Columns:  people_rate double, the best of named customers, as a share of all: 0.05, 0.1 and so on
--           sales_rate double, their share of named customers' sales
--           customer_count integer, how many they are
--           named_customer_count integer, how many named customers spent something
--           named_revenue double, what these spent, in the shop's currency
--           unknown_revenue double, what walk-ins spent, in the shop's currency
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   concentration curve: Lorenz (1905), Publ. American Statistical Association 9, 209-219
--
-- people_rate: the top 5 %, 10 % ... of named customers, who spends most first. Walk-ins are apart:
-- unknown_revenue is theirs.

with spent as (

    select
        customer_id,
        sum(spend)::double as spend
    from facts.visit
    where
        visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by customer_id

),

ranked as (

    select
        spend,
        row_number() over (order by spend desc, customer_id) as place,
        count(*) over () as named_customer_count,
        sum(spend) over () as named_revenue
    from spent
    where customer_id is not null and spend > 0

),

step as (

    select range / 20.0 as people_rate
    from range(1, 21)

),

walk_in as (

    select coalesce(sum(spend), 0) as unknown_revenue
    from spent
    where customer_id is null

)

select
    step.people_rate::double as people_rate,
    sum(ranked.spend) / any_value(ranked.named_revenue) as sales_rate,
    count(*) as customer_count,
    any_value(ranked.named_customer_count) as named_customer_count,
    any_value(ranked.named_revenue) as named_revenue,
    any_value(walk_in.unknown_revenue) as unknown_revenue
from step
inner join ranked
    on
        ranked.place <= round(step.people_rate * ranked.named_customer_count)
        and ranked.named_customer_count >= 20
cross join walk_in
group by step.people_rate
order by step.people_rate
