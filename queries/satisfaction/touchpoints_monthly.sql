-- Touchpoints by month.
--
-- Question: How satisfied are people with each touchpoint, month by month?
-- Grain:    month_on, touchpoint
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Reads:    facts.response
-- Source:   CSAT: share of 4 and 5 of 5 with Wilson's interval (1927); under 5 answers left out

with counted as (

    select
        date_trunc('month', responded_on)::date as month_on,
        touchpoint,
        count(*) as n,
        count(case when score >= 4 then 1 end) as good_count,
        avg(score) as mean_score
    from facts.response
    where
        metric = 'csat'
        and responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by date_trunc('month', responded_on)::date, touchpoint

)

select
    month_on,
    touchpoint,
    n,
    good_count / n::double as top_two_rate,
    wilson_low(good_count, n) as low,
    wilson_high(good_count, n) as high,
    mean_score
from counted
where n >= 5
order by touchpoint, month_on
