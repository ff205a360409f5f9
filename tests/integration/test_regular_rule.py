"""The rule of a regular, as the shop decides it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from regulars.app.policy import LOCAL_MANAGER, Permission, Viewer, allow
from regulars.auth.person import Person, Role
from regulars.errors import NotAllowed, RegularsError
from regulars.records.regular_rule import change_rule, reset_rule
from regulars.store.store import Store
from tests.tables import answer, assert_table, every, open_days, rows_of

OPEN = open_days("2025-09-01", "2026-03-29")
BY = {"now": datetime(2026, 3, 30, 9), "by": "Ana"}


@pytest.fixture
def store(a_store: Callable[..., Store]) -> Store:
    """Ana six times, Ben three times, Cleo twice, the last time on the same day."""
    return a_store(
        sales=OPEN
        + every(7, "ana", "2026-02-17", 6)
        + every(7, "ben", "2026-03-10", 3)
        + every(7, "cleo", "2026-03-17", 2)
    )


def regulars(store: Store) -> list[str]:
    return sorted(answer(store, "regulars/people")["customer_name"])


def test_the_usual_rule_is_four_visits_in_26_weeks(store: Store) -> None:
    assert regulars(store) == ["Ana"]
    assert rows_of(store, "select visits, weeks, is_chosen from facts.rule") == [(4, 26, False)]


@pytest.mark.parametrize(
    ("visits", "weeks", "expected"),
    [
        (2, 26, ["Ana", "Ben", "Cleo"]),
        (3, 26, ["Ana", "Ben"]),
        (6, 26, ["Ana"]),
        (7, 26, []),
        # The Sunday of as of and the 20 days before it hold three Tuesdays; 13 days hold two.
        (3, 3, ["Ana", "Ben"]),
        (3, 2, []),
        (2, 2, ["Ana", "Ben", "Cleo"]),
    ],
)
def test_another_rule_makes_other_regulars_and_the_preview_said_so(
    store: Store, visits: int, weeks: int, expected: list[str]
) -> None:
    preview = answer(store, "regulars/rule_preview", visits=visits, weeks=weeks)
    change_rule(store, visits, weeks, **BY)
    assert regulars(store) == expected
    assert (preview["before_count"][0], preview["after_count"][0]) == (1, len(expected))


def test_the_past_is_judged_by_the_new_rule_too(store: Store) -> None:
    """Ana is a regular from her fourth visit on, and by the other rule from her second on."""
    since = "select distinct regular_since from facts.visit where regular_since is not null"
    assert [str(day) for (day,) in rows_of(store, since)] == ["2026-03-10"]
    change_rule(store, 2, 26, **BY)
    assert [str(day) for (day,) in rows_of(store, f"{since} order by 1")] == [
        "2026-02-24",
        "2026-03-17",
        "2026-03-24",
    ]
    assert_table(
        answer(store, "regulars/figures"),
        """
        regular_count | rule_visits | rule_weeks | usual_visits | usual_weeks | is_chosen
        3             | 2           | 26         | 4            | 26          | yes
        """,
    )


def test_the_usual_rule_comes_back(store: Store) -> None:
    change_rule(store, 2, 26, **BY)
    reset_rule(store)
    assert regulars(store) == ["Ana"]
    assert rows_of(store, "select is_chosen from facts.rule") == [(False,)]


@pytest.mark.parametrize(
    ("visits", "weeks", "words"),
    [
        (1, 26, "2 to 30 visits"),
        (31, 26, "2 to 30 visits"),
        (4, 1, "2 to 104 weeks"),
        (4, 105, "2 to 104 weeks"),
        (15, 2, "14 days"),
    ],
)
def test_a_rule_that_cannot_be_changes_nothing(
    store: Store, visits: int, weeks: int, words: str
) -> None:
    with pytest.raises(RegularsError, match=words):
        change_rule(store, visits, weeks, **BY)
    assert rows_of(store, "select visits, weeks, is_chosen from facts.rule") == [(4, 26, False)]


def test_where_people_come_seldom_the_usual_rule_looks_back_a_year(
    a_store: Callable[..., Store],
) -> None:
    """Every 46 days is more than 26 weeks / 4; every 45 days is not."""
    seldom = a_store(sales=OPEN + every(46, "ana", "2025-09-02", 4))
    assert rows_of(seldom, "select visits, weeks, typical_gap_days from facts.rule") == [
        (4, 52, 46.0)
    ]


def test_where_people_come_often_enough_it_does_not(a_store: Callable[..., Store]) -> None:
    often = a_store(sales=OPEN + every(45, "ana", "2025-09-02", 4))
    assert rows_of(often, "select visits, weeks from facts.rule") == [(4, 26)]


def test_only_managers_set_it() -> None:
    allow(LOCAL_MANAGER, Permission.SET_RULE)
    with pytest.raises(NotAllowed):
        allow(
            Viewer.of_person(Person("p2", "Tom", None, Role.STAFF, True, True, True)),
            Permission.SET_RULE,
        )
