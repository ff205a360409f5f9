-- What the days and times of an export mean. Each gives null where the text means nothing.
--
-- The plain form, 2026-03-02 09:05:00, comes first: it is nearly all, and the others cost.
-- Languages: English, German, French, Spanish, Italian, Dutch, Danish, Portuguese.

create or replace macro month_words() as
    'jan(?:uary|uari|uar|uar|vier|v|eiro)?|jann?er|jaenner|ene(?:ro)?|gen(?:naio|n)?'
    || '|feb(?:ruary|ruari|ruar|rero|braio|br)?|fev(?:rier|r|ereiro)?'
    || '|mar(?:ch|s|z|zo|ts|t|co)?|maerz|maart|mrt|mrz'
    || '|apr(?:il|ile)?|avr(?:il)?|abr(?:il)?'
    || '|may(?:o)?|maio?|mag(?:gio)?|mei|maj'
    || '|jun(?:e|io|i|ho)?|juin|giu(?:gno)?'
    || '|jul(?:y|io|i|ho)?|juil(?:let|l)?|lug(?:lio)?'
    || '|aug(?:ustus|ust)?|aout?|ago(?:sto)?'
    || '|sep(?:tember|tembre|tiembre|t)?|set(?:tembre|embro|iembre|t)?'
    || '|oct(?:ober|obre|ubre)?|okt(?:ober)?|ott(?:obre)?|out(?:ubro)?'
    || '|nov(?:ember|embre|iembre|embro)?'
    || '|dec(?:ember|embre)?|dez(?:ember|embro)?|dic(?:iembre|embre)?';

-- "mars" -> 3. Rows of twelve; a word that differs in another language stands in a later row.
create or replace macro month_number(word) as
    (
        strpos(
            'jan feb mar apr may jun jul aug sep oct nov dec '
            || 'ene fev maa avr mai jui lug aou set okt nov dez '
            || 'gen feb mae abr mag giu jul ago sep ott nov dic '
            || 'jae feb mrt apr mei jun jul aug sep out nov dec '
            || 'jan feb mrz apr maj jun jul aug sep oct nov dec ',
            left(replace(word, 'juil', 'jul'), 3)
        ) - 1
    ) // 4 % 12 + 1;

create or replace macro weekday_words() as
    '(?:mon|tues?|wed(?:nes)?|thu(?:rs?|r)?|fri|sat(?:ur)?|sun)(?:day)?'
    || '|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend'
    || '|mo|di|mi|do|fr|sa|so|mit|don|son'
    || '|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim'
    || '|lunes|martes|miercoles|jueves|viernes|sabado|domingo|mie|jue|vie|sab|dom'
    || '|(?:lune|marte|mercole|giove|vener)di|domenica|gio'
    || '|(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|wo|vr|za|zo|din|woe|vri|zat|zon'
    || '|(?:man|tirs|ons|tors|fre|l[øo]r|s[øo]n)(?:dag)?|tir|tor'
    || '|(?:segunda|terca|quarta|quinta|sexta)(?:[ -]feira)?|seg|ter|qua|qui|sex';

-- The text in small letters, without accents, with plain spaces; a time before its day, and a year
-- after the time, are put where the others have them.
create or replace macro plain_moment(moment) as
    case
        when strpos(moment, ':') between 2 and 3
            then regexp_replace(
                lower(moment),
                '^(\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.? ?m\.?)?),? (?:on )?(.*)$', '\2 \1'
            )
        when strlen(moment) != length(moment)
            then strip_accents(
                lower(
                    replace(
                        -- No-break spaces, wide and narrow, a thin one, and the sign for minus.
                        replace(
                            replace(replace(moment, chr(160), ' '), chr(8239), ' '), chr(8201), ' '
                        ),
                        chr(8722), '-'
                    )
                )
            )
        when moment >= 'A'
            then regexp_replace(
                lower(moment),
                '^([a-z]+ [a-z]+ +\d{1,2}) (\d\d:\d\d:\d\d(?: [a-z]{3,4}| [+-]\d{4})?) (\d{4})\s*$',
                '\1 \3 \2'
            )
        else lower(moment)
    end;

