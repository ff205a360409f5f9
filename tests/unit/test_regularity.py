"""Regularity k is the k of the Erlang distribution that the gaps were drawn from.

Wheat & Morrison (1990), J. Marketing Research 27, 87-93: of two gaps in a row, t1 / (t1 + t2) is
Beta(k, k) distributed, whose variance is 1 / (4 (2k + 1)).
"""

import random
from datetime import date, timedelta

import pytest

from tests.tables import every, rows_of

PEOPLE = 120
VISITS = 20
MEAN_GAP_DAYS = 80  # long, so that whole days hardly round the gaps


def visits_with_gaps_of(shape: int, prefix: str):
    draw = random.Random(shape)
    for person in range(PEOPLE):
        day = 0.0
        for visit in range(VISITS):
            day += draw.gammavariate(shape, MEAN_GAP_DAYS / shape)
            yield {
                "receipt": f"{prefix}{person}-{visit}",
                "customer": f"{prefix}{person}",
                "name": f"{prefix.upper()}{person}",
                "date": (date(2015, 1, 1) + timedelta(days=round(day))).isoformat(),
            }


@pytest.fixture(scope="module")
def rhythms(tmp_path_factory):
    """(name -> regularity) of people who come at random and of people who come as Erlang-4."""
    from regulars.intake.file_import import take
    from regulars.store.store import Store
    from tests.tables import write_exports

    folder = tmp_path_factory.mktemp("regularity")
    sales = [*visits_with_gaps_of(1, "r"), *visits_with_gaps_of(4, "s")]
    sales += every(10, "clock", "2015-01-01", 30, name="Clock")
    sales += every(10, "new", "2015-01-01", 6, name="New")
    sales += every(10, "seven", "2015-01-01", 7, name="Seven")
    with Store.open(folder / "a.duckdb", readable=[folder]) as store:
        take(store, write_exports(folder, sales=sales))
        yield dict(
            rows_of(
                store,
                "select customer_name, regularity from facts.rhythm "
                "inner join facts.customer using (customer_id)",
            )
        )


def pooled(rhythms: dict[str, float], prefix: str) -> float:
    """k of the mean variance: each person's own k is too rough to be averaged."""
    variances = [1 / (4 * (2 * k + 1)) for name, k in rhythms.items() if name[0] == prefix]
    assert len(variances) >= PEOPLE
    variance = sum(variances) / len(variances)
    return (1 - 4 * variance) / (8 * variance)


def test_random_gaps_have_a_regularity_of_about_one(rhythms):
    assert pooled({k: v for k, v in rhythms.items() if k[0] == "R"}, "R") == pytest.approx(
        1, abs=0.15
    )


def test_erlang_4_gaps_have_a_regularity_of_about_four(rhythms):
    erlang = {name: k for name, k in rhythms.items() if name[0] == "S" and name != "Seven"}
    assert pooled(erlang, "S") == pytest.approx(4, abs=0.5)


def test_a_clock_is_as_regular_as_it_gets(rhythms):
    assert rhythms["Clock"] == 20


def test_it_takes_six_gaps_to_say(rhythms):
    assert rhythms["New"] is None
    assert rhythms["Seven"] == 20
