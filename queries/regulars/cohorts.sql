-- Who came again after a first visit.
--
-- Question: Of the people first seen in a month, how many came again within 30, 60, 90, 180 days?
-- Grain:    month_on, within_days
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day; the month it lies in counts in whole
--           $location text, place of the first visit, or null for all
--           $staff text, who served at the first visit, or null for all
-- Columns:  month_on date, first day of the month
--           within_days integer, days in which to come again: 30, 60, 90 or 180
--           newcomer_count integer, people first seen in the month
--           is_over boolean, whether all of them had the time
--           may_be_older boolean, whether the data began so shortly before that many were customers
--               already
--           returned_count integer or null, of them, back in time
--           return_rate double or null, the share of these
--           return_low double or null, lower end of its 95 % interval
--           return_high double or null, upper end of its 95 % interval
--           together_count integer, people of all months that had the time and are not too early
--           together_returned_count integer, of those, back in time
--           together_rate double or null, the share of these
--           together_low double or null, lower end of its 95 % interval
--           together_high double or null, upper end of its 95 % interval
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.visit, facts.trading_day
-- Source:   house definition (docs/decisions.md, "A month is judged when everybody had the time");
--           interval: Wilson (1927)
--
-- returned_count, return_rate and its interval are null until the month's last person has had the
-- time. may_be_older: so soon after the data begins that many were customers before it. together_*: of
-- all the other months that had the time.

with span as (

    select
        min(trading_on) as first_trading_on,
        least(max(trading_on), $as_of::date) as last_on
    from facts.trading_day

),

horizon as (

    select unnest([30, 60, 90, 180]) as within_days

),

newcomer as (

    select
        date_trunc('month', visit.visited_on)::date as month_on,
        visit.next_visited_on - visit.visited_on as days_away
    from facts.visit as visit
    where
        visit.visit_number = 1
        and visit.visited_on >= date_trunc('month', $from_on::date)
        and visit.visited_on <= $as_of::date
        and ($location::varchar is null or visit.location = $location)
        and ($staff::varchar is null or visit.staff = $staff)

),

counted as (

    select
        newcomer.month_on,
        horizon.within_days,
        count(*) as newcomer_count,
        count(case when newcomer.days_away <= horizon.within_days then 1 end) as returned_count
    from newcomer
    cross join horizon
    group by newcomer.month_on, horizon.within_days

),

judged as (

    select
        counted.*,
        last_day(counted.month_on) + counted.within_days <= span.last_on as is_over,
        counted.month_on < span.first_trading_on + 90 as may_be_older
    from counted
    cross join span

),

together as (

    select
        within_days,
        sum(newcomer_count)::bigint as newcomer_count,
        sum(returned_count)::bigint as returned_count
    from judged
    where is_over and not may_be_older
    group by within_days

)

select
    judged.month_on,
    judged.within_days::integer as within_days,
    judged.newcomer_count,
    judged.is_over,
    judged.may_be_older,
    case when judged.is_over then judged.returned_count end as returned_count,
    case when judged.is_over then judged.returned_count / judged.newcomer_count::double end
        as return_rate,
    case when judged.is_over then wilson_low(judged.returned_count, judged.newcomer_count) end
        as return_low,
    case when judged.is_over then wilson_high(judged.returned_count, judged.newcomer_count) end
        as return_high,
    coalesce(together.newcomer_count, 0) as together_count,
    coalesce(together.returned_count, 0) as together_returned_count,
    together.returned_count / together.newcomer_count::double as together_rate,
    wilson_low(together.returned_count, together.newcomer_count) as together_low,
    wilson_high(together.returned_count, together.newcomer_count) as together_high
from judged
left join together on judged.within_days = together.within_days
order by judged.month_on, judged.within_days
