"""Which days of the past are replayed, and what is learnt from them, without a shop's import."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from regulars.facts.optimization import fit_logistic
from regulars.facts.outlook import day_ahead
from regulars.facts.outlook.day_ahead import SIGNS, TRUST, learn_day_weights

TODAY = date(2026, 6, 30)
PEOPLE = 80


def is_open(day: date) -> bool:
    """Closed on Sundays, for a week in May, on April's Saturdays and for March's long weekends."""
    if day.month == 4 and day.weekday() == 5 or day.month == 3 and day.weekday() in (4, 5):
        return False
    return day.weekday() != 6 and not date(2026, 5, 3) <= day < date(2026, 5, 10)


EVERY_DAY = [TODAY - timedelta(back) for back in range(180)]
OPEN = [day for day in EVERY_DAY if is_open(day)]


def came_on(day: date) -> list[int]:
    """Everybody has a weekday of their own, and some come at random."""
    draw = np.random.default_rng(day.toordinal())
    return [
        person
        for person in range(PEOPLE)
        if person % 6 == day.weekday() and draw.random() < 0.7 or draw.random() < 0.04
    ]


def sign(name: str) -> str:
    """The first says whose weekday it is, the others are noise of the day and the person."""
    if name == SIGNS[0]:
        return f"(person % 6 = isodow($day::date) - 1)::double as {name}"
    place = SIGNS.index(name)
    return f"hash(person, $as_of::date, $day::date, {place}) % 1000 / 500.0 - 1 as {name}"


@pytest.fixture
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    """The facts that are read; $day and $as_of of the signs are the macro's own."""
    signs = ", ".join(map(sign, SIGNS)).replace("$as_of", "as_of").replace("$day", "day")
    with duckdb.connect() as opened:
        opened.execute(
            f"""
            create schema facts;
            create table facts.visit (customer_id text, visited_on date, visit_number integer);
            create table facts.trading_day (trading_on date, is_open boolean);
            create table facts.booking (customer_id text, starts_on date);
            create macro facts.day_habit(as_of, day, place) as table
            select 'C' || person as customer_id, {signs} from range({PEOPLE}) as people (person);
            create macro facts.booked_ahead(as_of) as table
            select customer_id, starts_on from facts.booking;
            create table facts.day_weight as
            select
                unnest([true, false]) as is_next, 0 as learnt_count, false as is_unsettled,
                0.1 as intercept, {", ".join(f"0.2::double as {name}" for name in SIGNS)};
            alter table facts.day_weight alter intercept type double;
            """
        )
        days = [(day, is_open(day)) for day in EVERY_DAY]
        opened.executemany("insert into facts.trading_day values (?, ?)", days)
        visits = [(f"C{person}", day, 2) for day in OPEN for person in came_on(day)]
        opened.execute(
            "insert into facts.visit select unnest($who), unnest($days), unnest($numbers)",
            dict(
                zip(("who", "days", "numbers"), map(list, zip(*visits, strict=True)), strict=True)
            ),
        )
        yield opened


def next_pairs() -> list[tuple[date, date]]:
    """Every third open day with the open day before it, unless that is more than three days ago."""
    newest = OPEN[:120]
    pairs = [(newest[place + 1], newest[place]) for place in range(0, len(newest) - 1, 3)]
    return [(before, on) for before, on in pairs if (on - before).days <= 3][:24]


def later_pairs() -> list[tuple[date, date]]:
    """Every fourth open day with an evening one to four weeks before it, in turn."""
    newest, pairs = OPEN[:120], []
    for place in range(14):
        on = newest[4 * place]
        latest = on - timedelta((7, 14, 5, 21, 9, 28, 12)[place % 7])
        pairs.append((next(day for day in newest if day <= latest), on))
    return pairs


def learnt(
    cursor: duckdb.DuckDBPyConnection,
    pairs: list[tuple[date, date]],
    left_out: frozenset[tuple[int, date]] = frozenset(),
) -> tuple[int, np.ndarray]:
    """How many came, and the weights, from these days."""
    rows, outcomes = [], []
    for as_of, on in pairs:
        table = cursor.execute(
            "select * from facts.day_habit($as_of::date, $day::date, null)",
            {"as_of": as_of, "day": on},
        ).fetchall()
        came = came_on(on)
        for customer, *signs in table:
            person = int(customer[1:])
            if (person, on) not in left_out:
                rows.append([1.0, *signs])
                outcomes.append(float(person in came))
    prior = np.array([0.1] + [0.2] * len(SIGNS))
    table = np.array(rows, dtype=float)
    return int(sum(outcomes)), fit_logistic(table, np.array(outcomes), prior=prior, trust=TRUST)


