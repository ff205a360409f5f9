-- What exports of appointments and of customers write.

-- What became of an appointment, from the words in English, German, French, Spanish, Italian, Dutch,
-- Danish and Portuguese: booked, cancelled or no_show. Whoever came is booked, and so is whoever is
-- still to come; words that say nothing leave it booked.
create or replace macro visit_status(status) as
    case
        when
            status is null
            or lower(status) in ('booked', 'completed', 'confirmed', 'arrived', 'signed in', 'paid')
            then 'booked'
        when regexp_matches(
            replace(strip_accents(lower(status)), 'æ', 'ae'),
            'no[ _.-]?shows?\b|did ?n[o''’]?t (attend|show|arrive|come|turn up)'
            || '|did_not_arrive|failed to attend|(not|non|un)[ _-]?attend|unexcused|\bmissed\b'
            || '|^(dna|fta)$|\babsent|\babwesend|\bfehlte?\b|unentschuldigt'
            || '|nicht (erschienen|gekommen|wahrgenommen|angetreten|aufgetaucht)|nichterschein'
            || '|non (honore|venu|excuse|present)|pas (venu|presente|honore)|n''est pas venu'
            || '|no (asist|se present|present|acud|vino|llego)|inasist|\bausente|\bausencia'
            || '|mancata presentazione|\bassente|non si e present'
            || '|niet (verschenen|gekomen|komen|opgedaagd|aanwezig)|\bafwezig'
            || '|udeble|ikke modt|ikke mødt|ikke fremmodt|ikke fremmødt|fravaer'
            || '|\bfaltou|^falta$|nao (compareceu|comparec|veio|apareceu)'
        ) then 'no_show'
        when regexp_matches(
            strip_accents(lower(status)),
            '\b(not|nicht|non|no|niet|ikke|nao|pas)\s+(\w+\s+)?(cancel|storn|annul|anul)'
        ) then 'booked'
        when regexp_matches(
            strip_accents(lower(status)),
            'cancel|storn|annul|anulad|anulac|abgesagt|abgelehnt|geloscht|\bentschuldigt|\bexcuse'
            || '|afgezegd|afgemeld|afgewezen|aflys|afbestil|afmeldt|afvist|desmarc|disdett'
            || '|declined|rejected|withdrawn|\bvoid(ed)?\b|deleted|refuse|decline\b|desist'
            || '|rechazad|rifiutat|recusad|supprime|eliminad|eliminat|verwijderd|slettet'
        ) then 'cancelled'
        else 'booked'
    end;

-- Whether somebody only waits for a place, so that nothing was booked yet.
create or replace macro is_waiting(status) as
    coalesce(
        regexp_matches(
            strip_accents(lower(status)),
            'wait[ _-]?list|warteliste|liste d.attente|lista d.attesa'
            || '|(lista|fila) de espera|wachtlijst|venteliste'
        ),
        false
    );

-- A box that is ticked, in the words above: yes, true, 1, x, ja, oui ...
create or replace macro is_ticked(answer) as
    coalesce(
        lower(trim(answer)) in (
            'yes', 'y', 'true', 't', '1', 'x', '✓', '✔', 'j', 'ja', 'oui', 's', 'si', 'sí', 'sì',
            'sim',
            'wahr', 'vrai', 'verdadero', 'vero', 'waar', 'sand', 'verdadeiro'
        ),
        false
    );

-- A box that is left open, in the words above: no, false, 0, nein ...
create or replace macro is_unticked(answer) as
    coalesce(
        strip_accents(lower(trim(answer))) in (
            'no', 'n', 'false', 'f', '0', '-', 'none', 'never', 'nein', 'non', 'nee', 'nej', 'nao',
            'falsch', 'faux', 'falso', 'onwaar', 'falsk'
        ),
        false
    );

-- What a column says whose header alone says what its yes means: "Cancelled" with a tick below it.
-- A day there says that it happened.
create or replace macro ticked_as(answer, said) as
    case
        when is_ticked(answer) then said
        when is_unticked(answer) then null
        when read_moment(answer, true) is not null then said
        else answer
    end;

-- Whether somebody may be written to: true, false, or null where the answer does not say. Whoever
-- was never asked to (non-subscribed, pending) has not agreed.
create or replace macro consent_of(answer) as
    case
        when is_ticked(answer) then true
        when is_unticked(answer) then false
        when regexp_matches(
            strip_accents(lower(answer)),
            'unsub|opt(ed)?[ _-]?out|\b(not|non|never|nicht|pas|niet|ikke|nao|no)\b|declin|refus'
            || '|withdr|revok|revoc|bounce|complain|blocked|cleaned|pending|abgemeldet|abgelehnt'
            || '|widerruf|desabonn|desinscri|retir|baja|rechaz|disiscri|revocat|rifiut|afgemeld'
            || '|uitgeschreven|geweiger|afmeldt|frameldt|cancelad|recus|descadastr'
        )
            then false
        when regexp_matches(
            strip_accents(lower(answer)),
            'subscri|opt(ed)?[ _-]?in|accept|consent|agree|granted|given|allowed|active|angemeldet'
            || '|abonn|eingewilligt|zugestimmt|erteilt|aktiv|inscrit|inscri|suscri|iscritt|accett'
            || '|acept|aceit|aangemeld|ingeschreven|toegestaan|akkoord|tilmeldt|samtykk|accord'
        )
            then true
    end;

