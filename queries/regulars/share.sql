-- Who brings the trade.
--
-- Question: What share of visits and revenue comes from regulars, month by month?
-- Grain:    month_on, who
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Columns:  month_on date, first day of the month
--           who code, whose visits: regular, other or walk_in
--           visit_count integer, visits in the month
--           revenue double, sales in the month, in the shop's currency
--           visit_rate double, share of the month's visits
--           revenue_rate double or null, share of the month's sales
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit
-- Source:   a visit is a regular's if it is one of as many as the shop's rule asks, up to it

with sorted as (

    select
        date_trunc('month', visited_on)::date as month_on,
        case
            when customer_id is null then 'walk_in'
            when regular_until >= visited_on then 'regular'
            else 'other'
        end as who,
        spend
    from facts.visit
    where
        visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

),

counted as (

    select
        month_on,
        who,
        count(*) as visit_count,
        sum(spend)::double as revenue
    from sorted
    group by month_on, who

)

select
    month_on,
    who,
    visit_count,
    revenue,
    visit_count / sum(visit_count) over (partition by month_on)::double as visit_rate,
    revenue / nullif(sum(revenue) over (partition by month_on), 0) as revenue_rate
from counted
order by month_on, who
