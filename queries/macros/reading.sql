-- What an export's text means. Each gives null where the text means nothing.

-- Money as tills write it: 9.00, $1,234.56, -$9.00, ($33.62), "$1,149.00 ".
-- The plain forms come first: they are nearly all, and translate() is slow.
create or replace macro read_money(amount) as
    case
        when contains(amount, '(') and trim(amount) like '(%)'
            then -try_cast(translate(amount, '()$€£, ', '') as decimal(18, 2))
        else coalesce(
            try_cast(replace(amount, '$', '') as decimal(18, 2)),
            try_cast(translate(amount, '$€£, ', '') as decimal(18, 2))
        )
    end;

create or replace macro currency_of(amount) as
    case
        when contains(amount, '$') then 'USD'
        when contains(amount, '€') then 'EUR'
        when contains(amount, '£') then 'GBP'
    end;

-- Rails names time zones after places; these are the ones with United States and Canadian tills,
-- and the commonest elsewhere. Source: ActiveSupport::TimeZone::MAPPING.
create or replace macro rails_time_zone(zone) as
    case zone
        when 'Eastern Time (US & Canada)' then 'America/New_York'
        when 'Central Time (US & Canada)' then 'America/Chicago'
        when 'Mountain Time (US & Canada)' then 'America/Denver'
        when 'Pacific Time (US & Canada)' then 'America/Los_Angeles'
        when 'Atlantic Time (Canada)' then 'America/Halifax'
        when 'Alaska' then 'America/Juneau'
        when 'Hawaii' then 'Pacific/Honolulu'
        when 'Arizona' then 'America/Phoenix'
        when 'London' then 'Europe/London'
        when 'Dublin' then 'Europe/Dublin'
        when 'Paris' then 'Europe/Paris'
        when 'Madrid' then 'Europe/Madrid'
        when 'Tokyo' then 'Asia/Tokyo'
        when 'Sydney' then 'Australia/Sydney'
        when 'Melbourne' then 'Australia/Melbourne'
        when 'Brisbane' then 'Australia/Brisbane'
        when 'Perth' then 'Australia/Perth'
        when 'Adelaide' then 'Australia/Adelaide'
    end;

-- "-0430" -> -270
create or replace macro offset_minutes(offset_text) as
    case
        when regexp_full_match(offset_text, '[+-]\d{4}')
            then (case left(offset_text, 1) when '-' then -1 else 1 end)
                * (60 * try_cast(substr(offset_text, 2, 2) as integer)
                    + try_cast(substr(offset_text, 4, 2) as integer))
    end;

-- A time with a known offset, on the shop's clock; as it stands when either is unknown.
create or replace macro shop_time(clock, offset_in_minutes, shop_zone) as
    case
        when offset_in_minutes is null or shop_zone is null then clock
        else timezone(
            shop_zone, timezone('UTC', clock - to_minutes(cast(offset_in_minutes as integer)))
        )
    end;

-- A time in a named zone, on the shop's clock; as it stands when either is unknown.
create or replace macro zone_time(clock, clock_zone, shop_zone) as
    case
        when clock_zone is null or shop_zone is null or clock_zone = shop_zone then clock
        else timezone(shop_zone, timezone(clock_zone, clock))
    end;

-- "2020/10/30 3:08:44 PM GMT+1" -> the clock, and the offset in minutes
create or replace macro stamp_time(stamp) as
    try_strptime(
        regexp_replace(stamp, '\s*GMT.*$', ''),
        [
            '%Y/%m/%d %-I:%M:%S %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %-I:%M:%S %p',
            '%Y-%m-%d %H:%M:%S'
        ]
    );

create or replace macro stamp_offset(stamp) as
    case
        when regexp_matches(stamp, 'GMT[+-]\d')
            then (case when contains(stamp, 'GMT-') then -1 else 1 end) * (
                60 * try_cast(regexp_extract(stamp, 'GMT[+-](\d{1,2})', 1) as integer)
                + coalesce(
                    try_cast(
                        nullif(regexp_extract(stamp, 'GMT[+-]\d{1,2}:(\d{2})', 1), '') as integer
                    ), 0
                )
            )
    end;

-- Which scale a survey question uses, from its wording and its answers; null for free text.
create or replace macro score_metric(
    question, number_count, answer_count, highest, above_five_count
)
as
    case
        when number_count < 0.8 * answer_count then null
        when regexp_matches(lower(question), 'recommend') then 'nps'
        when regexp_matches(lower(question), 'effort|easy was|how easy') and highest <= 7 then 'ces'
        when above_five_count > 0.1 * number_count then 'nps'
        else 'csat'
    end;

create or replace macro score_fits(metric, score) as
    score = floor(score) and case metric
        when 'nps' then score between 0 and 10
        when 'ces' then score between 1 and 7
        else score between 1 and 5
    end;

create or replace macro score_range(metric) as
    case metric when 'nps' then '0 to 10' when 'ces' then '1 to 7' else '1 to 5' end;

create or replace macro looks_like_contact(answer) as
    regexp_full_match(trim(answer), '[^@\s]+@[^@\s]+\.[^@\s]+|[+\d][\d\s().-]{6,}');

-- What a question is about.
create or replace macro touchpoint_of(question) as
    case
        when regexp_matches(lower(question), 'recommend|overall|satisf') then 'overall'
        when regexp_matches(lower(question), 'greet|welcom|friendl|warm|staff|host') then 'greeting'
        when regexp_matches(lower(question), 'quick|speed|fast|wait|queue|prompt') then 'speed'
        when regexp_matches(lower(question), 'clean|tidy|hygien') then 'cleanliness'
        when regexp_matches(lower(question), 'price|value|worth') then 'price'
        when regexp_matches(lower(question), 'book|appointment|reserv') then 'booking'
        when regexp_matches(lower(question), 'coffee') then 'coffee'
        when
            regexp_matches(lower(question), 'food|drink|meal|product|treatment|quality')
            then 'product'
        when regexp_matches(lower(question), 'place|atmosphere|ambien|music|room') then 'place'
        else 'other'
    end;
