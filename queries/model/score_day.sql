-- Scores by day, as far as they can be added up.
--
-- Builds: facts.score_day
-- Grain:  metric, touchpoint, responded_on, location, staff
-- Reads:  facts.response
-- Source: house definition (docs/decisions.md, "One goodness for four scales, and never one average")
--
-- goodness is 0 to 1 an answer: for csat 1 for 4 and 5 of 5; for nps 1 for 9-10, 0.5 for 7-8, 0 for
-- 0-6; for stars and ces how far up the scale. Scores of two metrics are never added up.

create or replace table facts.score_day as

with scored as (

    select
        metric,
        touchpoint,
        responded_on,
        location,
        staff,
        score,
        goodness_of(metric, score) as goodness
    from facts.response
    where score is not null

)

select
    metric,
    touchpoint,
    responded_on,
    location,
    staff,
    count(*)::integer as n,
    sum(goodness)::double as goodness,
    sum(goodness * goodness)::double as goodness_square,
    count(case when goodness = 1 then 1 end)::integer as good_count,
    count(case when goodness = 0 then 1 end)::integer as bad_count
from scored
group by metric, touchpoint, responded_on, location, staff
