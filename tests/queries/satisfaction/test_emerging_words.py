import math

import pytest

from tests.tables import answer


def survey(old: list[str], new: list[str]) -> str:
    """Numbers make the comments differ: an answer that all give is none of their own words."""
    rows = ["date | time | Would you recommend us? | More?"]
    rows += [
        f"2026-01-05 | {n // 60:02d}:{n % 60:02d} | 9 | {text} {n}" for n, text in enumerate(old)
    ]
    rows += [
        f"2026-03-05 | {n // 60:02d}:{n % 60:02d} | 9 | {text} {n}" for n, text in enumerate(new)
    ]
    return "\n".join(rows)


def test_a_word_that_came_up_is_found_and_one_as_common_as_ever_is_not(a_store):
    old = ["lovely coffee"] * 300
    new = ["lovely coffee"] * 20 + ["lovely draughty chairs"] * 8 + ["lovely zest"] * 4
    frame = answer(
        a_store(survey=survey(old, new)), "satisfaction/emerging_words", as_of="2026-03-20"
    )
    assert list(frame["word"]) == ["chairs", "draughty"], "zest was said four times"
    assert list(frame["now_count"]) == [8, 8]
    assert list(frame["before_count"]) == [0, 0]
    assert frame["z"][0] == pytest.approx(z_of(8, 72, 0, 600, 67.2), abs=1e-6)


def z_of(now: int, now_total: int, before: int, before_total: int, prior_total: float) -> float:
    """Monroe, Colaresi & Quinn (2008), equations 16, 19 and 22, written out again."""
    prior = prior_total * (now + before) / (now_total + before_total)
    odds = [
        (count + prior) / (total + prior_total - count - prior)
        for count, total in ((now, now_total), (before, before_total))
    ]
    return (math.log(odds[0]) - math.log(odds[1])) / math.sqrt(
        1 / (now + prior) + 1 / (before + prior)
    )


def test_without_a_year_before_nothing_is_new(a_store):
    store = a_store(survey=survey([], ["lovely draughty chairs"] * 9))
    assert answer(store, "satisfaction/emerging_words", as_of="2026-03-20").empty


def test_a_word_counts_once_a_comment(a_store):
    new = ["draughty draughty draughty draughty draughty"] + ["fine day"] * 9
    frame = answer(
        a_store(survey=survey(["fine day"] * 50, new)),
        "satisfaction/emerging_words",
        as_of="2026-03-20",
    )
    assert frame.empty
