-- What the amounts and numbers of an export mean. Each gives null where the text means nothing.
--
-- decimal_mark is '.' or ',' where the file's own is known, and null where every value speaks for
-- itself: of two kinds of marks the last is the decimal mark, and a mark before exactly three
-- digits parts thousands. The plain forms come first: they are nearly all, and the others cost.

-- Currencies by their ISO code, and the signs that say no more than "an amount".
create or replace macro currency_codes() as
    'usd|eur|gbp|cad|aud|nzd|chf|sek|nok|dkk|isk|pln|czk|huf|ron|bgn|try|uah|rsd|mkd|bam|mdl'
    || '|brl|mxn|ars|clp|cop|pen|uyu|pyg|bob|crc|gtq|dop|jmd|ttd|bbd|xcd|pab|hnl|nio'
    || '|inr|pkr|lkr|bdt|npr|jpy|cny|rmb|krw|hkd|twd|sgd|myr|thb|idr|php|vnd|khr|mop'
    || '|aed|sar|qar|kwd|bhd|omr|jod|ils|egp|mad|tnd|dzd|zar|ngn|kes|ghs|tzs|ugx|xof|xaf'
    || '|rub|kzt|gel|amd|azn|xpf|fjd';

create or replace macro currency_signs() as
    '(?:us|ca|au?|c|nz|hk|nt|mx|s|r)?\$|[€£₹¥₩₽₺₫₪₱₦₴฿¢]|z[lł]|k[rcč]s?\.?|fr\.?|sfr\.?|rs\.?'
    || '|ft|lei|lv|лв\.?|руб\.?|d[hk][s.]?|tl|円|元';

-- Digits and marks, "1.234,50" -> "1234.50"; null where the marks make no number.
-- thousands: what a single mark before three digits is when nothing else tells.
create or replace macro marked_number(digits, decimal_mark, lone_dot) as
    case
        -- Both kinds: the last one is the decimal mark.
        when contains(digits, '.') and contains(digits, ',')
            then
                case
                    when regexp_full_match(digits, '\d{1,3}(,\d{2,3})*,\d{3}\.\d*')
                        then replace(digits, ',', '')
                    when regexp_full_match(digits, '\d{1,3}(\.\d{2,3})*\.\d{3},\d*')
                        then replace(replace(digits, '.', ''), ',', '.')
                end
        -- One kind, several times: thousands.
        when regexp_full_match(digits, '\d{1,3}([.,]\d{2,3})+[.,]\d{3}')
            then replace(replace(digits, ',', ''), '.', '')
        when regexp_full_match(digits, '\d*[.,]?\d*')
            then
                case
                    when
                        regexp_full_match(digits, '[1-9]\d{0,2}[.,]\d{3}')
                        and not coalesce(
                            contains(digits, decimal_mark),
                            lone_dot and contains(digits, '.')
                        )
                        then replace(replace(digits, ',', ''), '.', '')
                    else replace(digits, ',', '.')
                end
    end;

-- What may stand before an amount's digits and after them, in small letters.
create or replace macro amount_dashes() as '-‐‑‒–—−﹣－';

create or replace macro amount_spaces() as
    '\s\x{A0}\x{2000}-\x{200F}\x{202F}\x{205F}\x{2060}\x{3000}\x{FEFF}';

create or replace macro amount_currency() as
    '(?:' || currency_codes() || '|' || currency_signs() || ')?';

-- Any of these, in any number. The dashes stand first: within brackets a hyphen is one only there.
create or replace macro amount_signs() as
    '[' || amount_dashes() || '+' || amount_spaces() || ']*';

create or replace macro amount_lead() as
    '[' || amount_spaces() || ']*\(?' || amount_signs() || amount_currency() || amount_signs();

create or replace macro amount_tail() as
    '(?:[.,:][' || amount_dashes() || ']{1,2}|[.,])?' || amount_signs() || amount_currency()
    || amount_signs() || '\)?[' || amount_spaces() || ']*';

-- "1 234.50" and "1'234.50" -> "1234.50": digits in groups of three.
create or replace macro joined_digits(digits) as
    case
        when regexp_full_match(digits, '[0-9.,]*') then digits
        when
            regexp_full_match(
                digits, '[0-9]{1,3}(?:[''’ʼ`´' || amount_spaces() || '][0-9]{3})+(?:[.,][0-9]*)?'
            )
            then regexp_replace(digits, '[^0-9.,]', '', 'g')
    end;

