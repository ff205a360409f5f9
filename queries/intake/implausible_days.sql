-- Refuses rows of a day that cannot be: after the import, or more than ten years before the others.
--
-- For:     figures of today, which one mistyped year would move by decades. Where most rows are of
--          later days, it is the computer's clock that is wrong.
-- Params:  $latest timestamp, the last moment that can be
-- Names:   ${moment} the kind's moment
-- Reads:   mapped
-- Writes:  mapped

update mapped
set
    reason = unusable_cell(
        if(mapped.${moment} > $latest, 'day_ahead', 'day_long_ago'),
        null,
        strftime(mapped.${moment}, '%Y-%m-%d')
    )
from (
    select
        quantile_disc(${moment}, 0.1) - interval 10 year as earliest,
        count(case when ${moment} > $latest then 1 end) * 2 < count(*) as is_clock_right
    from mapped
    where reason is null
) as span
where
    mapped.reason is null
    and (
        (mapped.${moment} > $latest and span.is_clock_right)
        or mapped.${moment} < span.earliest
    )
