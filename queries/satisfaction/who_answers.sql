-- Who answers, and who does not.
--
-- Question: Of those who came once, a few times or often, how many answered, and what did they score?
-- Grain:    metric, touchpoint, often
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit, or null for all
--           $staff text, who served, or null for all
-- Reads:    facts.visit, facts.response
-- Source:   house definition; visits are those of the period; response rate with Wilson's interval
--           (1927). The overall scores only
--
-- often: 1 came once, 2 two or three times, 4 four to nine times, 10 more often.

with visitor as (

    select
        customer_id,
        case
            when count(*) >= 10 then 10 when count(*) >= 4 then 4 when count(*) >= 2 then 2 else 1
        end as often
    from facts.visit
    where
        customer_id is not null
        and visited_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by customer_id

),

-- One voice a person: the mean of what they answered.
voice as (

    select
        customer_id,
        metric,
        avg(goodness_of(metric, score)) as goodness
    from facts.response
    where
        customer_id is not null
        and score is not null
        and touchpoint = 'overall'
        and responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by customer_id, metric

),

metric as (

    select distinct metric
    from voice

)

select
    metric.metric,
    'overall' as touchpoint,
    visitor.often,
    count(*)::integer as visitor_count,
    count(voice.goodness)::integer as n,
    count(voice.goodness) / count(*)::double as answer_rate,
    wilson_low(count(voice.goodness), count(*)) as low,
    wilson_high(count(voice.goodness), count(*)) as high,
    score_of(metric.metric, avg(voice.goodness)) as value,
    var_samp(voice.goodness) as variance
from visitor
cross join metric
left join voice
    on visitor.customer_id = voice.customer_id and metric.metric = voice.metric
group by metric.metric, visitor.often
order by metric.metric, visitor.often
