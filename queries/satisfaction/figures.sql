-- Satisfaction in figures.
--
-- Question: How do people feel, by touchpoint, and is that a change from the period before?
-- Grain:    metric, touchpoint
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           n integer, answers in the period
--           value double, the score on its own scale, nps in points, csat as the share of 4 and 5
--           low double, lower end of the 95 % interval
--           high double, upper end of the 95 % interval
--           before_n integer, answers in the period before
--           before_value double or null, the score then
--           before_low double or null, lower end of its 95 % interval
--           before_high double or null, upper end of its 95 % interval
--           change double or null, value less before_value
--           change_low double or null, lower end of its 95 % interval
--           change_high double or null, upper end of its 95 % interval
--           verdict code, whether that is a change: up, down, no clear change or too few answers
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.score_day
-- Source:   NPS with the adjusted-Wald margin (Rocks 2016; Sauro & Lewis, MeasuringU); CSAT: share of
--           4 and 5 of 5 with Wilson's interval (1927); stars and effort: mean with Student's t;
--           the change: Newcombe (1998), method 10, on each of these intervals
--
-- The period before is as long and ends the day before. The verdict says "up" or "down" only when the
-- interval of the change leaves out nought; under 5 answers it says "too few answers".

with counted as (

    select
        metric,
        touchpoint,
        responded_on >= $from_on::date as is_now,
        sum(n) as n,
        sum(goodness) as goodness,
        sum(goodness_square) as goodness_square,
        sum(good_count) as good_count,
        sum(bad_count) as bad_count
    from facts.score_day
    where
        responded_on <= $as_of::date
        and responded_on >= $from_on::date - ($as_of::date - $from_on::date + 1)::integer
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by metric, touchpoint, responded_on >= $from_on::date

),

measured as (

    select
        metric,
        touchpoint,
        is_now,
        n::integer as n,
        score_of(metric, goodness / n) as value,
        score_low(metric, n, goodness, goodness_square, good_count, bad_count) as low,
        score_high(metric, n, goodness, goodness_square, good_count, bad_count) as high
    from counted

),

compared as (

    select
        now.metric,
        now.touchpoint,
        now.n,
        now.value,
        now.low,
        now.high,
        coalesce(before.n, 0) as before_n,
        before.value as before_value,
        before.low as before_low,
        before.high as before_high,
        now.value - before.value as change,
        now.value - before.value
        - sqrt(pow(now.value - now.low, 2) + pow(before.high - before.value, 2)) as change_low,
        now.value - before.value
        + sqrt(pow(now.high - now.value, 2) + pow(before.value - before.low, 2)) as change_high
    from measured as now
    left join measured as before
        on
            now.metric = before.metric
            and now.touchpoint = before.touchpoint
            and not before.is_now
    where now.is_now

)

select
    metric,
    touchpoint,
    n,
    value,
    low,
    high,
    before_n,
    before_value,
    before_low,
    before_high,
    change,
    change_low,
    change_high,
    case
        when n < 5 or before_n < 5 then 'too few answers'
        when change_low > 0 then 'up'
        when change_high < 0 then 'down'
        else 'no clear change'
    end as verdict
from compared
order by metric desc, touchpoint
