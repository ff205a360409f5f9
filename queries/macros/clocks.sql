-- What an export's time zones mean, and clocks moved from one to another.
--
-- "Minutes" are minutes east of Greenwich. Each macro gives null for a zone that it does not know.

-- Every time zone that timezone() knows, in small letters: it fails on any other name.
drop type if exists zone_name;

create type zone_name as enum ( -- noqa: CV07
    select distinct lower(name) from pg_timezone_names()
);

create or replace macro known_zone(zone) as
    try_cast(lower(trim(zone)) as zone_name)::varchar;

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

-- Windows' names of time zones, which spreadsheets and calendars write; the commonest.
-- Source: Unicode CLDR, windowsZones.xml.
create or replace macro windows_time_zone(zone) as
    case zone
        when 'Eastern Standard Time' then 'America/New_York'
        when 'Central Standard Time' then 'America/Chicago'
        when 'Mountain Standard Time' then 'America/Denver'
        when 'US Mountain Standard Time' then 'America/Phoenix'
        when 'Pacific Standard Time' then 'America/Los_Angeles'
        when 'Alaskan Standard Time' then 'America/Anchorage'
        when 'Hawaiian Standard Time' then 'Pacific/Honolulu'
        when 'Atlantic Standard Time' then 'America/Halifax'
        when 'Newfoundland Standard Time' then 'America/St_Johns'
        when 'Central Standard Time (Mexico)' then 'America/Mexico_City'
        when 'SA Pacific Standard Time' then 'America/Bogota'
        when 'E. South America Standard Time' then 'America/Sao_Paulo'
        when 'Argentina Standard Time' then 'America/Buenos_Aires'
        when 'GMT Standard Time' then 'Europe/London'
        when 'W. Europe Standard Time' then 'Europe/Berlin'
        when 'Central Europe Standard Time' then 'Europe/Budapest'
        when 'Romance Standard Time' then 'Europe/Paris'
        when 'Central European Standard Time' then 'Europe/Warsaw'
        when 'GTB Standard Time' then 'Europe/Bucharest'
        when 'FLE Standard Time' then 'Europe/Kiev'
        when 'E. Europe Standard Time' then 'Europe/Chisinau'
        when 'Turkey Standard Time' then 'Europe/Istanbul'
        when 'Russian Standard Time' then 'Europe/Moscow'
        when 'Israel Standard Time' then 'Asia/Jerusalem'
        when 'South Africa Standard Time' then 'Africa/Johannesburg'
        when 'Arabian Standard Time' then 'Asia/Dubai'
        when 'Arab Standard Time' then 'Asia/Riyadh'
        when 'India Standard Time' then 'Asia/Calcutta'
        when 'SE Asia Standard Time' then 'Asia/Bangkok'
        when 'Singapore Standard Time' then 'Asia/Singapore'
        when 'China Standard Time' then 'Asia/Shanghai'
        when 'Taipei Standard Time' then 'Asia/Taipei'
        when 'Tokyo Standard Time' then 'Asia/Tokyo'
        when 'Korea Standard Time' then 'Asia/Seoul'
        when 'AUS Eastern Standard Time' then 'Australia/Sydney'
        when 'E. Australia Standard Time' then 'Australia/Brisbane'
        when 'Cen. Australia Standard Time' then 'Australia/Adelaide'
        when 'W. Australia Standard Time' then 'Australia/Perth'
        when 'New Zealand Standard Time' then 'Pacific/Auckland'
    end;

-- "est" -> -300, for small letters. Where several places share one, the shop's own place decides.
create or replace macro abbreviation_minutes(abbreviation, shop_zone) as
    case abbreviation
        when 'ist'
            then
                case known_zone(shop_zone)
                    when 'europe/dublin' then 60
                    when 'asia/jerusalem' then 120
                    else 330
                end
        when 'bst' then case known_zone(shop_zone) when 'asia/dhaka' then 360 else 60 end
        when 'cst'
            then
                case
                    when
                        known_zone(shop_zone) in ('asia/shanghai', 'asia/taipei', 'asia/macau')
                        then 480
                    else -360
                end
        when 'z' then 0
        when 'utc' then 0
        when 'gmt' then 0
        when 'wet' then 0
        when 'west' then 60
        when 'cet' then 60
        when 'mez' then 60
        when 'cest' then 120
        when 'mesz' then 120
        when 'eet' then 120
        when 'sast' then 120
        when 'eest' then 180
        when 'msk' then 180
        when 'gst' then 240
        when 'pkt' then 300
        when 'wib' then 420
        when 'ict' then 420
        when 'sgt' then 480
        when 'hkt' then 480
        when 'pht' then 480
        when 'awst' then 480
        when 'jst' then 540
        when 'kst' then 540
        when 'acst' then 570
        when 'aest' then 600
        when 'acdt' then 630
        when 'aedt' then 660
        when 'nzst' then 720
        when 'nzdt' then 780
        when 'nst' then -210
        when 'ndt' then -150
        when 'brt' then -180
        when 'art' then -180
        when 'adt' then -180
        when 'ast' then -240
        when 'edt' then -240
        when 'est' then -300
        when 'cdt' then -300
        when 'mdt' then -360
        when 'mst' then -420
        when 'pdt' then -420
        when 'pst' then -480
        when 'akdt' then -480
        when 'akst' then -540
        when 'hst' then -600
    end;

