-- What really changed.
--
-- Question: Which spells of weeks were really worse or better than usual, and at what?
-- Grain:    metric, touchpoint, from_on
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.signal_week
-- Source:   runs of weeks that chance does not explain (Kulldorff, 1997), at most 12 weeks each;
--           usual here is that of all the other weeks
--
-- change is in points: of 100 answers for CSAT, of the NPS, or of the scale that was asked.

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
    case when value < usual_value then 'below' else 'above' end as direction,
    format(
        '{}: the {} from {} to {} is real: {} {} usual{}',
        score_name(metric, touchpoint),
        case when value < usual_value then 'dip' else 'rise' end,
        strftime(from_on, '%-d %B')
        || case when year(from_on) < year(to_on) then strftime(from_on, ' %Y') else '' end,
        say_day(to_on),
        score_gap(metric, abs(value - usual_value)),
        case when value < usual_value then 'below' else 'above' end,
        case
            when week_count > 1 then format(', {} weeks running', week_count)
            else ', one week'
        end
    ) as words
from measured
order by from_on desc, metric, touchpoint