create or replace macro full_year(year_text) as
    case
        when length(year_text) = 4 and year_text between '1900' and '2199' then year_text
        when length(year_text) = 2
            then (case when year_text < '70' then '20' else '19' end) || year_text
    end;

create or replace macro day_of(year_text, month_text, day_text) as
    try_cast(full_year(year_text) || '-' || month_text || '-' || day_text as date);

-- Of 03 and 04: day_first decides, unless one of them can be no month.
create or replace macro day_of_numbers(year_text, first_text, second_text, day_first) as
    case
        when
            try_cast(first_text as integer) > 12
            or (day_first and try_cast(second_text as integer) <= 12)
            then day_of(year_text, second_text, first_text)
        else day_of(year_text, first_text, second_text)
    end;

-- What stands between a day's first two numbers, and before them, in each order.
create or replace macro lead_words() as
    '[\s''"]*(?:(?:' || weekday_words() || ')[., ]+)?(?:(?:le|den|el|de|il|the) )?';

create or replace macro name_between() as
    lead_words() || '#(?:st|nd|rd|th|er|e|ste|º|°|ª)?[-/., ]*(?:of |de )?(?:' || month_words()
    || ')[-/., ]*(?:del? |of )?''?';

create or replace macro name_before() as
    lead_words() || '(?:' || month_words() || ')[-/. ]*#(?:st|nd|rd|th)?(?:[-/.] ?|[., ]+)''?';

-- The day of a written moment, and what is written after it.
-- p: the first two numbers of the text, and the text before, between and after them.
create or replace macro written_day(moment, day_first) as
    list_transform(
        [
            {
                'day_first': coalesce(day_first, false),
                'text': regexp_extract(
                    plain_moment(moment),
                    '^([^0-9]*)(\d{1,4})([^0-9]+)(\d{1,4})((?:[^0-9].*)?)$',
                    ['before', 'first', 'between', 'second', 'rest']
                )
            }
        ],
        lambda p:
        case
            -- 02/03/2026
            when
                length(p['text']['second']) <= 2
                and regexp_full_match(p['text']['between'], ' ?[-/.年] ?| +')
                and regexp_full_match(p['text']['rest'], '(?: ?[-/.月] ?| +)''?\d.*')
                and regexp_full_match(p['text']['before'], lead_words())
                then list_transform(
                    [
                        {
                            'day_first': p['day_first'],
                            'first': p['text']['first'],
                            'second': p['text']['second'],
                            'text': regexp_extract(
                                p['text']['rest'],
                                '^[^0-9]+(\d+)((?:[^0-9].*)?)$',
                                ['third', 'rest']
                            )
                        }
                    ],
                    lambda n:
                    {
                        'day': case
                            when length(n['first']) = 4 and length(n['text']['third']) <= 2
                                then day_of(n['first'], n['second'], n['text']['third'])
                            when length(n['first']) <= 2
                                then day_of_numbers(
                                    n['text']['third'], n['first'], n['second'], n['day_first']
                                )
                        end,
                        'rest': n['text']['rest']
                    }
                )[1]
            -- 2 mars 2026
            when
                regexp_full_match(
                    p['text']['before'] || '#' || p['text']['between'], name_between()
                )
                then
                    {
                        'day': list_transform(
                            [
                                month_number(
                                    regexp_extract(
                                        p['text']['between'],
                                        '([a-z]{3,})[^a-z]*(?:del? |of )?[^a-z]*$', 1
                                    )
                                )::varchar
                            ],
                            lambda m:
                            case
                                when length(p['text']['first']) = 4
                                    then day_of(p['text']['first'], m, p['text']['second'])
                                else day_of(p['text']['second'], m, p['text']['first'])
                            end
                        )[1],
                        'rest': p['text']['rest']
                    }
            -- March 2, 2026
            when
                regexp_full_match(
                    p['text']['before'] || '#' || p['text']['between'], name_before()
                )
                then
                    {
                        'day': day_of(
                            p['text']['second'],
                            month_number(
                                regexp_extract(p['text']['before'], '([a-z]{3,})[^a-z]*$', 1)
                            )::varchar,
                            p['text']['first']
                        ),
                        'rest': p['text']['rest']
                    }
        end
    )[1];

