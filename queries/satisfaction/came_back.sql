-- Who comes back after which score.
--
-- Question: Of those who gave 9 or 10, 7 or 8, or 0 to 6, how many came back?
-- Grain:    score_band
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  score_band code, what they gave: 9-10, 7-8 or 0-6
--           n integer, answers of people we recognise whose horizon is over
--           returned_count integer, of those, whose people were back within horizon_days
--           return_rate double, the share of these
--           low double, lower end of the 95 % interval
--           high double, upper end of the 95 % interval
--           horizon_days integer, days within which a return counts
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.response, facts.outlook, facts.shop
-- Source:   share with a visit within the outlook's horizon, with Wilson's interval (1927); people
--           we recognise, answers old enough to know
--
-- Who loves a shop also comes more often: that somebody came back after a 9 is not because of it.

with horizon as (

    select coalesce(max(horizon_days), 56) as days
    from facts.outlook

),

answer as (

    select
        case when response.score >= 9 then '9-10' when response.score >= 7 then '7-8' else '0-6' end
            as score_band,
        coalesce(response.next_visited_on <= response.responded_on + horizon.days, false)
            as has_returned,
        horizon.days
    from facts.response as response
    cross join horizon
    cross join facts.shop as shop
    where
        response.metric = 'nps'
        and response.touchpoint = 'overall'
        and response.score is not null
        and response.visited_on is not null
        and response.responded_on between $from_on::date and $as_of::date
        and response.responded_on + horizon.days <= shop.last_trading_on
        and ($location::varchar is null or response.location = $location)
        and ($staff::varchar is null or response.staff = $staff)

)

select
    score_band,
    count(*)::integer as n,
    count(case when has_returned then 1 end)::integer as returned_count,
    count(case when has_returned then 1 end) / count(*)::double as return_rate,
    wilson_low(count(case when has_returned then 1 end), count(*)) as low,
    wilson_high(count(case when has_returned then 1 end), count(*)) as high,
    max(days)::integer as horizon_days
from answer
group by score_band
having count(*) >= 5
order by score_band desc
