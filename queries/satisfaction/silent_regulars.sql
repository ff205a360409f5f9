-- Regulars who never answered.
--
-- Question: Which regulars have never told us how it was, the most valuable first?
-- Grain:    customer_id
-- Params:   $as_of date, the period's last day
--           $location text, a person's home place, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           visit_count integer, visits up to that day
--           last_visited_on date, day of the last visit
--           last_staff text or null, who served at the last visit
--           home_location label or null, where they mostly come, of the last year
--           expected_value_26w double or null, what they are expected to spend in the next 26 weeks,
--               in the shop's currency
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           days_since_last integer, days from the last visit to that day
--           closed_days integer, closed days among days_since_last
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name, last_staff colleague
-- Reads:    facts.standing_on, facts.outlook, facts.response
-- Source:   house definition; what they are expected to spend in 26 weeks: facts.outlook

select
    standing.customer_id,
    standing.customer_name,
    standing.visit_count,
    standing.last_visited_on,
    standing.last_staff,
    standing.home_location,
    outlook.expected_value_26w,
    standing.cadence_days,
    standing.spread_days,
    standing.days_since_last::integer as days_since_last,
    standing.closed_days::integer as closed_days
from facts.standing_on($as_of) as standing
left join facts.outlook as outlook on standing.customer_id = outlook.customer_id
where
    standing.is_regular
    and not standing.is_erased
    and ($location::varchar is null or standing.home_location = $location)
    and not exists (
        select 1
        from facts.response as response
        where
            response.customer_id = standing.customer_id
            and response.responded_on <= $as_of::date
    )
order by outlook.expected_value_26w desc nulls last, standing.customer_name, standing.customer_id