-- "10:30 - 11:15" -> ["10:30", "11:15"]; anything else -> itself and null. Of "11:30 - 1:00 pm" it
-- stays open which half of the day the first is in.
create or replace macro clock_range(clock) as
    case
        when regexp_full_match(
            trim(clock),
            '\d{1,2}[:.h]\d{2}\s*[-–—]\s*\d{1,2}[:.h]\d{2}'
            || '|\d{1,2}([:.]\d{2})?\s*[ap]\.?m\.?\s*[-–—]'
            || '\s*\d{1,2}([:.]\d{2})?\s*[ap]\.?m\.?',
            'i'
        ) then [
            trim(regexp_extract(clock, '^(.*?)\s*[-–—]\s*(.*)$', 1)),
            trim(regexp_extract(clock, '^(.*?)\s*[-–—]\s*(.*)$', 2))
        ]
        else [trim(clock), null]
    end;

-- The text of a moment from the texts of its day and of its time of day: "06/07/2024", "10:30". Of
-- "10:30 - 11:15" the beginning. A day that has a time of its own, other than midnight, keeps it.
create or replace macro day_and_time(day, clock) as
    case
        when clock is null then day
        when regexp_matches(
            regexp_replace(day, '[ T]0{1,2}:00(:00(\.0+)?)?\s*$', ''),
            '\d:\d\d|\d\s*[ap]\.?m\b|\dh\d\d', 'i'
        ) then day
        else concat_ws(
            ' ',
            regexp_replace(day, '[ T]0{1,2}:00(:00(\.0+)?)?\s*$', ''),
            -- A spreadsheet may put a day of 1899 before a time.
            regexp_replace(
                clock_range(clock)[1], '^\s*(1899|1900|1904|1970)-\d\d-\d\d[ T]', ''
            )
        )
    end;

-- How long something takes, in minutes: "1h 30m", "90 min", "90", "1:30", "2 hours".
create or replace macro minutes_of(duration) as
    case
        when regexp_full_match(trim(duration), '\d{1,4}') then trim(duration)::integer
        when regexp_full_match(trim(duration), '\d{1,2}:\d{2}(:\d{2})?')
            then split_part(trim(duration), ':', 1)::integer * 60
                + split_part(trim(duration), ':', 2)::integer
        when regexp_matches(lower(duration), '\d\s*(h|m|st)')
            then cast(round(
                coalesce(
                    try_cast(
                        replace(
                            regexp_extract(lower(duration), '(\d+([.,]\d+)?)\s*(h|st)', 1), ',', '.'
                        ) as double
                    ), 0
                ) * 60
                + coalesce(
                    try_cast(
                        coalesce(
                            nullif(regexp_extract(lower(duration), '(\d+)\s*m', 1), ''),
                            regexp_extract(lower(duration), 'h\s*(\d{1,2})\s*$', 1)
                        ) as double
                    ), 0
                )
            ) as integer)
    end;

-- A person's name as people say it: "Bo, Ana" -> "Ana Bo". Null for what stands in for a name, such
-- as "Walk-in". "Acme, Inc." stays.
create or replace macro person_name(full_name) as
    case
        when regexp_full_match(
            strip_accents(lower(trim(full_name))),
            '-+|n/?a|none|null|walk[ -]?ins?( customer| client)?|guests?|guest customer'
            || '|anonym(ous|e)?|unknown|no name|laufkund(e|schaft)|gast|unbekannt|inconnu'
            || '|client de passage|passage|sin nombre|cliente ocasional|cliente generico'
            || '|cliente occasionale|onbekend|ukendt|desconhecido|desconocido|consumidor final'
        ) then null
        when regexp_full_match(trim(full_name), '[^,]*[^,\s][^,]*,\s*[^,]*[^,\s][^,]*')
            and not regexp_matches(
                full_name, ',\s*(inc|ltd|llc|plc|gmbh|ag|co|corp|jr|sr|md|phd|ii|iii)\.?\s*$', 'i'
            )
            then regexp_replace(trim(full_name), '^([^,]+?)\s*,\s*(.+)$', '\2 \1')
        else nullif(trim(full_name), '')
    end;

-- The same, but a stand-in beside an id or a contact stays as it is written: it says that these are
-- nobody's.
create or replace macro name_or_stand_in(full_name, id, email, phone, card) as
    coalesce(
        person_name(full_name),
        case
            when coalesce(id, email, phone, card) is not null and is_stand_in(full_name)
                then trim(full_name)
        end
    );

-- An id without the apostrophe that keeps spreadsheets from rounding it: '7210448301122.
create or replace macro plain_id(id) as nullif(trim(ltrim(trim(id), '''')), '');

-- What can be an e-mail address, or nothing: "none" is not.
create or replace macro email_of(email) as case when email like '%_@_%' then trim(email) end;

-- What has digits enough for a phone number, or nothing: "n/a" has not.
create or replace macro phone_of(phone) as
    case when regexp_matches(phone, '(\d\D*){6}') then trim(phone) end;
