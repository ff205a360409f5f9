-- Figures as people say them.

create or replace macro weekday_name(weekday) as
    case weekday
        when 1 then 'Monday'
        when 2 then 'Tuesday'
        when 3 then 'Wednesday'
        when 4 then 'Thursday'
        when 5 then 'Friday'
        when 6 then 'Saturday'
        when 7 then 'Sunday'
    end;

-- 491 -> "08:10": to the nearest five minutes, because habits are no more exact
create or replace macro clock_time(minute_of_day) as
    format(
        '{:02d}:{:02d}',
        cast(floor(round(minute_of_day / 5) * 5 / 60) % 24 as integer),
        cast(round(minute_of_day / 5) * 5 % 60 as integer)
    );

create or replace macro counted(number, noun) as
    format('{} {}{}', number, noun, case when number = 1 then '' else 's' end);

-- 7.0 -> "7 days", 1 -> "day or two", 3.5 -> "3 to 4 days", 43 -> "6 weeks", 46 -> "6 to 7 weeks"; from four
-- months on in months
create or replace macro pace(days) as
    case
        when round(days) <= 1 then 'day or two'
        when days >= 112 then format('{} months', cast(round(days / 30.4) as integer))
        when days >= 28 and abs(days / 7 - round(days / 7)) <= 0.25
            then format('{} weeks', cast(round(days / 7) as integer))
        when days >= 28
            then format(
                '{} to {} weeks', cast(floor(days / 7) as integer), cast(ceil(days / 7) as integer)
            )
        when days = floor(days) then format('{} days', cast(days as integer))
        when days < 10
            then format('{} to {} days', cast(floor(days) as integer), cast(ceil(days) as integer))
        else format('{} days', cast(round(days) as integer))
    end;

create or replace macro give_or_take(days) as
    case
        when days is null or round(days) < 1 then ''
        else ', give or take ' || counted(cast(round(days) as integer), 'day')
    end;

-- "3 March 2026"
create or replace macro say_day(day) as strftime(day, '%-d %B %Y');

-- "Tuesdays about 08:10, flat white"; a weekday or an item is named from half of the visits on.
create or replace macro usual_words(
    usual_weekday, weekday_count, usual_minute, usual_item, item_count, visit_count
) as
    concat_ws(
        ', ',
        case when weekday_count >= 0.5 * visit_count then weekday_name(usual_weekday) || 's '
            else '' end
        || case when weekday_count >= 0.5 * visit_count then 'about ' else 'About ' end
        || clock_time(usual_minute),
        case when item_count >= 0.5 * visit_count then usual_item end
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
