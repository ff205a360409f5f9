-- The score of those who actually come.
--
-- Question: What would the overall score be if everybody who came had answered as those like them did?
-- Grain:    metric
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           n integer, people who answered
--           visitor_count integer, people who came
--           raw_value double, the score as answered, on its own scale
--           raw_low double, lower end of its 95 % interval
--           raw_high double, upper end of its 95 % interval
--           value double, the score, weighted to who came
--           low double, lower end of its 95 % interval
--           high double, upper end of its 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.answer_layer
-- Source:   post-stratification by how often people came in the period (Holt & Smith 1979, Journal of
--           the Royal Statistical Society A 142, 33-46)
--
-- People we recognise, one voice each. A group with under 5 answers is taken with its neighbour that
-- came less often. It mends who came how often; it cannot mend that the annoyed may keep silent.

with joined as (

    select
        metric,
        max(case when n >= 5 then often end) over (
            partition by metric order by often rows between unbounded preceding and current row
        ) as often,
        visitor_count,
        n,
        goodness,
        goodness_square
    from facts.answer_layer($from_on, $as_of, $location, $staff)

),

stratum as (

    select
        metric,
        coalesce(often, min(often) over (partition by metric)) as often,
        visitor_count,
        n,
        goodness,
        goodness_square
    from joined

),

summed as (

    select
        metric,
        often,
        sum(visitor_count) as visitor_count,
        sum(n) as n,
        sum(goodness) / sum(n) as mean,
        greatest(0.02, (sum(goodness_square) - pow(sum(goodness), 2) / sum(n)) / (sum(n) - 1))
            as variance
    from stratum
    where often is not null
    group by metric, often

),

weighed as (

    select
        metric,
        sum(n) as n,
        sum(visitor_count) as visitor_count,
        sum(n * mean) / sum(n) as raw_mean,
        sum(visitor_count * mean) / sum(visitor_count) as mean,
        -- Whoever answered is counted, not guessed: only the rest is unsure.
        1.96 * sqrt(sum(
            visitor_count * visitor_count * (1 - n / visitor_count::double) * variance / n
        )) / sum(visitor_count) as margin,
        1.96 * sqrt(sum(n * (variance + mean * mean)) / sum(n) - pow(sum(n * mean) / sum(n), 2))
        / sqrt(sum(n)) as raw_margin
    from summed
    group by metric

)

select
    metric,
    n::integer as n,
    visitor_count::integer as visitor_count,
    score_of(metric, raw_mean) as raw_value,
    score_of(metric, greatest(0, raw_mean - raw_margin)) as raw_low,
    score_of(metric, least(1, raw_mean + raw_margin)) as raw_high,
    score_of(metric, mean) as value,
    score_of(metric, greatest(0, mean - margin)) as low,
    score_of(metric, least(1, mean + margin)) as high
from weighed
order by metric
