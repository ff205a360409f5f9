"""From answers to drivers: what is held beside what, and whose answers count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest

from regulars.facts.build import model_statements
from regulars.facts.drivers import build
from regulars.facts.drivers.build import learn_drivers
from regulars.facts.drivers.effects import find_return_drivers, find_score_drivers

LAST_ON = date(2026, 6, 30)
HORIZON_DAYS = 30
COUNT = 240


class Survey:
    """240 answers of 120 people, the last two in every eight of nobody known; drawn once.

    Attributes:
        score: (metric, touchpoint) -> each answer's score.
        themes: theme -> the places of the comments that name it.
        person: who answered; None where nobody knows.
        on, visit_on, next_on: the days of the answer, of the visit and of the next one.
        number: which visit it was.
    """

    def __init__(self) -> None:
        random = np.random.default_rng(11)
        speed, coffee, price = np.clip(np.round(random.normal(3.5, 1.2, (3, COUNT))), 1, 5)
        overall = np.clip(np.round(1 + speed * 1.7 + random.normal(0, 1.0, COUNT)), 0, 10)
        self.score = {
            ("nps", "overall"): overall,
            ("csat", "speed"): speed,
            ("csat", "coffee"): coffee,
            ("stars", "price"): price,
        }
        self.themes = {"music": range(0, 60, 4), "smell": range(0, 56, 4)}
        self.person = [None if place % 8 > 5 else place // 2 for place in range(COUNT)]
        self.on = [date(2025, 11, 10) + timedelta(place) for place in range(COUNT)]
        self.visit_on = [day - timedelta(1) for day in self.on]
        self.number = random.integers(1, 30, COUNT)
        self.next_on: list[date | None] = []
        for place in range(COUNT):
            is_back = random.random() < (0.9 if speed[place] > 3 else 0.2)
            days = 10 if is_back else 60
            self.next_on.append(self.on[place] + timedelta(days) if place % 5 else None)

    def write(self, cursor: duckdb.DuckDBPyConnection) -> None:
        """Into the facts that are read."""
        known = [place for place in range(COUNT) if self.person[place] is not None]
        answers = [
            (
                place + 1, metric, touchpoint, float(scores[place]), self.customer(place),
                self.on[place], self.visit_on[place], self.next_on[place],
            )
            for (metric, touchpoint), scores in self.score.items()
            for place in range(COUNT)
        ]  # fmt: skip
        visits = [
            (self.customer(place), self.visit_on[place], int(self.number[place])) for place in known
        ]
        named = [
            (place + 1, theme) for theme, places in self.themes.items() for place in [*places] * 2
        ]
        for table, rows in (("response", answers), ("visit", visits), ("comment_theme", named)):
            cursor.register("drawn", pd.DataFrame(rows).astype(object))
            cursor.execute(f"insert into facts.{table} select * from drawn")
        cursor.unregister("drawn")
        cursor.execute("insert into facts.customer select distinct customer_id from facts.visit")

    def customer(self, place: int) -> str | None:
        """Who gave an answer."""
        return None if self.person[place] is None else f"C{self.person[place]}"

    def people(self) -> np.ndarray:
        """Who answered, by number; everybody unknown is somebody else."""
        return np.array(
            [-place - 1 if one is None else one + 1 for place, one in enumerate(self.person)]
        )


SURVEY = Survey()
SAID = ["coffee", "speed", "price (stars)"]
THEMES = ["writing about music"]


def columns(survey: Survey = SURVEY, said: list[str] = SAID) -> dict[str, np.ndarray]:
    """The columns of the drivers, in the order in which they are handed over."""
    scores = {
        "coffee": survey.score["csat", "coffee"],
        "speed": survey.score["csat", "speed"],
        "price (stars)": survey.score["stars", "price"],
    }
    music = np.zeros(COUNT)
    music[list(survey.themes["music"])] = 1.0
    return {name: scores[name] for name in said} | {"writing about music": music}


@pytest.fixture
def cursor() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(
            f"""
            create schema facts;
            create table facts.response (
                response_number bigint, metric text, touchpoint text, score double,
                customer_id text, responded_on date, visited_on date, next_visited_on date
            );
            create table facts.visit (customer_id text, visited_on date, visit_number integer);
            create table facts.outlook as select {HORIZON_DAYS} as horizon_days;
            create table facts.shop as select date '{LAST_ON}' as last_trading_on;
            create table facts.customer (customer_id text);
            create table facts.comment_theme (response_number bigint, theme text);
            """
        )
        opened.execute(dict(model_statements())["facts.driver"])
        SURVEY.write(opened)
        yield opened


def told(cursor: duckdb.DuckDBPyConnection, outcome: str) -> list[tuple]:
    sql = "select * exclude (outcome) from facts.driver where outcome = $outcome"
    return cursor.execute(sql, {"outcome": outcome}).fetchall()


def assert_told(cursor: duckdb.DuckDBPyConnection, outcome: str, drivers: list) -> None:
    """What is in the table is these drivers; a fact's order is its own."""
    rows = told(cursor, outcome)
    assert [row[0] for row in rows] == [driver.name for driver in drivers]
    for row, driver in zip(rows, drivers, strict=True):
        assert row[1:] == pytest.approx(astuple(driver)[1:])