-- Hours, minutes and seconds in microseconds; null where there is no such time.
create or replace macro clock_of(hour, minute, second, fraction, half) as
    case
        when minute >= '60' or second >= '60' or hour > 24 then null
        when hour = 24 and (minute > '00' or second > '00') then null
        else
            1000000::bigint * (
                3600 * (
                    case
                        when half = 'p' and hour < 12 then hour + 12
                        when half = 'a' and hour = 12 then 0
                        else hour
                    end
                )
                + 60 * coalesce(try_cast(minute as integer), 0)
                + coalesce(try_cast(second as integer), 0)
            )
            + coalesce(try_cast(rpad(fraction, 6, '0') as integer), 0)
    end;

-- A zone as it may stand after a time.
create or replace macro zone_words() as
    '(?:z|(?:gmt|utc)? ?[+-]\d{1,2}(?::?\d\d)?|\(?(?:[a-z]{1,4}t|utc|mez|mesz|msk|wib)\)?'
    || '|[a-z]+(?:/[a-z0-9_+-]+){1,2})?';

-- The time that is written after a day: its clock in microseconds, its zone as text.
create or replace macro written_time(rest) as
    list_transform(
        [
            regexp_extract(
                rest,
                '^([^0-9]*)(\d{1,2})(?: ?[:.hu時] ?(\d\d)(?:[:.m](\d\d)(?:[.,:](\d{1,9}))?)?)?'
                || '((?:[^0-9].*)?)$',
                ['lead', 'hour', 'minute', 'second', 'fraction', 'tail']
            )
        ],
        lambda t:
        case
            when
                t['minute'] != '' and t['tail'] in ('', ' uhr', ' uur')
                and t['lead'] in (' ', ', ', 't', ' um ', ' a ', ' om ', ' at ')
                then
                    {
                        'clock': clock_of(
                            try_cast(t['hour'] as integer),
                            t['minute'], t['second'], t['fraction'], ''
                        ),
                        'zone': ''
                    }
            when
                regexp_full_match(
                    t['lead'],
                    '日?(?:t|[\s,;.|·@-]+)?'
                    || '(?:(?:at|um|as?|a las?|alle(?: ore)?|ore|om|kl\.?|u|t) ?)?'
                )
                then list_transform(
                    [
                        {
                            'clock': t,
                            'tail': regexp_extract(
                                t['tail'],
                                '^分?s?( ?(?:h|hrs?|uhr|uur|heures?|horas?|時)\b)?\.?'
                                || '(?: ?([ap])\.? ?m\b\.?)? ?([^(\[]*?) ?'
                                || '(?: ?\([a-z ]*\)| ?\[[^\]]*\])?[.,\s''"]*$',
                                ['mark', 'half', 'zone']
                            )
                        }
                    ],
                    lambda u:
                    case
                        when
                            (
                                u['clock']['minute'] != '' or u['tail']['mark'] != ''
                                or u['tail']['half'] != ''
                            )
                            and (
                                u['clock']['tail'] = ''
                                or u['tail']['mark'] || u['tail']['half'] || u['tail']['zone'] != ''
                                or regexp_full_match(u['clock']['tail'], '[.,\s''"s分]*')
                            )
                            and regexp_full_match(u['tail']['zone'], zone_words())
                            then
                                {
                                    'clock': clock_of(
                                        try_cast(u['clock']['hour'] as integer),
                                        u['clock']['minute'], u['clock']['second'],
                                        u['clock']['fraction'], u['tail']['half']
                                    ),
                                    'zone': trim(u['tail']['zone'], ' ()')
                                }
                    end
                )[1]
        end
    )[1];

