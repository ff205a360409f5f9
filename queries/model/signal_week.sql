-- Weeks in which a score was really above or below its usual.
--
-- Builds: facts.signal_week
-- Grain:  metric, touchpoint, week_on
-- Reads:  facts.score_day
-- Source: p-chart (Shewhart, 1931) of weeks; 1 to 12 weeks in a row against all others by their
--         likelihood ratio (Kulldorff 1997, Communications in Statistics 26, 1481-1496); limits are
--         wider where weeks differ by more than chance does (Laney 2002, Quality Engineering 14,
--         531-537)
--
-- goodness is 0 to 1 on the score's own scale (facts.score_day). The usual is that of all weeks up to
-- the day, pooled; weeks under 5 answers are left out, and a week needs 7 others to be judged by. A run
-- of weeks that lies beyond signal_limit() standard deviations off all other weeks is a signal; of runs
-- that overlap the clearest is taken. By simulation through this file 2 to 5 of 100 stable scores have a
-- signal in a year (bench/RESULTS.md, "Satisfaction"). spell_on is the first week of the run that a
-- week belongs to.

create or replace macro facts.signal_week(as_of, at_location, by_staff) as table

with counted as (

    select
        metric,
        touchpoint,
        date_trunc('week', responded_on)::date as week_on,
        sum(n) as n,
        sum(goodness) as goodness,
        sum(goodness_square) as goodness_square
    from facts.score_day
    where
        responded_on <= as_of::date
        and (at_location is null or location = at_location)
        and (by_staff is null or staff = by_staff)
    group by metric, touchpoint, date_trunc('week', responded_on)::date
    having sum(n) >= 5

),

pooled as (

    select
        metric,
        touchpoint,
        sum(n) as n,
        sum(goodness) as goodness,
        count(*) as week_count,
        sum(goodness) / sum(n) as usual,
        -- Scores between the ends vary less than a yes or no: each answer says as much as several.
        coalesce(
            (sum(goodness) / sum(n)) * (1 - sum(goodness) / sum(n))
            / nullif(sum(goodness_square) / sum(n) - pow(sum(goodness) / sum(n), 2), 0),
            1
        ) as answers_worth
    from counted
    group by metric, touchpoint
    having count(*) >= 8

),

week as (

    select
        counted.metric,
        counted.touchpoint,
        counted.week_on,
        counted.n,
        counted.goodness,
        pooled.usual,
        counted.n * pooled.answers_worth as size,
        (counted.goodness - counted.n * pooled.usual) / nullif(
            sqrt(counted.n / pooled.answers_worth * pooled.usual * (1 - pooled.usual)), 0
        ) as deviation,
        row_number() over (
            partition by counted.metric, counted.touchpoint order by counted.week_on
        ) as place
    from counted
    inner join pooled
        on counted.metric = pooled.metric and counted.touchpoint = pooled.touchpoint

),

moved as (

    select
        metric,
        touchpoint,
        abs(
            deviation - lag(deviation) over (partition by metric, touchpoint order by week_on)
        ) as step
    from week

),

wobble as (

    select
        moved.metric,
        moved.touchpoint,
        -- Up to 1.2 chance alone explains it; beyond, the guess is itself unsure.
        case
            when avg(moved.step) / 1.128 > 1.2 then 1.2 * avg(moved.step) / 1.128
            else 1.0
        end * signal_limit(
            max(pooled.n * pooled.answers_worth * least(pooled.usual, 1 - pooled.usual))
            / max(pooled.week_count)
        ) as deviations
    from moved
    inner join pooled on moved.metric = pooled.metric and moved.touchpoint = pooled.touchpoint
    group by moved.metric, moved.touchpoint

),

length as (

    select unnest([1, 2, 3, 4, 5, 6, 8, 10, 12]) as weeks

),

run as (

    select
        first_week.metric,
        first_week.touchpoint,
        first_week.place,
        length.weeks,
        root_difference(
            sum(week.goodness) * max(pooled.answers_worth),
            sum(week.n) * max(pooled.answers_worth),
            max(pooled.goodness * pooled.answers_worth),
            max(pooled.n * pooled.answers_worth)
        ) as deviation
    from week as first_week
    inner join pooled
        on first_week.metric = pooled.metric and first_week.touchpoint = pooled.touchpoint
    cross join length
    inner join week
        on
            first_week.metric = week.metric
            and first_week.touchpoint = week.touchpoint
            and week.place between first_week.place and first_week.place + length.weeks - 1
    group by first_week.metric, first_week.touchpoint, first_week.place, length.weeks
    -- A few weeks against most others: else the others would be the signal.
    having count(*) = max(length.weeks) and 2 * sum(week.n) <= max(pooled.n)

),

clear_run as (

    select
        run.metric,
        run.touchpoint,
        run.place,
        arg_max(run.weeks, abs(run.deviation)) as weeks,
        max(abs(run.deviation)) as clarity
    from run
    inner join wobble on run.metric = wobble.metric and run.touchpoint = wobble.touchpoint
    where abs(run.deviation) > wobble.deviations
    group by run.metric, run.touchpoint, run.place

),

clearest_run as (

    select
        clear_run.metric,
        clear_run.touchpoint,
        clear_run.place,
        clear_run.weeks
    from clear_run
    where not exists (
        select 1
        from clear_run as clearer
        where
            clearer.metric = clear_run.metric
            and clearer.touchpoint = clear_run.touchpoint
            and clearer.place < clear_run.place + clear_run.weeks
            and clear_run.place < clearer.place + clearer.weeks
            and (clearer.clarity, -clearer.place) > (clear_run.clarity, -clear_run.place)
    )

)

select
    week.metric,
    week.touchpoint,
    week.week_on,
    week.n,
    week.goodness,
    score_of(week.metric, week.goodness / week.n) as value,
    score_of(week.metric, week.usual) as usual_value,
    score_of(
        week.metric, arcsine_limit(week.size, week.usual, -wobble.deviations)
    ) as lower_limit,
    score_of(
        week.metric, arcsine_limit(week.size, week.usual, wobble.deviations)
    ) as upper_limit,
    clearest_run.place is not null as is_signal,
    first_week.week_on as spell_on
from week
inner join wobble on week.metric = wobble.metric and week.touchpoint = wobble.touchpoint
left join clearest_run
    on
        week.metric = clearest_run.metric
        and week.touchpoint = clearest_run.touchpoint
        and week.place between clearest_run.place and clearest_run.place + clearest_run.weeks - 1
left join week as first_week
    on
        clearest_run.metric = first_week.metric
        and clearest_run.touchpoint = first_week.touchpoint
        and clearest_run.place = first_week.place
