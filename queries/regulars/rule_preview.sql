-- What another rule would make of everybody.
--
-- Question: How many regulars would there be if the rule were another?
-- Grain:    one row
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $visits integer, at least so many visits
--           $weeks integer, in the last so many weeks
-- Columns:  before_count integer, regulars by the rule in force
--           after_count integer, regulars by the other rule
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.standing_on, facts.visit
-- Source:   house definition (docs/decisions.md, "The rule of a regular is the shop's"): who is
--           not late and came often enough; the whole shop, whatever place or colleague is chosen

with recent as (

    select
        customer_id,
        count(*) >= $visits::integer as is_enough
    from facts.visit
    where
        customer_id is not null
        and visited_on <= $as_of::date
        and visited_on > $as_of::date - 7 * $weeks::integer
    group by customer_id

)

select
    count(case when standing.status = 'regular' then 1 end) as before_count,
    count(case
        when standing.status in ('regular', 'returning') and recent.is_enough then 1
    end) as after_count
from facts.standing_on($as_of) as standing
left join recent on standing.customer_id = recent.customer_id
