"""Times as people say them (queries/macros/words.sql)."""

import pytest


@pytest.fixture(scope="module")
def say(sample_store):
    def calculate(expression: str, *given):
        with sample_store.read() as cursor:
            return cursor.execute(f"select {expression}", list(given)).fetchall()[0][0]

    return calculate


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
