-- What really changed.
--
-- Question: Which spells of weeks were really worse or better than usual, and at what?
-- Grain:    metric, touchpoint, from_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  metric code, the kind of score: nps, csat, stars or ces
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           from_on date, Monday of its first week
--           to_on date, its last day
--           week_count integer, how many weeks
--           n integer, answers in it
--           value double, the score in it, on its own scale
--           usual_value double, the score of all other weeks
--           direction code, beside the usual: above or below
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.signal_week
-- Source:   runs of weeks that chance does not explain (Kulldorff, 1997), at most 12 weeks each;
--           usual here is that of all the other weeks

with week as (

    select *
    from facts.signal_week($as_of, $location, $staff)

),

whole as (

    select
        metric,
        touchpoint,
        sum(n) as n,
        sum(goodness) as goodness
    from week
    group by metric, touchpoint

),

spell as (

    select
        metric,
        touchpoint,
        spell_on as from_on,
        max(week_on) + 6 as to_on,
        count(*) as week_count,
        sum(n) as n,
        sum(goodness) as goodness
    from week
    where is_signal
    group by metric, touchpoint, spell_on

),

measured as (

    select
        spell.metric,
        spell.touchpoint,
        spell.from_on,
        least(spell.to_on, $as_of::date) as to_on,
        (spell.to_on - spell.from_on + 1) // 7 as week_count,
        spell.n::integer as n,
        score_of(spell.metric, spell.goodness / spell.n) as value,
        score_of(spell.metric, (whole.goodness - spell.goodness) / (whole.n - spell.n))
            as usual_value
    from spell
    inner join whole
        on spell.metric = whole.metric and spell.touchpoint = whole.touchpoint
    where spell.to_on >= $from_on::date and whole.n > spell.n

)

select
    metric,
    touchpoint,
    from_on,
    to_on,
    week_count::integer as week_count,
    n,
    value,
    usual_value,
    case when value < usual_value then 'below' else 'above' end as direction
from measured
order by from_on desc, metric, touchpoint
