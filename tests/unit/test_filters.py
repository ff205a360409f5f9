"""What is being looked at: whatever the address says, the answer lies within the data."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from regulars.app.filters import OWN_DATES, PERIODS, USUAL_PERIOD, Chosen, period_days
from regulars.web.kit import filters

FIRST, LAST = date(2025, 5, 1), date(2026, 10, 31)


@pytest.mark.parametrize(
    ("name", "from_on"),
    [
        ("Last 4 weeks", date(2026, 10, 4)),
        ("Last 13 weeks", date(2026, 8, 2)),
        ("Last 12 months", date(2025, 11, 1)),
        ("All time", FIRST),
    ],
)
def test_a_named_period_ends_on_the_last_day(name: str, from_on: date) -> None:
    assert period_days(name, FIRST, LAST) == (from_on, LAST)


def test_an_unknown_period_is_the_usual_one() -> None:
    assert period_days("'; drop table", FIRST, LAST) == period_days(USUAL_PERIOD, FIRST, LAST)


@given(
    name=st.one_of(st.sampled_from(list(PERIODS)), st.text()),
    first=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    length=st.integers(0, 5000),
)
def test_a_period_never_leaves_the_data(name: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    from_on, as_of = period_days(name, first, last)
    assert first <= from_on <= as_of == last


def test_the_parameters_are_the_four_that_questions_name() -> None:
    chosen = Chosen(FIRST, LAST, "Mill Lane", None, "USD", has_before=False)
    assert chosen.as_parameters() == {
        "from_on": FIRST,
        "as_of": LAST,
        "location": "Mill Lane",
        "staff": None,
    }


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop for whoever looks to be a viewer of; nothing of it is asked."""
    return tmp_path_factory.mktemp("filters")


class Screen:
    """A screen that draws all filters over data that is made up."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, data_dir: Path, **there_is: list[str]
    ) -> None:
        # Who is looking is asked of a shop.
        monkeypatch.setenv("REGULARS_DATA_DIR", str(data_dir))
        frames = {
            name: pd.DataFrame({name: there_is.get(name, [])}) for name in ("location", "staff")
        }
        overview = SimpleNamespace(first_trading_on=FIRST, last_trading_on=LAST, currency="USD")
        monkeypatch.setattr(filters, "row", lambda kind: overview)
        monkeypatch.setattr(
            filters,
            "ask",
            lambda question: frames["location" if question == "shop/locations" else "staff"],
        )

    def open(self, **query: str) -> tuple[AppTest, Chosen]:
        def draw() -> None:
            import streamlit

            from regulars.app.screens import BY_NAME
            from regulars.web.kit.filters import choose

            # It has all of them.
            streamlit.session_state["chosen"] = choose(BY_NAME["lapsed"])

        test = AppTest.from_function(draw, default_timeout=60)
        for key, value in query.items():
            test.query_params[key] = value
        test.run()
        assert not test.exception
        return test, test.session_state["chosen"]


def labels(test: AppTest) -> list[Any]:
    return [box.label for box in test.selectbox]


def test_a_filter_with_nothing_to_choose_is_not_drawn(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path
) -> None:
    test, chosen = Screen(monkeypatch, data_dir, location=["Mill Lane"]).open(
        location="Mill Lane", staff="Ana"
    )
    assert labels(test) == ["Period"]
    assert (chosen.location, chosen.staff) == (None, None)


def test_the_address_says_what_is_chosen(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> None:
    screen = Screen(monkeypatch, data_dir, location=["Mill Lane", "Quay"], staff=["Ana"])
    test, chosen = screen.open(period="Last 4 weeks", location="Quay", staff="Ana")
    assert labels(test) == ["Period", "Place", "Staff"]
    assert (chosen.from_on, chosen.as_of) == (date(2026, 10, 4), LAST)
    assert (chosen.location, chosen.staff) == ("Quay", "Ana")
    assert chosen.has_before


@pytest.mark.parametrize(
    ("given_from", "given_to", "from_on", "as_of"),
    [
        ("2026-01-01", "2026-03-31", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-03-31", "2026-01-01", FIRST, LAST),
        ("1999-01-01", "2031-01-01", FIRST, LAST),
        ("yesterday", "%00", FIRST, LAST),
    ],
)
def test_dates_of_ones_own(
    monkeypatch: pytest.MonkeyPatch,
    data_dir: Path,
    given_from: str,
    given_to: str,
    from_on: date,
    as_of: date,
) -> None:
    query = {"period": OWN_DATES, "from": given_from, "to": given_to}
    _, chosen = Screen(monkeypatch, data_dir).open(**query)
    assert (chosen.from_on, chosen.as_of) == (from_on, as_of)


@pytest.mark.parametrize("nonsense", ["Nowhere", "", "<b>x</b>", "All places' or 1=1"])
def test_what_is_not_there_cannot_be_chosen(
    monkeypatch: pytest.MonkeyPatch, data_dir: Path, nonsense: str
) -> None:
    screen = Screen(monkeypatch, data_dir, location=["Mill Lane", "Quay"], staff=["Ana"])
    _, chosen = screen.open(period=nonsense, location=nonsense, staff=nonsense)
    assert (chosen.from_on, chosen.as_of) == period_days(USUAL_PERIOD, FIRST, LAST)
    assert (chosen.location, chosen.staff) == (None, None)