-- A moment that is written out: when, whether it has a time, and its zone as text.
create or replace macro written_moment(moment, day_first) as
    list_transform(
        [written_day(moment, day_first)],
        lambda d:
        case
            when regexp_full_match(d['rest'], '[\s.,日''"]*')
                then {'moment': d['day']::timestamp, 'has_time': false, 'zone': ''}
            when d['day'] is not null
                then list_transform(
                    [{'day': d['day'], 'time': written_time(d['rest'])}],
                    lambda w:
                    {
                        'moment': w['day']::timestamp + to_microseconds(w['time']['clock']),
                        'has_time': true,
                        'zone': w['time']['zone']
                    }
                )[1]
        end
    )[1];

-- 20260302, 20260302T090500Z, a spreadsheet's count of days, seconds and milliseconds since 1970.
create or replace macro number_moment(moment) as
    case
        when regexp_full_match(moment, '[2-7]\d{4}([.,]\d+)?')
            then
                timestamp '1899-12-30' + to_seconds(
                    round(86400 * try_cast(replace(moment, ',', '.') as double))::bigint
                )
        when regexp_full_match(moment, '1(\d{9}|\d{12})')
            then make_timestamp(
                try_cast(moment as bigint) * case length(moment) when 13 then 1000 else 1000000 end
            )
        when regexp_full_match(moment, '(19|20|21)\d{6}([T ]?\d{4}(\d\d)?Z?)?')
            then try_strptime(
                translate(moment, 'TZ ', ''), ['%Y%m%d', '%Y%m%d%H%M%S', '%Y%m%d%H%M']
            )
    end;

-- A moment in the form that databases write, 2026-03-02 09:05; null for any other. A cast passes
-- over any word after the time, a PM too: hence the look at the last character.
create or replace macro plain_stamp(moment) as
    case
        when moment between '200' and '21'
            then
                case
                    when moment[-1] <= '9' or moment[-1] = 'Z' then try_cast(moment as timestamp)
                end
    end;

-- 3/2/2026, 02.03.26 14:30, 3/2/2026, 9:05 PM: the common forms in numbers, of this century.
create or replace macro numbers_stamp(moment, day_first) as
    case
        when
            regexp_full_match(
                moment,
                '\d\d?[/.-]\d\d?[/.-](?:20)?[0-6]\d(?:,? \d\d?:\d\d(?::\d\d)?(?: ?[AaPp][Mm])?)?'
            )
            then list_transform(
                [
                    {
                        'half': lower(moment[-2]),
                        'stamp': coalesce(
                            try_cast(
                                rtrim(
                                    regexp_replace(
                                        moment,
                                        '^(\d+).(\d+).(?:20)?(\d\d)(?:,? (\d[0-9:]*))?.*$',
                                        case
                                            when day_first then '20\3-\2-\1 \4' else '20\3-\1-\2 \4'
                                        end
                                    )
                                )
                                as timestamp
                            ),
                            try_cast(
                                rtrim(
                                    regexp_replace(
                                        moment,
                                        '^(\d+).(\d+).(?:20)?(\d\d)(?:,? (\d[0-9:]*))?.*$',
                                        case
                                            when day_first then '20\3-\1-\2 \4' else '20\3-\2-\1 \4'
                                        end
                                    )
                                )
                                as timestamp
                            )
                        )
                    }
                ],
                lambda s:
                case s['half']
                    when 'p' then s['stamp'] + to_hours(if(hour(s['stamp']) < 12, 12, 0))
                    when 'a' then s['stamp'] - to_hours(if(hour(s['stamp']) = 12, 12, 0))
                    else s['stamp']
                end
            )[1]
    end;

