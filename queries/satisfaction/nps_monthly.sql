-- NPS by month.
--
-- Question: How likely are people to recommend us, month by month?
-- Grain:    month_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Reads:    facts.response
-- Source:   share of 9-10 minus share of 0-6, with the adjusted-Wald margin (Sauro & Lewis,
--           MeasuringU); months under 5 answers are left out

with counted as (

    select
        date_trunc('month', responded_on)::date as month_on,
        count(*) as n,
        count(case when score >= 9 then 1 end) as promoter_count,
        count(case when score between 7 and 8 then 1 end) as passive_count,
        count(case when score <= 6 then 1 end) as detractor_count
    from facts.response
    where
        metric = 'nps'
        and responded_on between $from_on::date and $as_of::date
        and ($location::varchar is null or location = $location)
        and ($staff::varchar is null or staff = $staff)
    group by date_trunc('month', responded_on)::date

)

select
    month_on,
    n,
    promoter_count,
    passive_count,
    detractor_count,
    nps(promoter_count, detractor_count, n) as nps,
    nps_low(promoter_count, detractor_count, n) as low,
    nps_high(promoter_count, detractor_count, n) as high
from counted
where n >= 5
order by month_on
