-- Every score, month by month or week by week.
--
-- Question: How did each score move, and how sure is that?
-- Grain:    metric, touchpoint, starts_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
--           $by text, week or month
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           starts_on date, first day of the month or week
--           n integer, answers
--           value double, the score on its own scale, nps in points, csat as the share of 4 and 5
--           low double, lower end of the 95 % interval
--           high double, upper end of the 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.score_day
-- Source:   NPS with the adjusted-Wald margin (Rocks 2016; Sauro & Lewis, MeasuringU), CSAT: share of
--           4 and 5 of 5 with Wilson's interval (1927), stars and effort: mean with Student's t
--
-- Each metric on its own scale; under 5 answers nothing is said.

with counted as (

    select
        metric,
        touchpoint,
        case
            when $by = 'week' then date_trunc('week', responded_on)
            else date_trunc('month', responded_on)
        end::date as starts_on,
        sum(n) as n,
        sum(goodness) as goodness,
        sum(goodness_square) as goodness_square,
        sum(good_count) as good_count,
        sum(bad_count) as bad_count
    from facts.score_day
    where
        responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by all
    having sum(n) >= 5

)

select
    metric,
    touchpoint,
    starts_on,
    n::integer as n,
    score_of(metric, goodness / n) as value,
    score_low(metric, n, goodness, goodness_square, good_count, bad_count) as low,
    score_high(metric, n, goodness, goodness_square, good_count, bad_count) as high
from counted
order by metric, touchpoint, starts_on