def told(cursor: duckdb.DuckDBPyConnection, is_next: bool) -> tuple[int, bool, np.ndarray]:
    columns = ", ".join(("intercept", *SIGNS))
    count, unsettled, *weights = cursor.execute(
        f"select learnt_count, is_unsettled, {columns} from facts.day_weight "
        "where is_next = $is_next",
        {"is_next": is_next},
    ).fetchall()[0]
    return count, unsettled, np.array(weights)


def assert_learnt(cursor, is_next, pairs, left_out=frozenset()) -> None:
    count, unsettled, weights = told(cursor, is_next)
    expected_count, expected = learnt(cursor, pairs, left_out)
    assert not unsettled
    assert count == expected_count
    assert weights == pytest.approx(expected, abs=1e-6)


def test_the_next_day_and_later_days_are_learnt_each_from_days_of_their_own(cursor):
    learn_day_weights(cursor, TODAY)
    waits = {(on - before).days for before, on in next_pairs()}
    assert (waits, len(next_pairs())) == ({1, 3}, 24), "none of four days"
    assert_learnt(cursor, True, next_pairs())
    assert_learnt(cursor, False, later_pairs())
    assert told(cursor, True)[2][1] > 1.5, "whose weekday it is says most"


def test_who_was_booked_teaches_nothing(cursor):
    (_, on), *_ = next_pairs()
    booked = came_on(on)[0]
    cursor.execute("insert into facts.booking values (?, ?)", [f"C{booked}", on])
    learn_day_weights(cursor, TODAY)
    assert_learnt(cursor, True, next_pairs(), frozenset({(booked, on)}))


@pytest.mark.parametrize(
    ("least", "there"),
    [("FEWEST_PEOPLE", PEOPLE), ("FEWEST_OPEN_DAYS", 120), ("FEWEST_VISITS", None)],
)
def test_just_enough_is_enough_and_one_less_is_not(cursor, monkeypatch, least, there):
    if there is None:
        there = sum(len(came_on(day)) for day in OPEN)
    monkeypatch.setattr(day_ahead, least, there + 1)
    learn_day_weights(cursor, TODAY)
    assert told(cursor, True)[0] == told(cursor, False)[0] == 0
    monkeypatch.setattr(day_ahead, least, there)
    learn_day_weights(cursor, TODAY)
    assert told(cursor, True)[0] > 0
    assert told(cursor, False)[0] > 0


def test_a_shop_without_a_past_keeps_what_it_has(cursor):
    cursor.execute("delete from facts.visit; delete from facts.trading_day")
    learn_day_weights(cursor, TODAY)
    assert told(cursor, True)[0] == 0


def test_with_many_people_fewer_days_are_replayed_and_five_at_least(cursor, monkeypatch):
    monkeypatch.setattr(day_ahead, "MANY_PEOPLE", PEOPLE // 4)
    learn_day_weights(cursor, TODAY)
    assert_learnt(cursor, True, next_pairs()[:6])
    assert_learnt(cursor, False, later_pairs()[:5])


def test_with_many_people_every_so_many_are_asked(cursor, monkeypatch):
    monkeypatch.setattr(day_ahead, "MOST_PEOPLE_A_DAY", PEOPLE // 3)
    asked = cursor.execute(
        f"select person from range({PEOPLE}) as people (person) where hash('C' || person) % 4 = 0"
    ).fetchall()
    others = set(range(PEOPLE)) - {person for (person,) in asked}
    learn_day_weights(cursor, TODAY)
    left_out = frozenset((person, on) for person in others for on in OPEN)
    assert_learnt(cursor, True, next_pairs(), left_out)


@pytest.mark.parametrize("is_next", [True, False])
def test_weights_that_do_not_hold_are_not_written_and_it_is_said(cursor, monkeypatch, is_next):
    fits = day_ahead.fit_logistic
    asked = iter([is_next, not is_next])

    def fit(*given, **more):
        return None if next(asked) else fits(*given, **more)

    monkeypatch.setattr(day_ahead, "fit_logistic", fit)
    learn_day_weights(cursor, TODAY)
    count, unsettled, weights = told(cursor, is_next)
    assert (count, unsettled) == (0, True)
    assert list(weights) == [0.1] + [0.2] * len(SIGNS)
    count, unsettled, _ = told(cursor, not is_next)
    assert count > 0
    assert not unsettled
