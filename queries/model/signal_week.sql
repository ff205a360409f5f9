-- Weeks in which a touchpoint was really above or below its usual.
--
-- Builds: facts.signal_week
-- Grain:  touchpoint, week_on
-- Reads:  facts.response
-- Source: p-chart (Shewhart, 1931) of the share of 4 and 5 of 5 by week, with two runs rules of the
--         Western Electric handbook (1956): one week beyond 3 sd, or two of three in a row beyond
--         2 sd on the same side; tails are exact binomial up to 50 answers
--
-- The usual rate is that of all weeks up to the day, pooled; weeks under 5 answers are left out.

create or replace macro facts.signal_week(as_of, at_location, by_staff) as table

with counted as (

    select
        touchpoint,
        date_trunc('week', responded_on)::date as week_on,
        count(*) as n,
        count(case when score >= 4 then 1 end) as good_count
    from facts.response
    where
        metric = 'csat'
        and responded_on <= as_of::date
        and (at_location is null or location = at_location)
        and (by_staff is null or staff = by_staff)
    group by touchpoint, date_trunc('week', responded_on)::date

),

pooled as (

    select
        touchpoint,
        sum(good_count) / sum(n)::double as usual_rate
    from counted
    group by touchpoint

),

scaled as (

    select
        counted.touchpoint,
        counted.week_on,
        counted.n,
        counted.good_count,
        counted.good_count / counted.n::double as top_two_rate,
        pooled.usual_rate,
        is_low_share(counted.good_count, counted.n, pooled.usual_rate, 3) as is_very_low,
        is_high_share(counted.good_count, counted.n, pooled.usual_rate, 3) as is_very_high,
        is_low_share(counted.good_count, counted.n, pooled.usual_rate, 2)::integer as is_low,
        is_high_share(counted.good_count, counted.n, pooled.usual_rate, 2)::integer as is_high
    from counted
    inner join pooled on counted.touchpoint = pooled.touchpoint
    where counted.n >= 5

),

neighboured as (

    select
        *,
        greatest(
            sum(is_low) over (order_by_week rows between 2 preceding and current row),
            sum(is_low) over (order_by_week rows between 1 preceding and 1 following),
            sum(is_low) over (order_by_week rows between current row and 2 following)
        ) as low_of_three,
        greatest(
            sum(is_high) over (order_by_week rows between 2 preceding and current row),
            sum(is_high) over (order_by_week rows between 1 preceding and 1 following),
            sum(is_high) over (order_by_week rows between current row and 2 following)
        ) as high_of_three
    from scaled
    window order_by_week as (partition by touchpoint order by week_on)

)

select
    touchpoint,
    week_on,
    n,
    good_count,
    top_two_rate,
    usual_rate,
    low_limit(n, usual_rate) as lower_limit,
    1 - low_limit(n, 1 - usual_rate) as upper_limit,
    is_very_low or (is_low = 1 and low_of_three >= 2) or is_very_high
    or (is_high = 1 and high_of_three >= 2) as is_signal
from neighboured