-- How far a place's clock is from Greenwich, with and without daylight saving.
create or replace macro place_minutes(place) as
    list_transform(
        [timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-07-01 00:00:00+00'],
        lambda t: date_diff('minute', timezone('UTC', t), timezone(place, t))
    );

create or replace macro zone_of_minutes(minutes) as
    case when minutes < 0 then 'gmt-' else 'gmt+' end
    || lpad((abs(minutes) // 60)::varchar, 2, '0') || ':'
    || lpad((abs(minutes) % 60)::varchar, 2, '0');

-- Many people write EST all year: where that is the shop's own standard time, the clock is the
-- shop's already.
create or replace macro abbreviation_zone(abbreviation, shop_zone) as
    list_transform(
        [
            {
                'minutes': abbreviation_minutes(abbreviation, shop_zone),
                'place': known_zone(shop_zone),
                'here': case
                    when abbreviation in ('z', 'utc', 'gmt') then null
                    when regexp_full_match(abbreviation, 'bst|west|cest|mesz|eest|.*dt')
                        then list_max(place_minutes(known_zone(shop_zone)))
                    else list_min(place_minutes(known_zone(shop_zone)))
                end
            }
        ],
        lambda z:
        case
            when z['minutes'] = z['here'] then z['place']
            else zone_of_minutes(z['minutes'])
        end
    )[1];

-- A zone by any name that an export gives it, by a name that timezone() knows: IANA's, Rails',
-- Windows', an abbreviation, "-0430", "GMT+1", "(UTC-05:00)".
create or replace macro zone_id(zone, shop_zone) as
    case
        when zone is null or zone = '' then null
        when zone in ('Z', 'UTC') then 'utc'
        when regexp_full_match(zone, '[+-](?:0\d|1[0-4]):?[0-5]\d')
            then 'gmt' || left(zone, 3) || ':' || right(zone, 2)
        when rails_time_zone(zone) is not null then lower(rails_time_zone(zone))
        when contains(zone, '/') then known_zone(zone)
        when regexp_full_match(zone, '[ (]*(?i:gmt|utc|z)? ?[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?[ )]*')
            then rtrim(
                regexp_replace(zone, '^[^+-]*([+-])(\d{1,2}?):?(\d\d)?[ )]*$', 'gmt\1\2:\3'), ':'
            )
        when regexp_full_match(zone, '[ (]*[A-Za-z]{1,4}[ )]*')
            then list_transform(
                [{'abbreviation': trim(lower(zone), ' ()'), 'shop_zone': shop_zone}],
                lambda a: abbreviation_zone(a['abbreviation'], a['shop_zone'])
            )[1]
        -- A name that is not in the list costs much to look for: those with spaces never are.
        when not contains(trim(zone), ' ') then known_zone(zone)
        else list_transform(
            [trim(regexp_replace(zone, '^ *\((?:GMT|UTC)[^)]*\)', ''))],
            lambda n: lower(coalesce(rails_time_zone(n), windows_time_zone(n)))
        )[1]
    end;

-- A clock in a zone, on the shop's clock; as it stands where either zone is unknown. The shop's zone
-- is a parameter, not a column: a zone that is the same for all rows is looked up once.
create or replace macro moved_clock(clock, zone, shop_zone) as
    list_transform(
        [{'clock': clock, 'zone': zone_id(zone, shop_zone)}],
        lambda z:
        case
            when z['zone'] is null or known_zone(shop_zone) is null then z['clock']
            when z['zone'] = known_zone(shop_zone) then z['clock']
            else timezone(known_zone(shop_zone), timezone(z['zone'], z['clock']))
        end
    )[1];
