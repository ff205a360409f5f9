"""The types of rows are those of the headers, and rows are as their types say."""

from dataclasses import fields
from datetime import date, datetime
from importlib import import_module

import pandas as pd
import pytest

from regulars.app.rows import rows_of
from regulars.app.rows.customer import CustomerCard
from regulars.app.rows.today import TodayCare
from regulars.questions import every_question
from scripts.rows import TARGET, all_modules, class_name


def test_the_modules_are_current_and_there_is_no_other():
    """``make rows`` writes them."""
    written = {path.name: path.read_text("utf-8") for path in TARGET.glob("*.py")}
    assert written.pop("__init__.py")
    assert written == all_modules()


@pytest.mark.parametrize("name", [question.name for question in every_question()])
def test_each_question_has_a_class_with_its_columns(name):
    module = import_module(f"regulars.app.rows.{name.split('/')[0]}")
    kind = getattr(module, class_name(name))
    assert kind.asks == name
    (columns,) = [question.columns for question in every_question() if question.name == name]
    assert [field.name for field in fields(kind)] == list(columns)


def empty_row(kind, **cells):
    """A frame of one row with these cells; the others are missing."""
    missing = dict.fromkeys((field.name for field in fields(kind)), None)
    return pd.DataFrame({name: [cell] for name, cell in (missing | cells).items()})


def test_cells_are_plain_values_and_what_is_missing_is_none():
    frame = empty_row(
        CustomerCard,
        customer_id="C1",
        visit_count=3.0,
        cadence_days=float("nan"),
        last_visited_on=pd.Timestamp("2026-03-02"),
        regular_since=pd.NaT,
        habit_weekdays=pd.array([2, 4]),
        habit_times=["08:10", "09:00"],
    ).assign(added="is left out")
    (row,) = rows_of(CustomerCard, frame)
    assert (row.customer_id, row.visit_count, row.cadence_days) == ("C1", 3, None)
    assert type(row.visit_count) is int
    assert row.last_visited_on == date(2026, 3, 2)
    assert not isinstance(row.last_visited_on, datetime)
    assert row.regular_since is None
    assert (row.habit_weekdays, row.habit_times) == ((2, 4), ("08:10", "09:00"))


def test_of_no_rows_there_are_none():
    assert rows_of(TodayCare, empty_row(TodayCare).head(0)) == []
