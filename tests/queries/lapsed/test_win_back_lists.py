"""What lists brought, worked out by hand; Newcombe's own example for the interval."""

import pytest

from regulars.intake.file_import import take
from regulars.intake.undo import undo_import
from tests.queries.lapsed.win_backs import (
    a_list,
    contacted_list,
    directory,
    numbers,
    returns,
    sales,
)
from tests.tables import answer, assert_table, rows_of, write_exports


@pytest.fixture
def store(a_store):
    return a_store(directory=directory(30), sales=sales(30))


def bring(store, folder, people, **given):
    folder.mkdir()
    (report,) = take(store, write_exports(folder, sales=returns(people, **given)))
    assert report.error is None


def test_nothing_is_said_before_anybody_was_contacted(store):
    a_list(store)
    assert_table(
        answer(store, "lapsed/win_back_lists"),
        """
        title  | channel | made_on    | started_on | group_count | held_out_count | is_over
        Spring | e-mail  | 2026-03-10 |            | 24          | 6              | no
        """,
    )


def test_both_groups_are_watched_until_the_horizon_is_over(store, tmp_path):
    """12 of 24 contacted and 1 of 6 left alone come back: 33 points more."""
    drawn = contacted_list(store)
    back = [
        *numbers(store, drawn.contacted)[:12],
        *numbers(store, drawn.held_out)[:1],
    ]
    bring(store, tmp_path / "later", back)
    frame = answer(store, "lapsed/win_back_lists")
    assert_table(
        frame,
        """
        group_count | held_out_count | returned_count | held_out_returned_count | difference | spend | is_over | is_enough | not_counted_count
        24          | 6              | 12             | 1                       | 0.333      | 84    | yes     | yes       | 0
        """,  # noqa: E501
    )
    assert frame["difference_low"][0] < 0 < frame["difference_high"][0]
    people = answer(store, "lapsed/win_back_people", list_no=1)
    assert people["returned_on"].notna().sum() == 13

    undo_import(store, 3)
    frame = answer(store, "lapsed/win_back_lists")
    assert (frame["returned_count"][0], frame["is_over"][0]) == (0, False)
    assert frame["contacted_count"][0] == 24


def test_the_day_of_the_contact_and_days_after_the_horizon_do_not_count(store, tmp_path):
    drawn = contacted_list(store)
    row = answer(store, "lapsed/win_back_lists").iloc[0]
    assert (row["until_on"] - row["started_on"]).days == row["horizon_days"]
    one, two = numbers(store, drawn.contacted)[:2]
    bring(store, tmp_path / "same", [one], day="2026-03-10", last=f"{row['until_on']:%Y-%m-%d}")
    bring(store, tmp_path / "late", [two], day="2026-12-01", last="2026-12-01")
    frame = answer(store, "lapsed/win_back_lists")
    assert (frame["returned_count"][0], frame["is_over"][0]) == (0, True)


def test_small_groups_are_not_enough(a_store):
    store = a_store(directory=directory(10), sales=sales(10))
    contacted_list(store)
    assert not answer(store, "lapsed/win_back_lists")["is_enough"][0]


def test_newcombes_example(store):
    """56 of 70 and 48 of 80, Newcombe (1998), table II: 0.0524 to 0.3339 by method 10."""
    [(low, high)] = rows_of(
        store, "select difference_low(56, 70, 48, 80), difference_high(56, 70, 48, 80)"
    )
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)
    assert rows_of(store, "select difference_low(0, 0, 1, 2)") == [(None,)]
