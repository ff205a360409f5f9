-- The regulars.
--
-- Question: Who are the regulars, since when, and what is their rhythm and their usual?
-- Grain:    customer_id; people who are regular or slipping out of it
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           status code, where they stand: new, one_timer, returning, regular, slipping or lapsed
--           regular_since date or null, day of the visit since which they meet the rule without
--               interruption
--           first_visited_on date, day of the first visit
--           last_visited_on date, day of the last visit
--           days_since_last integer, days from the last visit to that day
--           visit_count integer, visits up to that day
--           recent_visit_count integer, visits in as many weeks as the rule looks back
--           recent_spend double, spend in these, in the shop's currency
--           spend_per_visit double or null, mean spend of these visits
--           cadence_days double or null, days usually between two visits, from 4 visits on
--           spread_days double or null, by how many days that usually varies
--           regularity double or null, k of Wheat and Morrison, 1 for as it comes, more for
--               steadier, at most 20; null under 7 visits
--           usual_weekday integer, the weekday of most of the last 20 visits, 1 is Monday
--           usual_weekday_count integer, on how many of them
--           usual_at label, the usual time, as 08:05
--           usual_item label or null, what they have most often, of the last 20 visits
--           usual_item_count integer or null, on how many of the last usual_visit_count visits
--           usual_staff text or null, who served most of the last year's visits
--           usual_staff_count integer or null, how many of those visits that colleague served
--           usual_visit_count integer or null, how many visits the usual is counted over, at most 20
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name, usual_staff colleague
-- Reads:    facts.standing_on, facts.rhythm, facts.visit, facts.rule
-- Source:   a regular meets the shop's rule, usually 4 visits in 26 weeks (house definition, "more
--           than three"; docs/decisions.md); regularity k: Wheat & Morrison (1990)
--
-- Who was erased is counted in the figures and not named here. recent_visit_count and recent_spend are of as many weeks as the rule looks back.

with recent as (

    select
        visit.customer_id,
        count(*) as visit_count,
        sum(visit.spend) as spend
    from facts.visit as visit
    cross join facts.rule as rule
    where
        visit.customer_id is not null
        and visit.visited_on <= $as_of::date
        and visit.visited_on > $as_of::date - 7 * rule.weeks
    group by visit.customer_id

)

select
    standing.customer_id,
    standing.customer_name,
    standing.status,
    standing.regular_since,
    standing.first_visited_on,
    standing.last_visited_on,
    standing.days_since_last::integer as days_since_last,
    standing.visit_count,
    coalesce(recent.visit_count, 0) as recent_visit_count,
    coalesce(recent.spend, 0)::double as recent_spend,
    (recent.spend / recent.visit_count)::double as spend_per_visit,
    standing.cadence_days,
    standing.spread_days,
    rhythm.regularity,
    rhythm.usual_weekday,
    rhythm.usual_weekday_count,
    clock_time(rhythm.usual_minute) as usual_at,
    rhythm.usual_item,
    rhythm.usual_item_count,
    rhythm.usual_staff,
    rhythm.usual_staff_count,
    rhythm.usual_visit_count
from facts.standing_on($as_of) as standing
inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
left join recent on standing.customer_id = recent.customer_id
where
    standing.is_regular
    and not standing.is_erased
    and standing.status in ('regular', 'slipping')
    and ($location::varchar is null or standing.home_location = $location)
    and ($staff::varchar is null or rhythm.usual_staff = $staff)
order by
    recent_visit_count desc, recent_spend desc, standing.customer_name, standing.customer_id
