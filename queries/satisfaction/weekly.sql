-- Signal or wobble, week by week.
--
-- Question: In which weeks was a score really better or worse than usual?
-- Grain:    week_on, metric, touchpoint
-- Params:   $as_of date, the period's last day
--           $from_on date, the period's first day
--           $location text, place of the visit it is about, or null for all
--           $staff text, who served on that visit, or null for all
-- Columns:  week_on date, Monday of the week
--           metric code, the kind of score: nps, csat, stars or ces
--           touchpoint code, what it is about: overall, greeting, speed, cleanliness, price,
--               booking, coffee, product, place or other
--           n integer, answers in the week
--           value double, the score on its own scale, nps in points, csat as the share of 4 and 5
--           usual_value double, the score of all weeks up to as_of
--           lower_limit double, how low a week of so few answers goes by chance
--           upper_limit double, how high it goes by chance
--           is_signal boolean, whether the week belongs to a run that chance does not explain
--           spell_on date or null, first week of that run
-- Staff:    no
-- Link:     yes
-- Personal: none
-- Reads:    facts.signal_week
-- Source:   runs of weeks that chance does not explain (Kulldorff, 1997); facts.signal_week says
--           which
--
-- value, usual and limits are on the score's own scale: NPS in points, CSAT as the share of 4 and 5,
-- stars and effort as they were asked.

select
    week_on,
    metric,
    touchpoint,
    n::integer as n,
    value,
    usual_value,
    lower_limit,
    upper_limit,
    is_signal,
    spell_on
from facts.signal_week($as_of, $location, $staff)
where week_on >= date_trunc('week', $from_on::date)
order by metric, touchpoint, week_on
