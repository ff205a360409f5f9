-- Signal or wobble, week by week.
--
-- Question: In which weeks was a touchpoint really better or worse than usual?
-- Grain:    week_on, touchpoint
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Reads:    facts.signal_week
-- Source:   p-chart with runs rules (Western Electric, 1956); facts.signal_week says which

select
    week_on,
    touchpoint,
    n,
    top_two_rate,
    usual_rate,
    lower_limit,
    upper_limit,
    is_signal
from facts.signal_week($as_of, $location, $staff)
where week_on >= date_trunc('week', $from_on::date)
order by touchpoint, week_on
