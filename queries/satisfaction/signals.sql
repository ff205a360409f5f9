-- What really changed.
--
-- Question: Which spells of weeks were really worse or better than usual, and at what?
-- Grain:    touchpoint, from_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Reads:    facts.signal_week
-- Source:   p-chart with runs rules (Western Electric, 1956); flagged weeks with at most two
--           unflagged weeks between them on the same side are one spell

with flagged as (

    select
        *,
        case when top_two_rate < usual_rate then 'below' else 'above' end as direction
    from facts.signal_week($as_of, $location, $staff)
    where is_signal and week_on >= date_trunc('week', $from_on::date)

),

spaced as (

    select
        *,
        week_on - lag(week_on) over (
            partition by touchpoint, direction order by week_on
        ) as days_apart
    from flagged

),

grouped as (

    select
        *,
        sum(case when days_apart <= 21 then 0 else 1 end) over (
            partition by touchpoint, direction order by week_on
        ) as spell
    from spaced

),

spell_span as (

    select
        touchpoint,
        direction,
        spell,
        min(week_on) as from_on,
        max(week_on) + 6 as to_on
    from grouped
    group by touchpoint, direction, spell

),

measured as (

    select
        spell_span.touchpoint,
        spell_span.from_on,
        spell_span.to_on,
        spell_span.direction,
        (spell_span.to_on - spell_span.from_on + 1) // 7 as week_count,
        sum(week.n)::integer as n,
        sum(week.good_count) / sum(week.n)::double as rate,
        max(week.usual_rate) as usual_rate
    from spell_span
    inner join facts.signal_week($as_of, $location, $staff) as week
        on
            spell_span.touchpoint = week.touchpoint
            and week.week_on between spell_span.from_on and spell_span.to_on
    group by
        spell_span.touchpoint, spell_span.from_on, spell_span.to_on, spell_span.direction

)

select
    touchpoint,
    from_on,
    to_on,
    week_count::integer as week_count,
    n,
    rate,
    usual_rate,
    direction,
    format(
        '{}: {} from {} to {}, {:.0f} % were happy; usually it is {:.0f} %',
        upper(left(touchpoint, 1)) || substr(touchpoint, 2), counted(week_count, 'week'),
        strftime(from_on, '%-d %B'), say_day(to_on), 100 * rate, 100 * usual_rate
    ) as words
from measured
order by from_on desc, touchpoint
