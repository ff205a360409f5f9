"""What an export's text means (queries/macros/reading.sql)."""

from datetime import datetime
from decimal import Decimal

import pytest


@pytest.fixture(scope="module")
def value(sample_store):
    """value("read_money($1)", "$4.00"): what an expression gives."""

    def calculate(expression: str, *given):
        with sample_store.read() as cursor:
            return cursor.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("9.00", "9.00"),
        ("$9.00", "9.00"),
        ("-$9.00", "-9.00"),
        ("$-9.00", "-9.00"),
        ("($33.62)", "-33.62"),
        (" ($1,233.62) ", "-1233.62"),
        ("$1,234,567.89", "1234567.89"),
        ("$1,149.00 ", "1149.00"),
        ("€12.50", "12.50"),
        ("£12.50", "12.50"),
        ("0", "0.00"),
        (".5", "0.50"),
        ("1e3", "1000.00"),
        ("12.345", "12.35"),
        ("9999999999999999.99", "9999999999999999.99"),
    ],
)
def test_money_is_read(value, text, amount):
    assert value("read_money($1)", text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", " ", "four", "$", "-", "4 dollars", "1.2.3", "n/a", "()", None]
)
def test_what_is_no_money_is_nothing(value, text):
    assert value("read_money($1::varchar)", text) is None


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


@pytest.mark.parametrize(
    ("stamp", "minutes"),
    [
        ("2020/10/30 3:08:44 PM GMT+1", 60),
        ("2020/10/30 3:08:44 PM GMT-4", -240),
        ("2020/10/30 3:08:44 PM GMT+5:30", 330),
        ("2020/10/30 3:08:44 PM GMT-3:30", -210),
        ("2020/10/30 3:08:44 PM GMT+13", 780),
        ("10/30/2020 15:08:44", None),
    ],
)
def test_the_offset_of_a_stamp(value, stamp, minutes):
    assert value("stamp_offset($1)", stamp) == minutes


@pytest.mark.parametrize(
    "stamp", ["", "soon", "2020/13/30 3:08:44 PM GMT+1", "2020-02-30 01:00:00"]
)
def test_a_stamp_that_is_none_is_nothing(value, stamp):
    assert value("stamp_time($1)", stamp) is None


def test_a_clock_stays_as_it_is_where_its_zone_or_the_shops_is_unknown(value):
    noon = datetime(2026, 3, 2, 12)
    assert value("shop_time($1, null, 'Europe/London')", noon) == noon
    assert value("shop_time($1, -300, null)", noon) == noon
    assert value("zone_time($1, null, 'Europe/London')", noon) == noon
    assert value("zone_time($1, 'Europe/London', null)", noon) == noon
    assert value("zone_time($1, 'Europe/London', 'Europe/London')", noon) == noon


@pytest.mark.parametrize(
    ("metric", "score", "fits"),
    [
        ("nps", "0", True),
        ("nps", "10", True),
        ("nps", "11", False),
        ("nps", "-1", False),
        ("csat", "1", True),
        ("csat", "5", True),
        ("csat", "0", False),
        ("csat", "6", False),
        ("csat", "3.5", False),
        ("ces", "7", True),
        ("ces", "8", False),
        ("ces", "0", False),
    ],
)
def test_a_score_fits_its_scale(value, metric, score, fits):
    assert value("score_fits($1, $2::decimal(6, 2))", metric, score) is fits
