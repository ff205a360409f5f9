"""What an export's text means (queries/macros: amounts, clocks, moments, reading)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

# One example is a whole list of texts: the database reads many as fast as one.
MANY_TEXTS = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def value(sample_store):
    """value("currency_of($1)", "$4.00"): what an expression gives."""

    def calculate(expression: str, *given):
        with sample_store.read() as cursor:
            return cursor.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


@pytest.fixture(scope="module")
def values(sample_store):
    """values("read_amount(text, null)", texts): what an expression gives for each text."""

    def calculate(expression: str, texts: list[str]) -> list:
        with sample_store.read() as cursor:
            return [
                row[0]
                for row in cursor.execute(
                    f"select {expression} from (select unnest($1::varchar[]) as text)", [texts]
                ).fetchall()
            ]

    return calculate


@pytest.mark.parametrize(
    ("text", "currency"),
    [("$4.00", "USD"), ("€4", "EUR"), ("-£4", "GBP"), ("4.00", None), (None, None)],
)
def test_the_currency_of_an_amount(value, text, currency):
    assert value("currency_of($1::varchar)", text) == currency


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("-0430", -270),
        ("+0000", 0),
        ("+0530", 330),
        ("-0500", -300),
        ("0500", None),
        ("-05:00", None),
        ("", None),
        (None, None),
    ],
)
def test_an_offset_in_minutes(value, text, minutes):
    assert value("offset_minutes($1::varchar)", text) == minutes


def test_a_clock_stays_as_it_is_where_its_zone_or_the_shops_is_unknown(value):
    noon = datetime(2026, 3, 2, 12)
    assert value("shop_time($1, null, 'Europe/London')", noon) == noon
    assert value("shop_time($1, -300, null)", noon) == noon


AMOUNTS = {
    "9.00": "9.00",
    "$9.00": "9.00",
    "$1,234.56": "1234.56",
    "-$9.00": "-9.00",
    "$-9.00": "-9.00",
    "($33.62)": "-33.62",
    "(EUR 1.234,50)": "-1234.50",
    "9,00-": "-9.00",
    "9.00 -": "-9.00",
    "−9,00": "-9.00",
    "–9,00 €": "-9.00",
    "-9,00 €": "-9.00",
    "€-9,00": "-9.00",
    "- € 9,00": "-9.00",
    "1.234,56 €": "1234.56",
    "1.234.567,89": "1234567.89",
    "1.234.567": "1234567.00",
    "EUR 1 234,50": "1234.50",
    "1 234,50 EUR": "1234.50",
    "1\u00a0234,50\u00a0€": "1234.50",
    "1\u202f234\u202f567,50": "1234567.50",
    "1\u2009234.50": "1234.50",
    "1'234.50 CHF": "1234.50",
    "CHF 1’234.–": "1234.00",
    "CHF 9.-": "9.00",
    "£9": "9.00",
    "kr 99,-": "99.00",
    "99,00 kr.": "99.00",
    "kr.99": "99.00",
    "99:-": "99.00",
    "R$ 12,50": "12.50",
    "R$ -12,50": "-12.50",
    "12,50 zł": "12.50",
    "₹1,23,456.00": "123456.00",
    "Rs.500": "500.00",
    "Rs. 500": "500.00",
    "¥1,200": "1200.00",
    "US$5": "5.00",
    "A$5.5": "5.50",
    "C$4": "4.00",
    "5.00 USD": "5.00",
    "USD5": "5.00",
    "1,149.00 ": "1149.00",
    "+5.00": "5.00",
    ".5": "0.50",
    ",5": "0.50",
    "9.": "9.00",
    "0": "0.00",
    "007": "7.00",
    "0,123": "0.12",
    "0.125": "0.13",
    "1234,567": "1234.57",
    "12,3456": "12.35",
    "9999999999999999.99": "9999999999999999.99",
}


def test_amounts_are_read_as_tills_and_people_write_them(values):
    read = values("read_amount(text, null)", list(AMOUNTS))
    assert dict(zip(AMOUNTS, read, strict=True)) == {
        text: Decimal(amount) for text, amount in AMOUNTS.items()
    }


def test_what_is_no_amount_is_nothing(values):
    texts = ["", " ", "free", "-", "--", "$", "€", "5%", "10 %", "4 dollars", "9 pcs", "1.2.3"]
    texts += ["n/a", "()", "(5", "5)", "1 2", "1,2,3", "12:30", "2026-03-02", "02/03/2026", "x9"]
    texts += ["99999999999999999.00", "9" * 400, "9," * 200, "1,23.4,5", "Infinity", "NaN"]
    for mark in ("null", "'.'", "','"):
        assert values(f"read_amount(text, {mark})", texts) == [None] * len(texts)
    assert values("read_amount(null::varchar, null)", ["x"]) == [None]


@pytest.mark.parametrize(
    ("text", "alone", "with_dot", "with_comma"),
    [
        ("1.234", "1234.00", "1.23", "1234.00"),
        ("1,234", "1234.00", "1234.00", "1.23"),
        ("12.345", "12345.00", "12.35", "12345.00"),
        ("$1.234", "1234.00", "1.23", "1234.00"),
        ("9.00", "9.00", "9.00", "9.00"),
        ("9,00", "9.00", "9.00", "9.00"),
        ("1,234.56", "1234.56", "1234.56", "1234.56"),
        ("1.234,56", "1234.56", "1234.56", "1234.56"),
    ],
)
def test_the_decimal_mark_of_the_file_decides_where_a_value_does_not(
    value, text, alone, with_dot, with_comma
):
    assert value("read_amount($1, null)", text) == Decimal(alone)
    assert value("read_amount($1, '.')", text) == Decimal(with_dot)
    assert value("read_amount($1, ',')", text) == Decimal(with_comma)


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1", None, "1"),
        ("1.000", None, "1"),
        ("1.250", None, "1.25"),
        ("1,250", None, "1250"),
        ("1,250", ",", "1.25"),
        ("1.250", ",", "1250"),
        ("-2", None, "-2"),
        ("1 250", None, "1250"),
        ("0,5", None, "0.5"),
        ("two", None, None),
        ("9" * 30, None, None),
    ],
)
def test_a_number_is_read(value, text, mark, number):
    read = value("read_number($1, $2::varchar)", text, mark)
    assert read == (None if number is None else Decimal(number))


MARKS = st.sampled_from(
    [(".", ","), (",", "."), (",", " "), (",", "\u00a0"), (".", "'"), (".", "")]
)
SIGNS = st.sampled_from(
    [
        "{}",
        "-{}",
        "{}-",
        "({})",
        "${}",
        "-${}",
        "{} €",
        "-{} €",
        "EUR {}",
        "kr {}",
        "R$ -{}",
        "{} zł",
    ]
)


@MANY_TEXTS
@given(
    st.lists(st.tuples(st.integers(0, 10**11), MARKS, SIGNS), min_size=40, max_size=80),
)
def test_every_amount_written_is_the_amount_read(values, written):
    texts, amounts = [], []
    for cents, (decimal, thousands), sign in written:
        text = f"{cents / Decimal(100):,.2f}".translate({44: thousands, 46: decimal})
        texts.append(sign.format(text))
        amount = (Decimal(cents) / 100).quantize(Decimal("0.01"))
        amounts.append(-amount if "-" in sign or "(" in sign else amount)
    read = values("read_amount(text, null)", texts)
    assert dict(zip(texts, read, strict=True)) == dict(zip(texts, amounts, strict=True))


def test_currencies_by_code_and_by_sign(values):
    currencies = {
        "C$ 5": "CAD",
        "A$5": "AUD",
        "NZ$5": "NZD",
        "US$5": "USD",
        "MX$ 4": "MXN",
        "R$ 5": "BRL",
        "($5.00)": "USD",
        "5 EUR": "EUR",
        "EUR5": "EUR",
        "5,00 eur": "EUR",
        "USD": "USD",
        "5 zł": "PLN",
        "¥5": "JPY",
        "₹5": "INR",
        "CHF 9.-": "CHF",
        "fr. 5": "CHF",
        "kr 5": None,
        "Rs. 5": None,
        "n/a": None,
        "9.00": None,
        "free": None,
    }
    assert values("currency_of(text)", list(currencies)) == list(currencies.values())


NINE_FIVE = datetime(2026, 3, 2, 9, 5)
MIDNIGHT = datetime(2026, 3, 2)
AFTERNOON = datetime(2026, 3, 2, 14, 30)

MOMENTS = {
    "2026-03-02 09:05:00": NINE_FIVE,
    "2026-03-02T09:05:00Z": NINE_FIVE,
    "2026-03-02T09:05:00.250+02:00": datetime(2026, 3, 2, 9, 5, 0, 250000),
    "2026-03-02 09:05:00 -0500": NINE_FIVE,
    "2026-03-02T09:05:00+01:00[Europe/Paris]": NINE_FIVE,
    "2026-03-02 09:05": NINE_FIVE,
    "2026-03-02 9:05 AM": NINE_FIVE,
    "2026-03-02 9:05:00 PM": datetime(2026, 3, 2, 21, 5),
    "2026-03-02": MIDNIGHT,
    "2026/03/02": MIDNIGHT,
    "2026.03.02": MIDNIGHT,
    "1985-03-02": datetime(1985, 3, 2),
    "02/03/1985": datetime(1985, 3, 2),
    "02/03/2026": MIDNIGHT,
    "2.3.26": MIDNIGHT,
    "2. 3. 2026": MIDNIGHT,
    "02-03-26": MIDNIGHT,
    "20-3-26": datetime(2026, 3, 20),
    "02.03.2026 14.30": AFTERNOON,
    "02.03.2026, 14:30 Uhr": AFTERNOON,
    "2/3/26, 9:05 AM": NINE_FIVE,
    "2/3/2026 9:05 a.m.": NINE_FIVE,
    "2/3/2026 9:05:00 a. m.": NINE_FIVE,
    "2/3/2026 9:05\u202fAM": NINE_FIVE,
    "2/3/2026 12:05 am": datetime(2026, 3, 2, 0, 5),
    "2/3/2026 12:05 PM": datetime(2026, 3, 2, 12, 5),
    "2/3/2026 2:30PM": AFTERNOON,
    "2/3/2026 24:00": datetime(2026, 3, 3),
    "2026-03-02 24:00:00": datetime(2026, 3, 3),
    "2/3/2026 - 14:30": AFTERNOON,
    "14:30 02/03/2026": AFTERNOON,
    "2:30 PM, 2/3/2026": AFTERNOON,
    "2:30 pm on March 2, 2026": AFTERNOON,
    "02-Mar-2026": MIDNIGHT,
    "02MAR2026": MIDNIGHT,
    "2 Mar '26": MIDNIGHT,
    "2026-Mar-02": MIDNIGHT,
    "2nd March 2026": MIDNIGHT,
    "March 2nd, 2026 at 2:30 PM": AFTERNOON,
    "March 2, 2026 9:05 am": NINE_FIVE,
    "Mar 2, 2026, 9:05:00 AM": NINE_FIVE,
    "Monday, March 2, 2026": MIDNIGHT,
    "Mon, 2 Mar 2026 09:05:00": NINE_FIVE,
    "Mon, 2 Mar 2026 09:05:00 GMT": NINE_FIVE,
    "Mon Mar 02 09:05:00 UTC 2026": NINE_FIVE,
    "Mon Mar  2 2026 09:05:00 GMT+0100 (Central European Standard Time)": NINE_FIVE,
    "2026/03/02 9:05:00 AM GMT+1": NINE_FIVE,
    "2 mars 2026 à 14h30": AFTERNOON,
    "lundi 2 mars 2026": MIDNIGHT,
    "mar. 3 mars 2026": datetime(2026, 3, 3),
    "1er mars 2026": datetime(2026, 3, 1),
    "2. März 2026 um 14:30 Uhr": AFTERNOON,
    "Mo., 02.03.2026 14:30": AFTERNOON,
    "1. Jänner 2026": datetime(2026, 1, 1),
    "02 mar. 2026": MIDNIGHT,
    "2 de marzo de 2026, 14:30": AFTERNOON,
    "2 de marzo del 2026 a las 2:30 p. m.": AFTERNOON,
    "lunedì 2 marzo 2026 alle ore 14:30": AFTERNOON,
    "maandag 2 maart 2026 om 14:30 uur": AFTERNOON,
    "den 2. marts 2026 kl. 14.30": AFTERNOON,
    "mandag den 2. marts 2026": MIDNIGHT,
    "segunda-feira, 2 de março de 2026 às 14:30": AFTERNOON,
    "15 août 2026": datetime(2026, 8, 15),
    "2 juil. 2026": datetime(2026, 7, 2),
    "2 juin 2026": datetime(2026, 6, 2),
    "2026年3月2日 14時30分": AFTERNOON,
    " 02/03/2026 ": MIDNIGHT,
    "20260302": MIDNIGHT,
    "20260302090500": NINE_FIVE,
    "20260302T090500Z": NINE_FIVE,
    "46083": MIDNIGHT,
    "46083.375": datetime(2026, 3, 2, 9),
    "46083,6041666667": AFTERNOON,
    "1772442300": NINE_FIVE,
    "1772442300000": NINE_FIVE,
}


def test_moments_are_read_in_every_form(values):
    read = values("read_moment(text, true)", list(MOMENTS))
    assert dict(zip(MOMENTS, read, strict=True)) == MOMENTS


def test_without_zones_the_shops_clock_shows_what_is_written(values):
    texts = [text for text, moment in MOMENTS.items() if moment is not None]
    assert values("read_at(text, true, null, null)", texts) == list(MOMENTS.values())


def test_what_is_no_moment_is_nothing(values):
    texts = ["", " ", "soon", "June", "4 dollars", "31/02/2026", "2026-02-31", "30 février 2026"]
    texts += ["13/13/2026", "0000-00-00", "0001-01-01", "12/31/2025 25:00", "12/31/2025 24:01"]
    texts += ["12/31/2025 10:61", "1.2.3", "10.0.0.1", "12345678", "202632", "12", "9:05", "3/2026"]
    texts += ["2025550123", "+1 202 555 0123", "5/12/2025 9", "Table 2/3/2026", "2 Foo 2026", "1/2"]
    texts += [
        "2 mars 2026 peut-être",
        "99999",
        "infinity",
        "epoch",
        "1, 2, 13",
        "9.00",
        "$1,234.56",
    ]
    assert values("read_moment(text, true)", texts) == [None] * len(texts)
    assert values("read_at(text, true, 'Europe/Paris', 'Europe/London')", texts) == [None] * len(
        texts
    )


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("03/04/2026", True, datetime(2026, 4, 3)),
        ("03/04/2026", False, datetime(2026, 3, 4)),
        ("03/04/2026", None, datetime(2026, 3, 4)),
        ("31/12/2025", False, datetime(2025, 12, 31)),
        ("12/31/2025", True, datetime(2025, 12, 31)),
        ("13.1.26 9:05 PM", False, datetime(2026, 1, 13, 21, 5)),
        ("2026-03-04", True, datetime(2026, 3, 4)),
        ("3 Apr 2026", False, datetime(2026, 4, 3)),
        ("1/2/69", True, datetime(2069, 2, 1)),
        ("1/2/70", True, datetime(1970, 2, 1)),
    ],
)
def test_the_order_of_day_and_month_matters_only_where_both_may_be(value, text, day_first, day):
    assert value("read_moment($1, $2::boolean)", text, day_first) == day


LANGUAGES = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
    "dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
    "en short": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "de short": "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. Dez.",
    "fr short": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es short": "ene feb mar abr may jun jul ago sept oct nov dic",
    "it short": "gen feb mar apr mag giu lug ago set ott nov dic",
    "nl short": "jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec.",
    "da short": "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
    "pt short": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
}
DAY_FORMS = [
    "{d} {name} {y}",
    "{d}. {name} {y}",
    "{name} {d}, {y}",
    "{d} de {name} de {y}",
    "{d:02}-{name}-{y}",
    "{name} {d} {y}",
    "{NAME} {d}, {y}",
]
CLOCK_FORMS = ["", " {h:02}:{m:02}", ", {h:02}:{m:02}:00", " {h12}:{m:02} {half}", " {h}h{m:02}"]
DAYS = st.datetimes(datetime(1970, 1, 1), datetime(2069, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


def write(moment: datetime, day_form: str, clock_form: str, name: str = "") -> str:
    return (day_form + clock_form).format(
        d=moment.day,
        mo=moment.month,
        y=moment.year,
        yy=moment.year % 100,
        name=name,
        NAME=name.upper(),
        h=moment.hour,
        h12=moment.hour % 12 or 12,
        m=moment.minute,
        half="AM" if moment.hour < 12 else "PM",
    )


@MANY_TEXTS
@given(
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from(sorted(LANGUAGES)),
            st.sampled_from(DAY_FORMS),
            st.sampled_from(CLOCK_FORMS),
        ),
        min_size=60,
        max_size=120,
    )
)
def test_every_moment_with_a_months_name_is_read_back(values, written):
    texts = [
        write(moment, day, clock, LANGUAGES[language].split()[moment.month - 1])
        for moment, language, day, clock in written
    ]
    moments = [
        moment if clock else moment.replace(hour=0, minute=0) for moment, _, _, clock in written
    ]
    read = values("read_moment(text, null)", texts)
    assert dict(zip(texts, read, strict=True)) == dict(zip(texts, moments, strict=True))


@MANY_TEXTS
@given(
    st.lists(
        st.tuples(
            DAYS,
            st.sampled_from(
                ["{d}/{mo}/{y}", "{d:02}.{mo:02}.{y}", "{d:02}-{mo:02}-{yy:02}", "{d}. {mo}. {y}"]
            ),
            st.sampled_from(CLOCK_FORMS),
        ),
        min_size=60,
        max_size=120,
    ),
    st.booleans(),
)
def test_every_moment_in_numbers_is_read_back(values, written, day_first):
    forms = [
        day if day_first else day.replace("{d", "{@").replace("{mo", "{d").replace("{@", "{mo")
        for _, day, _ in written
    ]
    texts = [
        write(moment, form, clock) for (moment, _, clock), form in zip(written, forms, strict=True)
    ]
    moments = [
        moment if clock else moment.replace(hour=0, minute=0) for moment, _, clock in written
    ]
    read = values(f"read_moment(text, {day_first})", texts)
    assert dict(zip(texts, read, strict=True)) == dict(zip(texts, moments, strict=True))


PIECES = [
    "2",
    "02",
    "2026",
    "99999999",
    "/",
    "-",
    ".",
    ",",
    ":",
    "T",
    "Z",
    "+",
    "mars",
    "Mar",
    "Mon",
]
PIECES += [
    "de",
    "um",
    "at",
    "h",
    "24",
    "61",
    "pm",
    "GMT",
    "GMT+14",
    "GMT+99",
    "EST",
    "(",
    ")",
    "09:05",
]
PIECES += ["Europe/", "Paris", "0", "1e9", "--", "€", "kr", "$", "'", "nan", "inf", "12,5", " "]
ANY_TEXT = st.one_of(
    st.text(max_size=30),
    st.text("0123456789 .,:/-+'$€()eE%TZapmAPM\u00a0", max_size=30),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join),
)


@MANY_TEXTS
@given(st.lists(ANY_TEXT, min_size=80, max_size=200))
def test_no_text_stops_an_import(values, texts):
    """Any text is an amount and a moment, or none; never an error."""
    texts = [text.replace("\x00", "") for text in texts]
    for expression in (
        "read_amount(text, null)",
        "read_amount(text, ',')",
        "read_number(text, '.')",
        "currency_of(text)",
        "read_moment(text, true)",
        "read_at(text, false, text, 'Europe/London')",
        "read_at('2026-03-02 09:05:00', false, text, 'Europe/London')",
        "read_at('2 mars 2026 09:05', false, text, text)",
    ):
        assert len(values(expression, texts)) == len(texts)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-07-02 09:00:00Z", 10),
        ("2026-07-02T09:00:00.000Z", 10),
        ("2026-07-02 09:00:00 -0400", 14),
        ("2026-07-02T09:00+02:00", 8),
        ("7/2/2026 9:00:00 AM GMT+1", 9),
        ("7/2/2026 9:00 AM EDT", 14),
        ("July 2, 2026 9:00 am PDT", 17),
        ("2 Jul 2026 09:00 CEST", 8),
        ("2 Jul 2026 09:00 Europe/Paris", 8),
        ("Thu Jul 02 2026 09:00:00 GMT+0200 (Central European Summer Time)", 8),
        ("2026-07-02 09:00:00", 9),
        ("7/2/2026 9:00 AM XYZT", 9),
        ("20260702T090000Z", 10),
        ("1782982800", 10),
    ],
)
def test_a_zone_in_the_text_wins(value, text, clock):
    """On the clock of London, which is an hour before Greenwich in July."""
    london = datetime(2026, 7, 2, clock)
    assert value("read_at($1, false, null, 'Europe/London')", text) == london
    if clock != 9:
        assert value("read_at($1, false, 'Asia/Tokyo', 'Europe/London')", text) == london


@pytest.mark.parametrize(
    ("zone", "clock"),
    [
        ("Europe/Paris", 8),
        ("europe/paris", 8),
        ("America/New_York", 14),
        ("Europe/London", 9),
        ("Paris", 8),
        ("Eastern Time (US & Canada)", 14),
        ("(GMT-05:00) Eastern Time (US & Canada)", 14),
        ("W. Europe Standard Time", 8),
        ("GMT+01:00", 9),
        ("UTC+2", 8),
        ("+0200", 8),
        ("-04:00", 14),
        ("(UTC-05:00)", 15),
        ("UTC", 10),
        ("EDT", 14),
        ("CEST", 8),
        ("BST", 9),
        ("Nowhere/City", 9),
        ("GMT+99", 9),
        ("Local", 9),
        ("", 9),
        (None, 9),
    ],
)
def test_a_zone_in_its_own_column(value, zone, clock):
    for text in ("2026-07-02 09:00:00", "7/2/2026 9:00 AM", "2 juillet 2026 à 9h00"):
        read = value("read_at($1, false, $2::varchar, 'Europe/London')", text, zone)
        assert read == datetime(2026, 7, 2, clock)


def test_who_writes_est_all_year_means_the_clock_on_the_wall(value):
    for month in (1, 7):
        nine = datetime(2026, month, 2, 9)
        text = f"{month}/2/2026 9:00 AM EST"
        assert value("read_at($1, false, null, 'America/New_York')", text) == nine
        assert value("read_at($1, false, null, 'America/Chicago')", text) == nine - timedelta(
            hours=1 if month == 1 else 0
        )


@pytest.mark.parametrize(
    ("abbreviation", "shop_zone"),
    [("IST", "Europe/Dublin"), ("IST", "Asia/Calcutta"), ("CST", "Asia/Shanghai")],
)
def test_an_abbreviation_that_places_share_is_the_shops_own(value, abbreviation, shop_zone):
    read = value("read_at('2026-07-02 09:00:00', false, $1, $2)", abbreviation, shop_zone)
    assert read == datetime(2026, 7, 2, 9)


def test_a_day_alone_stays_that_day_in_any_zone(values):
    texts = ["2026-07-02", "07/02/2026", "2 juillet 2026", "20260702", "46205"]
    read = values("read_at(text, false, 'Asia/Tokyo', 'America/New_York')", texts)
    assert read == [datetime(2026, 7, 2)] * len(texts)


def test_an_unknown_shop_zone_leaves_the_clock_alone(values):
    read = values("read_at(text, false, 'Asia/Tokyo', 'Nowhere/City')", ["2026-07-02 09:00:00"])
    assert read == [datetime(2026, 7, 2, 9)]


def test_every_zone_that_the_database_lists_can_be_read(value):
    assert value(
        "(select count(read_at('2026-07-02 09:00:00', false, name, 'Europe/London')) = count(*) "
        "from pg_timezone_names())"
    )
    offsets = [
        f"{sign}{hour:02}:{minute}" for sign in "+-" for hour in range(15) for minute in (0, 30)
    ]
    assert value(
        "list_count(list_transform($1::varchar[], "
        "lambda x: read_at('2026-07-02 09:00:00', false, x, 'Europe/London')))",
        offsets,
    ) == len(offsets)
