"""What comments can be read about, in which order, and what the screen says of it."""

from __future__ import annotations

import pandas as pd
import pytest

from regulars.records.word_changes import Preview
from regulars.web.screens.satisfaction.topics import (
    advice,
    arranged_feelings,
    arranged_themes,
    every_topic,
)
from regulars.web.screens.satisfaction.word_editor import preview_words


def themes(*rows: tuple[str, int, int, int, str]) -> pd.DataFrame:
    columns = ["theme", "comment_count", "good_count", "bad_count", "verdict"]
    frame = pd.DataFrame(list(rows), columns=columns)
    frame["high"] = (frame["good_count"] + 1) / (frame["good_count"] + frame["bad_count"] + 2)
    return arranged_themes(frame)


def test_parts_follow_what_they_are_part_of() -> None:
    frame = themes(
        ("product", 50, 0, 0, "mixed"),
        ("service", 60, 0, 0, "mixed"),
        ("speed", 55, 0, 0, "mixed"),
        ("staff", 58, 0, 0, "mixed"),
        ("cleanliness", 3, 0, 0, "too few"),
    )
    assert list(frame["theme"]) == ["service", "staff", "speed", "product", "cleanliness"]
    assert list(frame["is_part"]) == [False, True, True, False, True]
    assert frame["title"][2] == "Speed and waiting"


def test_what_to_work_on_names_the_part_and_not_the_whole_that_says_the_same() -> None:
    told = advice(
        themes(
            ("service", 60, 10, 40, "blamed"),
            ("speed", 55, 4, 38, "blamed"),
            ("product", 50, 40, 2, "praised"),
            ("price", 9, 3, 6, "mixed"),
        )
    )
    assert told == (
        "Work on: **speed and waiting**, 38 of 42 who judge it blame it. "
        "Keep up: **food, goods and results**, 40 of 42 who judge it praise it."
    )


def test_where_nothing_is_clear_the_nearest_to_blame_is_worth_a_look() -> None:
    told = advice(themes(("product", 50, 20, 15, "mixed"), ("price", 9, 2, 6, "mixed")))
    assert told == (
        "No theme is clearly blamed more than praised. "
        "Worth a look: **price**, 6 of 8 who judge it blame it."
    )
    assert advice(themes(("price", 2, 0, 2, "too few"))) == (
        "No theme is clearly blamed more than praised."
    )


def test_feelings_that_a_shop_hopes_for_stand_first() -> None:
    frame = arranged_feelings(
        pd.DataFrame(
            {"feeling": ["ignored", "grateful", "angry", "relaxed"], "comment_count": [9, 3, 2, 1]}
        )
    )
    assert list(frame["feeling"]) == ["grateful", "relaxed", "ignored", "angry"]


def test_all_that_can_be_read_about() -> None:
    topics = every_topic(
        themes(("price", 9, 2, 6, "mixed")),
        pd.DataFrame({"feeling": ["angry"]}),
        pd.DataFrame({"colleague": ["Maya"]}),
        pd.DataFrame({"word": ["matcha"]}),
    )
    titles = ["Price", "Felt angry", "Colleague: Maya", "New word: matcha"]
    assert [topic.title for topic in topics] == titles
    assert [topic.name for topic in topics] == ["price", "angry", "Maya", "matcha"]


@pytest.mark.parametrize(
    ("preview", "said"),
    [
        (Preview(0, 0, 0, True), "No comment says it yet; it will count once one does."),
        (
            Preview(5, 2, 5, True),
            "5 comments say it; 2 of these count for place now, **5** would.",
        ),
        (
            Preview(1, 0, 1, False),
            "Of the newest that may say it: 1 comment says it; 0 of these count for place now, "
            "**1** would.",
        ),
        (
            Preview(3, 3, 3, True),
            "3 comments say it; 3 of these count for place already, so it would change none.",
        ),
    ],
)
def test_a_preview_says_what_would_change(preview: Preview, said: str) -> None:
    assert preview_words(preview, "place") == said
