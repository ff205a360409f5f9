-- Regulars in figures.
--
-- Question: How many regulars are there, how has that changed, and what do they bring?
-- Grain:    one row
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $from_on date, the period's first day
--           $location text, home place of people and place of visits, or null for all
--           $staff text, usual colleague of people and who served, or null for all
-- Columns:  regular_count integer, regulars now
--           before_count integer, regulars before the period
--           became_count integer, regulars now who were none before
--           stopped_count integer, regulars before who are none now
--           regular_visit_rate double or null, share of visits that are a regular's
--           regular_visit_low double or null, lower end of its 95 % interval
--           regular_visit_high double or null, upper end of its 95 % interval
--           regular_revenue_rate double or null, share of sales that are a regular's
--           median_cadence_days double or null, days between a regular's visits, the median
--           rule_visits integer, visits that the rule asks
--           rule_weeks integer, within how many weeks
--           usual_visits integer, what the rule would ask if nobody had set it
--           usual_weeks integer, and within how many weeks
--           is_chosen boolean, whether somebody set it
--           typical_gap_days double or null, days between two visits of those who come back, the
--               median
--           fitting_weeks integer or null, weeks in which somebody at this shop's pace would meet
--               the rule; null where the rule fits or was chosen
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.standing_on, facts.visit, facts.rhythm, facts.rule
-- Source:   a regular meets the shop's rule, usually 4 visits in 26 weeks (house definition, "more
--           than three"; docs/decisions.md); interval of a share: Wilson (1927)
--
-- A visit is a regular's if it is one of as many as the rule asks, up to it, as in regulars/share.
-- fitting_weeks: in how many weeks, in quarters of a year, somebody at this shop's pace would meet the
-- rule even when each time staying away half as long again as is usual; null where the rule is long
-- enough, or was chosen (docs/decisions.md, "The rule of a regular is the shop's").

with now_standing as (

    select
        standing.customer_id,
        standing.status,
        standing.cadence_days
    from facts.standing_on($as_of) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

before_standing as (

    select
        standing.customer_id,
        standing.status
    from facts.standing_on($from_on::date - 1) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

people as (

    select
        count(case when now_standing.status = 'regular' then 1 end) as regular_count,
        count(case when before_standing.status = 'regular' then 1 end) as before_count,
        count(case
            when
                now_standing.status = 'regular'
                and coalesce(before_standing.status, '') != 'regular'
                then 1
        end) as became_count,
        count(case
            when before_standing.status = 'regular' and now_standing.status != 'regular' then 1
        end) as stopped_count,
        median(case when now_standing.status = 'regular' then now_standing.cadence_days end)
            as median_cadence_days
    from now_standing
    left join before_standing on now_standing.customer_id = before_standing.customer_id

),

visits as (

    select
        count(*) as visit_count,
        count(case when visit.regular_until >= visit.visited_on then 1 end) as regular_visit_count,
        sum(visit.spend) as revenue,
        sum(case when visit.regular_until >= visit.visited_on then visit.spend end)
            as regular_revenue
    from facts.visit as visit
    where
        visit.visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or visit.location = $location)
        and ($staff::varchar is null or visit.staff = $staff)

)

select
    people.regular_count,
    people.before_count,
    people.became_count,
    people.stopped_count,
    visits.regular_visit_count / nullif(visits.visit_count, 0)::double as regular_visit_rate,
    wilson_low(visits.regular_visit_count, visits.visit_count) as regular_visit_low,
    wilson_high(visits.regular_visit_count, visits.visit_count) as regular_visit_high,
    visits.regular_revenue / nullif(visits.revenue, 0)::double as regular_revenue_rate,
    people.median_cadence_days,
    rule.visits as rule_visits,
    rule.weeks as rule_weeks,
    rule.usual_visits,
    rule.usual_weeks,
    rule.is_chosen,
    rule.typical_gap_days,
    case
        when
            not rule.is_chosen
            and rule.visits * 1.5 * rule.typical_gap_days > 7 * rule.weeks
            and rule.weeks < 104
            then least(104, 13 * ceil(rule.visits * 1.5 * rule.typical_gap_days / 91))::integer
    end as fitting_weeks
from people
cross join visits
cross join facts.rule as rule
