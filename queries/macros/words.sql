-- Figures as people say them.

-- 491 -> "08:10": to the nearest five minutes, because habits are no more exact
create or replace macro clock_time(minute_of_day) as
    format(
        '{:02d}:{:02d}',
        cast(floor(round(minute_of_day / 5) * 5 / 60) % 24 as integer),
        cast(round(minute_of_day / 5) * 5 % 60 as integer)
    );

-- The 95 % interval of a score on its own scale, from its sums in facts.score_day.
create or replace macro score_low(metric, n, goodness, squares, good_count, bad_count) as
    case metric
        when 'nps' then nps_low(good_count, bad_count, n)
        when 'csat' then wilson_low(good_count, n)
        else score_of(metric, greatest(0, goodness / n - mean_margin(n, goodness, squares)))
    end;

create or replace macro score_high(metric, n, goodness, squares, good_count, bad_count) as
    case metric
        when 'nps' then nps_high(good_count, bad_count, n)
        when 'csat' then wilson_high(good_count, n)
        else score_of(metric, least(1, goodness / n + mean_margin(n, goodness, squares)))
    end;