def on_score(given: dict[str, np.ndarray], rows: np.ndarray | slice = slice(None)) -> list:
    overall = SURVEY.score["nps", "overall"]
    table = np.column_stack([*given.values()])
    return find_score_drivers([*given], table[rows], overall[rows], numbered(rows))


def numbered(rows: np.ndarray | slice) -> np.ndarray:
    return SURVEY.people()[rows]


def on_return(given: dict[str, np.ndarray], horizon_days: int = HORIZON_DAYS) -> list:
    """Of answers whose outcome is known: who came again within the horizon?"""
    rows = [
        place
        for place in range(COUNT)
        if SURVEY.person[place] is not None
        and SURVEY.on[place] + timedelta(horizon_days) <= LAST_ON
    ]
    returned = [
        SURVEY.next_on[place] is not None
        and SURVEY.next_on[place] <= SURVEY.on[place] + timedelta(horizon_days)
        for place in rows
    ]
    return find_return_drivers(
        [*given],
        np.column_stack([*given.values()])[rows],
        np.array(returned, dtype=float),
        np.log(SURVEY.number[rows])[:, None],
        SURVEY.people()[rows],
    )


def test_the_scores_and_the_themes_are_held_beside_the_overall_score_and_coming_back(cursor):
    learn_drivers(cursor)
    found = on_score(columns())
    assert [driver.is_real for driver in found] == [True, False, False, False]
    assert_told(cursor, "score", found)
    back = on_return(columns())
    assert back[0].is_real
    assert_told(cursor, "return", back)


def test_learnt_again_it_is_the_same(cursor):
    learn_drivers(cursor)
    once = cursor.execute("from facts.driver").fetchall()
    learn_drivers(cursor)
    assert cursor.execute("from facts.driver").fetchall() == once


def test_without_answers_nothing_is_said(cursor):
    cursor.execute("delete from facts.response")
    learn_drivers(cursor)
    assert cursor.execute("from facts.driver").fetchall() == []


@pytest.mark.parametrize(("gone", "is_kept"), [(120, True), (121, False)])
def test_a_question_that_half_the_people_answered_is_held_beside_the_others(cursor, gone, is_kept):
    """Answers to coffee are taken from the first so many; what is missing takes the row out."""
    cursor.execute(
        "delete from facts.response where touchpoint = 'coffee' and response_number <= $gone",
        {"gone": gone},
    )
    learn_drivers(cursor)
    if is_kept:
        assert_told(cursor, "score", on_score(columns(), slice(gone, None)))
    else:
        assert_told(cursor, "score", on_score(columns(said=["speed", "price (stars)"])))


