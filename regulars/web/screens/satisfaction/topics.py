"""What comments can be read about: themes, feelings, colleagues and new words, put in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from regulars.facts.comments.word_lists import read_lists

__all__ = ["Topic", "advice", "arranged_feelings", "arranged_themes", "every_topic"]


@dataclass(frozen=True)
class Topic:
    """Something that comments can be read about.

    Attributes:
        kind: theme, feeling, colleague or word.
        name: as the lists, the till or the comments have it.
        title: what the screen calls it.
    """

    kind: str
    name: str
    title: str


def arranged_themes(themes: pd.DataFrame) -> pd.DataFrame:
    """Themes with their titles, those named most first, each followed by its parts."""
    lists = read_lists()
    counts = dict(zip(themes["theme"], themes["comment_count"], strict=True))
    order = sorted(
        counts,
        key=lambda theme: (
            -counts.get(lists.part_of.get(theme, theme), 0),
            lists.part_of.get(theme, theme),
            theme in lists.part_of,
            -counts[theme],
            theme,
        ),
    )
    return themes.assign(
        title=themes["theme"].map(lambda theme: lists.themes.get(theme, theme)),
        is_part=themes["theme"].isin(list(lists.part_of)),
        place=themes["theme"].map(order.index),
    ).sort_values("place", ignore_index=True)


def advice(themes: pd.DataFrame) -> str:
    """What to work on and what to keep, where the comments say it clearly."""
    told = themes[themes["verdict"].isin(["blamed", "praised"])]
    # Of a wide theme that says the same as one of its parts, the part is told: it can be acted on.
    wider = {
        (whole, verdict)
        for theme, verdict in zip(told["theme"], told["verdict"], strict=True)
        if (whole := read_lists().part_of.get(theme))
    }
    is_wider = [pair in wider for pair in zip(told["theme"], told["verdict"], strict=True)]
    told = told[~pd.Series(is_wider, index=told.index, dtype=bool)]
    blamed = told[told["verdict"] == "blamed"].sort_values("bad_count", ascending=False)
    praised = told[told["verdict"] == "praised"].sort_values("good_count", ascending=False)
    sentences = []
    if len(blamed):
        sentences.append("Work on: " + _judged(blamed, "bad_count", "blame") + ".")
    else:
        mixed = themes[(themes["verdict"] == "mixed") & (themes["bad_count"] > 0)]
        nearest = _judged(mixed.sort_values("high").head(1), "bad_count", "blame")
        sentences.append(
            "No theme is clearly blamed more than praised."
            + (f" Worth a look: {nearest}." if nearest else "")
        )
    if len(praised):
        sentences.append("Keep up: " + _judged(praised, "good_count", "praise") + ".")
    return " ".join(sentences)


def _judged(told: pd.DataFrame, column: str, verb: str) -> str:
    return "; ".join(
        f"**{row.title.lower()}**, {getattr(row, column):,} of "
        f"{row.good_count + row.bad_count:,} who judge it {verb} it"
        for row in _rows(told.head(3))
    )


def arranged_feelings(feelings: pd.DataFrame) -> pd.DataFrame:
    """Feelings that a shop hopes for first, then the others, the most frequent first."""
    good = feelings["feeling"].isin(list(read_lists().good_feelings))
    return feelings.assign(is_good=good).sort_values(
        ["is_good", "comment_count"], ascending=False, kind="stable", ignore_index=True
    )


def every_topic(
    themes: pd.DataFrame, feelings: pd.DataFrame, people: pd.DataFrame, new_words: pd.DataFrame
) -> list[Topic]:
    """All of them, in the order in which they are offered."""
    return [
        *(Topic("theme", str(row.theme), str(row.title)) for row in _rows(themes)),
        *(Topic("feeling", str(row.feeling), f"Felt {row.feeling}") for row in _rows(feelings)),
        *(
            Topic("colleague", str(row.colleague), f"Colleague: {row.colleague}")
            for row in _rows(people)
        ),
        *(Topic("word", str(row.word), f"New word: {row.word}") for row in _rows(new_words)),
    ]


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    return frame.itertuples()