-- Any written amount as text that a decimal is made of: "(EUR 1.234,50)" -> "-1234.50".
create or replace macro plain_amount(amount, decimal_mark, lone_dot) as
    list_transform(
        [
            {
                'decimal_mark': decimal_mark,
                'lone_dot': lone_dot,
                'text': regexp_extract(
                    lower(amount),
                    '^([^0-9]*[a-z]\.|[^0-9]*?)([.,]?[0-9](?:.*[0-9])?)([^0-9]*)$',
                    ['lead', 'digits', 'tail']
                )
            }
        ],
        lambda p:
        case
            when
                regexp_full_match(p['text']['lead'], amount_lead())
                and regexp_full_match(p['text']['tail'], amount_tail())
                and contains(p['text']['lead'], '(') = contains(p['text']['tail'], ')')
                then
                    case
                        when
                            regexp_matches(p['text']['lead'], '[' || amount_dashes() || '(]')
                            or regexp_matches(
                                p['text']['tail'],
                                '(?:^|[^' || amount_dashes() || '.,:])[' || amount_dashes() || ']'
                            )
                            then '-'
                        else ''
                    end
                    || marked_number(
                        joined_digits(p['text']['digits']), p['decimal_mark'], p['lone_dot']
                    )
        end
    )[1];

-- Money as tills and people write it: 9.00, $1,234.56, -$9.00, ($33.62), 9,00-, 1.234,56 €,
-- 1'234.50 CHF, kr 99,-.
create or replace macro read_amount(amount, decimal_mark) as
    case
        when amount is not null
            then coalesce(
                case
                    when amount[-3] = ','
                        then try_cast(replace(replace(amount, '.', ''), ',', '.') as decimal(18, 2))
                    when decimal_mark = '.' or amount[-4] != '.'
                        then try_cast(replace(amount, '$', '') as decimal(18, 2))
                end,
                case
                    when amount[-3] = '.'
                        then try_cast(replace(replace(amount, '$', ''), ',', '') as decimal(18, 2))
                end,
                try_cast(plain_amount(amount, decimal_mark, false) as decimal(18, 2))
            )
    end;

-- A quantity or another number. A dot before three digits is a decimal mark where nothing else
-- tells: tills write quantities as 1.000, and nobody sells a thousand coffees in one line.
create or replace macro read_number(number_text, decimal_mark) as
    case
        when number_text is not null
            then coalesce(
                case
                    when decimal_mark is distinct from ','
                        then try_cast(number_text as decimal(18, 3))
                end,
                try_cast(plain_amount(number_text, decimal_mark, true) as decimal(18, 3))
            )
    end;

create or replace macro sign_currency(sign) as
    case sign
        when '$' then 'USD'
        when 'us$' then 'USD'
        when 'c$' then 'CAD'
        when 'ca$' then 'CAD'
        when 'a$' then 'AUD'
        when 'au$' then 'AUD'
        when 'nz$' then 'NZD'
        when 'hk$' then 'HKD'
        when 'nt$' then 'TWD'
        when 's$' then 'SGD'
        when 'mx$' then 'MXN'
        when 'r$' then 'BRL'
        when '€' then 'EUR'
        when '£' then 'GBP'
        when '₹' then 'INR'
        when '¥' then 'JPY'
        when '円' then 'JPY'
        when '元' then 'CNY'
        when '₩' then 'KRW'
        when '₽' then 'RUB'
        when 'руб' then 'RUB'
        when '₺' then 'TRY'
        when 'tl' then 'TRY'
        when '₫' then 'VND'
        when '₪' then 'ILS'
        when '₱' then 'PHP'
        when '₦' then 'NGN'
        when '₴' then 'UAH'
        when '฿' then 'THB'
        when 'zł' then 'PLN'
        when 'zl' then 'PLN'
        when 'kč' then 'CZK'
        when 'kc' then 'CZK'
        when 'ft' then 'HUF'
        when 'fr' then 'CHF'
        when 'sfr' then 'CHF'
        when 'lei' then 'RON'
        when 'лв' then 'BGN'
    end;

-- The currency that an amount names; null where it names none, or one that several share (kr, Rs).
-- A dollar sign alone is the United States' and a yen sign Japan's.
create or replace macro currency_of(amount) as
    case
        when amount is null then null
        when starts_with(amount, '$') then 'USD'
        when try_cast(amount as decimal(18, 2)) is not null then null
        else coalesce(
            list_transform(
                [regexp_extract(lower(amount), '[\p{L}\p{Sc}]+')], lambda s: sign_currency(s)
            )[1],
            case
                when regexp_matches(lower(amount), '\b(?:' || currency_codes() || ')(?:\b|\d)')
                    then replace(upper(regexp_extract(amount, '[A-Za-z]{3}')), 'RMB', 'CNY')
            end
        )
    end;
