-- How often people come, and how steadily.
--
-- Question: How many of the people who still come do so every week, two weeks, month; how steadily?
-- Grain:    pace_no, steadiness
-- Params:   $as_of date, the period's last day; people are judged at its end
--           $location text, home place, or null for all
--           $staff text, usual colleague, or null for all
-- Columns:  pace_no integer, how often they come: 1 nearly daily, 2 every 3 to 5 days, 3 about weekly,
--               4 every 2 weeks, 5 every 3 weeks, 6 about monthly, 7 every 6 to 9 weeks, 8 less often
--           steadiness code, how steadily they come: clockwork, steady, as it comes or unknown
--           customer_count integer, how many people
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.standing_on, facts.rhythm
-- Source:   regularity k: Wheat & Morrison (1990); its bands: house definition
--
-- Who has an own rhythm (4 visits or more) and has not lapsed. k is about 1 where the next visit may
-- come any day and grows with steadiness: from 1.5 on steady, from 4 on like clockwork; it takes 7
-- visits to say.

with paced as (

    select
        standing.cadence_days,
        steadiness_of(rhythm.regularity) as steadiness
    from facts.standing_on($as_of) as standing
    inner join facts.rhythm as rhythm on standing.customer_id = rhythm.customer_id
    where
        standing.cadence_days is not null
        and standing.status in ('regular', 'returning', 'slipping')
        and ($location::varchar is null or standing.home_location = $location)
        and ($staff::varchar is null or rhythm.usual_staff = $staff)

),

pace as (

    select pace.*
    from (
        values
        (1, 0, 2),
        (2, 2, 5),
        (3, 5, 9),
        (4, 9, 17),
        (5, 17, 24),
        (6, 24, 38),
        (7, 38, 66),
        (8, 66, 1000000)
    ) as pace (pace_no, above_days, up_to_days)

)

select
    pace.pace_no,
    paced.steadiness,
    count(*) as customer_count
from paced
inner join pace
    on paced.cadence_days > pace.above_days and paced.cadence_days <= pace.up_to_days
group by pace.pace_no, paced.steadiness
order by pace.pace_no, paced.steadiness