-- March 2, 2026 9:05 am
create or replace macro english_stamp(moment) as
    case
        when
            regexp_full_match(
                moment,
                '(?:January|February|March|April|May|June|July|August|September|October|November'
                || '|December) \d\d?, \d{4} (?:0?\d|1[0-2]):[0-5]\d [AaPp][Mm]'
            )
            then try_strptime(moment, '%B %d, %Y %I:%M %p')
    end;

-- A moment as it is written: a day alone is its midnight, an offset or a zone is left aside.
-- day_first decides only where 03/04 may be both; null is month first.
create or replace macro read_moment(moment, day_first) as
    case
        when moment is not null
            then coalesce(
                plain_stamp(moment),
                numbers_stamp(moment, day_first),
                english_stamp(moment),
                written_moment(moment, day_first)['moment'],
                case when moment < 'A' then number_moment(trim(moment)) end
            )
    end;

-- The common forms that tell no zone.
create or replace macro unzoned_stamp(moment, day_first) as
    case
        when moment between '200' and '21'
            then
                case
                    when length(moment) <= 19 and moment[-1] != 'Z' then plain_stamp(moment)
                end
        else coalesce(numbers_stamp(moment, day_first), english_stamp(moment))
    end;

-- When a moment is written to be, and its zone: the text's own, else the zone column's. A day
-- without a time has none.
create or replace macro zoned_moment(moment, day_first, zone) as
    case
        when plain_stamp(moment) is not null
            then
                {
                    'moment': plain_stamp(moment),
                    'zone': case
                        when not contains(moment, ':') then null
                        when length(moment) <= 16 then zone
                        else coalesce(
                            nullif(
                                regexp_extract(
                                    moment, '^[^:]*:\d\d(?::\d\d(?:\.\d+)?)? *(.*)$', 1
                                ),
                                ''
                            ),
                            zone
                        )
                    end
                }
        when unzoned_stamp(moment, day_first) is not null
            then
                {
                    'moment': unzoned_stamp(moment, day_first),
                    'zone': case when contains(moment, ':') then zone end
                }
        when moment < 'A' and number_moment(trim(moment)) is not null
            then
                {
                    'moment': number_moment(trim(moment)),
                    'zone': case
                        when regexp_matches(moment, 'Z|^ *1\d{9}(?:\d{3})? *$') then 'utc'
                        when regexp_matches(moment, '\d{8}\D?\d{4}|\d[.,]\d') then zone
                    end
                }
        else list_transform(
            [{'written': written_moment(moment, day_first), 'zone': zone}],
            lambda w:
            {
                'moment': w['written']['moment'],
                'zone': case
                    when w['written']['has_time']
                        then coalesce(nullif(w['written']['zone'], ''), w['zone'])
                end
            }
        )[1]
    end;

-- A written moment on the shop's clock: an offset or a zone in the text wins, else the zone
-- column's (IANA, Rails, Windows, an abbreviation, GMT+01:00), else it stands as it is.
-- A day without a time stays that day.
create or replace macro read_at(moment, day_first, zone, shop_zone) as
    case
        when moment is null then null
        when shop_zone is null then read_moment(moment, day_first)
        else coalesce(
            case
                -- 2026-03-02 09:05:00 -0500
                when
                    length(moment) >= 20 and moment[17] = ':'
                    and moment[20] in (' ', '+', '-', 'Z')
                    then list_transform(
                        [
                            {
                                'moment': plain_stamp(moment),
                                'zone': coalesce(nullif(trim(substr(moment, 20)), ''), zone)
                            }
                        ],
                        lambda a: moved_clock(a['moment'], a['zone'], shop_zone)
                    )[1]
                when zone is null or zone = '' or zone = shop_zone
                    then unzoned_stamp(moment, day_first)
                when contains(moment, ':')
                    then moved_clock(unzoned_stamp(moment, day_first), zone, shop_zone)
            end,
            list_transform(
                [zoned_moment(moment, day_first, zone)],
                lambda a: moved_clock(a['moment'], a['zone'], shop_zone)
            )[1]
        )
    end;
