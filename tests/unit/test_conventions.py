"""How a file writes days and amounts (regulars/intake/conventions.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from regulars.intake.conventions import Conventions, find_conventions
from regulars.store.store import Store


@pytest.fixture(scope="module")
def customs_of(sample_store: Store) -> Callable[..., Conventions]:
    """customs_of(["03/04/2026"], ["9.00"], country="GB"): of a file with these two columns."""

    def find(
        days: list[str | None],
        amounts: list[str | None] | None = None,
        *,
        country: str = "US",
        second_days: list[str | None] | None = None,
    ) -> Conventions:
        columns = (days, amounts or [], second_days or [])
        length = max(len(column) for column in columns)
        padded = [column + [None] * (length - len(column)) for column in columns]
        with sample_store.read() as cursor:
            cursor.execute(
                """
                create or replace temp table export_row as
                select
                    unnest(range(1, $length + 1)) as row_number,
                    unnest($days::varchar[]) as c1,
                    unnest($amounts::varchar[]) as c2,
                    unnest($second_days::varchar[]) as c3
                """,
                {
                    "length": length,
                    "days": padded[0],
                    "amounts": padded[1],
                    "second_days": padded[2],
                },
            )
            dates = ["c1"] if second_days is None else ["c1", "c3"]
            return find_conventions(cursor, dates, ["c2"] if amounts else [], country)

    return find


@pytest.mark.parametrize("country", ["US", "GB"])
@pytest.mark.parametrize(
    ("days", "day_first"),
    [
        (["01/02/2026", "13/02/2026"], True),
        (["01/02/2026", "02/13/2026"], False),
        (["1.2.26 9:05", "13.2.26 9:05"], True),
        (["1/2/26, 9:05 PM", "2/13/26, 9:05 PM", None, ""], False),
        (["Fri 13-02-2026"], True),
        (["09:05 31/12/2025"], True),
        (["1. 2. 2026", "13. 2. 2026"], True),
        (["12/31/25", "not a day", "45/12/2026", "10.0.0.1"], False),
    ],
)
def test_a_day_after_the_twelfth_tells_the_order(customs_of, days, day_first, country):
    assert customs_of(days, country=country) == Conventions(day_first, None, True, "")


@pytest.mark.parametrize(
    "days",
    [
        [],
        [None, ""],
        ["2026-03-04", "2026-12-01 09:05:00", "2026-03-04T09:00:00Z"],
        ["3 April 2026", "March 4, 2026"],
        ["46083", "soon"],
        ["2026/03/04"],
    ],
)
def test_days_that_can_be_read_in_one_way_need_no_order(customs_of, days):
    assert customs_of(days) == Conventions(None, None, True, "")


def test_a_file_that_contradicts_itself_is_read_as_most_of_it_is_written(customs_of):
    days = ["13/02/2026", "14/02/2026", "03/04/2026", "02/15/2026"]
    assert customs_of(days) == Conventions(True, None, False, "03/04/2026")
    assert customs_of(["02/15/2026", "02/16/2026", "16/02/2026"], country="GB") == Conventions(
        False, None, False, "16/02/2026"
    )


@pytest.mark.parametrize(
    ("country", "day_first"),
    [("US", False), ("us", False), ("PH", False), ("GB", True), ("DE", True), ("CA", True)],
)
def test_the_country_decides_where_the_file_says_nothing(customs_of, country, day_first):
    assert customs_of(["03/04/2026"], country=country) == Conventions(
        day_first, None, False, "03/04/2026"
    )


def test_the_example_is_written_as_the_file_writes_it_without_the_time(customs_of):
    found = customs_of(["5/5/2026 8:00 AM", "3/4/26 9:05 PM"])
    assert (found.is_sure, found.example) == (False, "3/4/26")


def test_a_week_is_likelier_than_ten_months(customs_of):
    days = [f"03/{day:02}/2026" for day in range(4, 9)]
    assert customs_of(days, country="GB") == Conventions(False, None, False, "03/04/2026")
    days = [f"{day:02}/03/2026" for day in range(4, 9)]
    assert customs_of(days, country="US") == Conventions(True, None, False, "04/03/2026")


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(("form", "day_first"), [("{d}/{m}/2026", True), ("{m}/{d}/2026", False)])
def test_rows_in_order_tell(customs_of, form, day_first, backwards):
    """Only one reading puts the rows in the order of time; the first row is the newest, maybe."""
    pairs = [(2, 1), (9, 1), (3, 2), (7, 3), (1, 4), (11, 5), (4, 6)]
    days = [form.format(d=day, m=month) for day, month in pairs]
    found = customs_of(days[::-1] if backwards else days, country="US" if day_first else "GB")
    assert found == Conventions(day_first, None, True, "")


def test_few_rows_in_order_do_not_tell(customs_of):
    found = customs_of(["9/1/2026", "3/2/2026"], country="US")
    assert not found.is_sure


def test_columns_that_disagree_in_their_order_do_not_tell(customs_of):
    pairs = [(2, 1), (9, 1), (3, 2), (7, 3), (1, 4), (11, 5), (4, 6)]
    found = customs_of(
        [f"{day}/{month}/2026" for day, month in pairs],
        second_days=[f"{month}/{day}/2026" for day, month in pairs],
        country="GB",
    )
    assert (found.day_first, found.is_sure) == (True, False)


def test_one_column_tells_for_the_other(customs_of):
    assert customs_of(["03/04/2026"], second_days=["13/04/26"]) == Conventions(True, None, True, "")


def test_dots_put_the_day_first(customs_of):
    assert customs_of(["03.04.2026"], country="DE") == Conventions(True, None, True, "")
    assert customs_of(["03.04.2026"], country="US") == Conventions(True, None, False, "03.04.2026")


def test_the_same_day_and_month_says_nothing_and_matters_not(customs_of):
    assert customs_of(["05/05/2026"]).is_sure


@pytest.mark.parametrize(
    ("amounts", "mark"),
    [
        (["9.00", "12.50"], "."),
        (["9,00", "12,50"], ","),
        (["$1,234.56"], "."),
        (["1.234,56 €"], ","),
        (["1.234", "5,5"], ","),
        (["1,234", "5.5"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["0,125"], ","),
        (["1234.567"], "."),
        (["kr 99,-"], ","),
        (["(33,62)", "-9,00"], ","),
        (["9.00", "9.10", "9,20"], "."),
        (["9", "12", None], None),
        (["1.234", "5.678"], None),
        (["v1.2.3", "1.5x", "12:30", "free, 1"], None),
        ([None], None),
    ],
)
def test_the_decimal_mark_is_what_telling_amounts_show(customs_of, amounts, mark):
    assert customs_of([], amounts) == Conventions(None, mark, True, "")


def test_without_amounts_there_is_no_decimal_mark(customs_of):
    assert customs_of(["2026-03-04"]).decimal_mark is None


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.dates(date(1990, 1, 1), date(2060, 1, 1)),
    st.lists(st.integers(0, 400), min_size=1, max_size=40),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y} 09:05", "{m}/{d}/{y}", "{m:02}.{d:02}.{y}"]),
    st.sampled_from(["US", "GB"]),
)
def test_a_file_that_is_sure_is_right(customs_of, first, steps, form, country):
    """Rows by chance: whatever the file says for sure is how it was written."""
    days = [first + timedelta(days=step) for step in steps]
    written = [form.format(d=day.day, m=day.month, y=day.year) for day in days]
    found = customs_of(written, country=country)
    tells = any(day.day > 12 for day in days)
    if tells:
        assert found == Conventions(form.startswith("{d"), None, True, "")
    else:
        assert found.day_first is not None
        assert found.is_sure == (found.example == "")
