-- Ours beside a fixed rule.
--
-- Question: Whom does only our outlook flag, and whom only "three visits in six months, none in six weeks"?
-- Grain:    customer_id; people that at least one of the two flags
-- Params:   $as_of date, the period's last day
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  customer_id id, who
--           customer_name text, what they are called, "Guest" and a number where no export says
--           flagged_by code, which of the two flags them: only ours, only the rule or both
--           band code or null, how late they are by their own rhythm and chance, null if not late:
--               slipping, likely lapsed or lapsed
--           p_return double or null, chance of a visit within horizon_days, 0 to 1; null where the
--               shop's past is too short to learn from
--           horizon_days integer or null, days within which a return counts; null on a day without an
--               outlook, and where the shop's past is too short
--           booked_on date or null, day of the next booking
--           visit_count integer, visits up to that day
--           cadence_days double or null, days usually between two visits
--           spread_days double or null, by how many days that usually varies
--           closed_days integer, closed days among days_since_last
--           last_visited_on date, day of the last visit
--           days_since_last integer, days from the last visit to that day
--           visit_count_26w integer, visits in the last 26 weeks
-- Staff:    no
-- Link:     yes
-- Personal: customer_name name
-- Reads:    facts.outlook_on, facts.rhythm, facts.visit
-- Source:   Square, "Lapsed" customers: 3 purchases in 6 months and none in the last 6 weeks
--
-- Ours: slipping or likely lapsed. Who has lapsed by ours and is flagged by the rule is "both".

with visited as (

    select
        customer_id,
        count(*) as visit_count_26w
    from facts.visit
    where
        customer_id is not null
        and visited_on <= $as_of::date
        and visited_on > $as_of::date - 182
    group by customer_id

),

judged as (

    select
        late.customer_id,
        late.customer_name,
        late.band,
        late.booked_on,
        late.horizon_days,
        late.visit_count,
        late.spread_days,
        late.closed_days,
        late.p_return,
        late.last_visited_on,
        late.days_since_last,
        late.cadence_days,
        coalesce(visited.visit_count_26w, 0) as visit_count_26w,
        coalesce(late.band in ('slipping', 'likely lapsed'), false) as is_ours,
        coalesce(visited.visit_count_26w, 0) >= 3 and late.days_since_last >= 42 as is_by_rule
    from facts.outlook_on($as_of) as late
    inner join facts.rhythm as rhythm on late.customer_id = rhythm.customer_id
    left join visited on late.customer_id = visited.customer_id
    where
        not late.is_erased
        and ($location::varchar is null or late.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

)

select
    customer_id,
    customer_name,
    case
        when is_ours and not is_by_rule then 'only ours'
        when is_by_rule and band is null then 'only the rule'
        else 'both'
    end as flagged_by,
    band,
    p_return,
    horizon_days,
    booked_on,
    visit_count,
    cadence_days,
    spread_days,
    closed_days::integer as closed_days,
    last_visited_on,
    days_since_last::integer as days_since_last,
    visit_count_26w
from judged
where is_ours or is_by_rule
order by
    case when is_ours and not is_by_rule then 1 when is_by_rule and band is null then 2 else 3 end,
    p_return,
    customer_name
