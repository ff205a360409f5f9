-- Who became a regular and who stopped being one.
--
-- Question: Who became a regular in the period, who came back, and who stopped being one?
-- Grain:    customer_id
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day; people are judged at the end of the day before
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           change code, what happened: became, came_back or stopped
--           changed_on date, since when they meet the rule; else the last visit
--           visit_count integer, visits up to that day
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name
-- Reads:    facts.standing_on, facts.rhythm
-- Source:   house definition (docs/metrics.md, "status")
--
-- change: became, came_back (met the rule all the while, but was late by an own rhythm when the
-- period began) or stopped. changed_on: since when they meet the rule, or the last visit.

with now_standing as (

    select
        standing.customer_id,
        standing.customer_name,
        standing.status,
        standing.regular_since,
        standing.last_visited_on,
        standing.visit_count
    from facts.standing_on($as_of) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

moved as (

    select
        now_standing.*,
        case
            when now_standing.status != 'regular' then 'stopped'
            when now_standing.regular_since < $from_on::date then 'came_back'
            else 'became'
        end as change
    from now_standing
    left join facts.standing_on($from_on::date - 1) as before_standing
        on now_standing.customer_id = before_standing.customer_id
    where
        (now_standing.status = 'regular') != (coalesce(before_standing.status, '') = 'regular')

)

select
    customer_id,
    customer_name,
    change,
    case when change = 'became' then regular_since else last_visited_on end as changed_on,
    visit_count,
    status
from moved
order by changed_on desc, customer_name, customer_id