@pytest.mark.parametrize(
    ("there", "overall"),
    [
        (("nps", "stars", "csat"), "nps"),
        (("stars", "csat"), "stars"),
        (("csat",), "csat"),
    ],
)
def test_of_several_overall_scores_recommending_comes_first(cursor, there, overall):
    cursor.execute("delete from facts.response where touchpoint = 'overall'")
    random = np.random.default_rng(2)
    given = {
        metric: np.clip(
            np.round(SURVEY.score["csat", "speed"] + random.normal(0, 0.8, COUNT)), 1, 5
        )
        for metric in there
    }
    for metric, scores in given.items():
        cursor.executemany(
            "insert into facts.response values (?, ?, 'overall', ?, null, ?, null, null)",
            [
                [place + 1, metric, float(score), SURVEY.on[place]]
                for place, score in enumerate(scores)
            ],
        )
    learn_drivers(cursor)
    names = {row[0] for row in told(cursor, "score")}
    others = {"overall" if metric == "csat" else f"overall ({metric})" for metric in there} - {
        "overall" if overall == "csat" else f"overall ({overall})"
    }
    assert names == {*SAID, *THEMES, *others}


def test_without_an_overall_score_only_coming_back_is_told(cursor):
    cursor.execute("delete from facts.response where touchpoint = 'overall'")
    learn_drivers(cursor)
    assert told(cursor, "score") == []
    assert_told(cursor, "return", on_return(columns()))


def test_where_only_the_overall_score_is_asked_it_is_held_beside_coming_back(cursor):
    cursor.execute("delete from facts.response where touchpoint <> 'overall'")
    learn_drivers(cursor)
    given = {"overall (nps)": SURVEY.score["nps", "overall"]} | columns(said=[])
    assert_told(cursor, "return", on_return(given))
    assert_told(cursor, "score", on_score(columns(said=[])))


def test_where_nothing_is_asked_and_nothing_written_nothing_is_told(cursor):
    cursor.execute("delete from facts.comment_theme; delete from facts.response "
                   "where touchpoint <> 'overall' or metric <> 'nps'")  # fmt: skip
    cursor.execute("update facts.response set touchpoint = 'coffee', metric = 'ces'")
    cursor.execute("update facts.response set score = null where response_number % 5 > 0")
    cursor.execute("update facts.response set touchpoint = 'tea' where response_number % 10 > 4")
    learn_drivers(cursor)
    assert cursor.execute("from facts.driver").fetchall() == []


def test_of_two_answers_to_a_question_the_mean_counts(cursor):
    cursor.execute(
        "insert into facts.response select * replace (score + 2 as score) from facts.response "
        "where touchpoint = 'speed' and response_number % 3 = 0"
    )
    learn_drivers(cursor)
    given = columns()
    given["speed"] = given["speed"] + np.array([(place + 1) % 3 == 0 for place in range(COUNT)])
    assert_told(cursor, "score", on_score(given))


def test_only_the_newest_answers_are_looked_at(cursor, monkeypatch):
    monkeypatch.setattr(build, "MOST_ANSWERS", 150)
    learn_drivers(cursor)
    given = columns()
    # Of the newest, too few name any theme.
    del given["writing about music"]
    assert_told(cursor, "score", on_score(given, slice(COUNT - 150, None)))


def test_a_theme_counts_from_fifteen_comments_on(cursor):
    learn_drivers(cursor)
    names = {row[0] for row in told(cursor, "score")}
    assert "writing about music" in names, "fifteen"
    assert "writing about smell" not in names, "fourteen"


def test_without_an_outlook_of_its_own_a_shop_looks_eight_weeks_ahead(cursor):
    cursor.execute("delete from facts.outlook")
    learn_drivers(cursor)
    assert_told(cursor, "return", on_return(columns(), horizon_days=56))
