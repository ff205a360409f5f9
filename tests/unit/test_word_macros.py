"""Figures as people say them (queries/macros/words.sql)."""

import pytest


@pytest.fixture(scope="module")
def say(sample_store):
    def calculate(expression: str, *given):
        with sample_store.read() as cursor:
            return cursor.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.4, "day or two"),
        (1.0, "day or two"),
        (1.4, "day or two"),
        (1.5, "1 to 2 days"),
        (2.0, "2 days"),
        (3.5, "3 to 4 days"),
        (7.0, "7 days"),
        (9.5, "9 to 10 days"),
        (10.5, "11 days"),
        (27.3, "27 days"),
        (43.0, "6 weeks"),
        (46.0, "6 to 7 weeks"),
        (182.0, "6 months"),
        (None, None),
    ],
)
def test_pace(say, days, words):
    assert say("pace($1::double)", days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (0.0, ""), (0.4, ""), (0.5, ", give or take 1 day"), (1.0, ", give or take 1 day"),
     (2.4, ", give or take 2 days")],
)  # fmt: skip
def test_give_or_take(say, days, words):
    assert say("give_or_take($1::double)", days) == words


@pytest.mark.parametrize(
    ("minute", "clock"),
    [
        (0, "00:00"),
        (2, "00:00"),
        (3, "00:05"),
        (491, "08:10"),
        (490, "08:10"),
        (492.6, "08:15"),
        (479, "08:00"),
        (477.5, "08:00"),
        (719, "12:00"),
        (1439, "00:00"),
        (1435, "23:55"),
    ],
)
def test_clock_time_is_to_the_nearest_five_minutes(say, minute, clock):
    assert say("clock_time($1)", minute) == clock


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 weeks"), (1, "1 week"), (2, "2 weeks"), (21, "21 weeks")]
)
def test_counted(say, number, words):
    assert say("counted($1, 'week')", number) == words


def test_days_and_weekdays_have_their_names(say):
    assert say("say_day(date '2026-03-03')") == "3 March 2026"
    names = [say("weekday_name($1)", day) for day in range(1, 8)]
    assert names == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert say("weekday_name(isodow(date '2026-03-02'))") == "Monday"


@pytest.mark.parametrize(
    ("weekday_count", "item_count", "words"),
    [
        (10, 10, "Tuesdays about 08:10, Flat White"),
        (5, 5, "Tuesdays about 08:10, Flat White"),
        (4, 5, "About 08:10, Flat White"),
        (5, 4, "Tuesdays about 08:10"),
        (4, 4, "About 08:10"),
    ],
)
def test_a_habit_is_named_from_half_of_the_visits_on(say, weekday_count, item_count, words):
    expression = "usual_words(2, $1, 491, 'Flat White', $2, 10)"
    assert say(expression, weekday_count, item_count) == words


def test_a_habit_without_an_item(say):
    assert say("usual_words(2, 8, 491, null, null, 10)") == "Tuesdays about 08:10"
