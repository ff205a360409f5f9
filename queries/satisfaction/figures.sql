-- Satisfaction in figures.
--
-- Question: How do people feel, by touchpoint, and is that a change from the period before?
-- Grain:    metric, touchpoint
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Reads:    facts.response
-- Source:   NPS with the adjusted-Wald margin (Sauro & Lewis, MeasuringU); CSAT: share of 4 and 5 of
--           5 with Wilson's interval (1927)
--
-- The period before is as long and ends the day before. The verdict says "up" or "down" only when
-- the two intervals do not overlap; under 5 answers it says "too few answers".

with answer as (

    select
        metric,
        touchpoint,
        score,
        responded_on >= $from_on::date as is_now
    from facts.response
    where
        metric in ('nps', 'csat')
        and responded_on <= $as_of::date
        and responded_on >= $from_on::date - ($as_of::date - $from_on::date + 1)::integer
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)

),

counted as (

    select
        metric,
        touchpoint,
        count(case when is_now then 1 end) as n,
        count(case when is_now and score >= case metric when 'nps' then 9 else 4 end then 1 end)
            as good_count,
        count(case when is_now and metric = 'nps' and score <= 6 then 1 end) as bad_count,
        count(case when not is_now then 1 end) as before_n,
        count(case when not is_now and score >= case metric when 'nps' then 9 else 4 end then 1 end)
            as before_good_count,
        count(case when not is_now and metric = 'nps' and score <= 6 then 1 end) as before_bad_count
    from answer
    group by metric, touchpoint

),

measured as (

    select
        *,
        case metric
            when 'nps' then nps(good_count, bad_count, n)
            else good_count / nullif(n, 0)::double
        end as value,
        case metric
            when 'nps' then nps_low(good_count, bad_count, n) else wilson_low(good_count, n)
        end as low,
        case metric
            when 'nps' then nps_high(good_count, bad_count, n) else wilson_high(good_count, n)
        end as high,
        case metric
            when 'nps' then nps(before_good_count, before_bad_count, before_n)
            else before_good_count / nullif(before_n, 0)::double
        end as before_value,
        case metric
            when 'nps' then nps_low(before_good_count, before_bad_count, before_n)
            else wilson_low(before_good_count, before_n)
        end as before_low,
        case metric
            when 'nps' then nps_high(before_good_count, before_bad_count, before_n)
            else wilson_high(before_good_count, before_n)
        end as before_high
    from counted

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
    case
        when n < 5 or before_n < 5 then 'too few answers'
        when low > before_high then 'up'
        when high < before_low then 'down'
        else 'no clear change'
    end as verdict
from measured
where n > 0
order by metric desc, touchpoint
