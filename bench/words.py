"""How well comments are heard, beside what a person labelled:

python -m bench --only words

tests/words/labelled.txt is cut in two by a digest of each comment; the lists were tuned on one.
"""

import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regulars.facts.comments.listener import Heard, Listener
from regulars.facts.comments.word_lists import read_lists

LABELLED = Path(__file__).resolve().parent.parent / "tests" / "words" / "labelled.txt"
SIGNS = {"+": 1, "0": 0, "-": -1}
MAIN_THEMES = ("product", "service", "price", "place")
# VADER's own bounds between good, neither and bad.
NEUTRAL = 0.05
HALVES = ("tuned", "held out")
MOST_TIMED = 20_000


@dataclass(frozen=True)
class Labelled:
    """A comment, and what a person says it says."""

    kind: str
    themes: dict[str, int]
    feelings: frozenset[str]
    polarity: int
    comment: str

    @property
    def half(self) -> str:
        digest = hashlib.sha256(self.comment.encode()).hexdigest()
        return HALVES[0] if int(digest[0], 16) % 2 == 0 else HALVES[1]


def read_labelled() -> list[Labelled]:
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    return [_labelled(line) for line in lines if line and not line.startswith("#")]


def _labelled(line: str) -> Labelled:
    kind, themes, feelings, polarity, comment = line.split("; ", 4)
    said = {theme[:-1]: SIGNS[theme[-1]] for theme in themes.split()}
    wider: dict[str, int] = {}
    for theme, above in read_lists().part_of.items():
        if theme in said and above not in said:
            wider[above] = wider.get(above, 0) + said[theme]
    said |= {theme: (value > 0) - (value < 0) for theme, value in wider.items()}
    felt = frozenset(feeling.strip() for feeling in feelings.split(",") if feeling.strip())
    return Labelled(kind, said, felt, SIGNS[polarity.strip()], comment)


def measure_words(*, with_pace: bool = True) -> dict[str, Any]:
    """Per half: precision, recall and F1 of themes and feelings; accuracy of polarity; cost."""
    listener = Listener()
    heard = [(one, listener.hear(one.comment)) for one in read_labelled()]
    halves = {half: [pair for pair in heard if pair[0].half == half] for half in HALVES}
    figures: dict[str, Any] = {
        "halves": {half: _judged(pairs) for half, pairs in halves.items()},
    }
    if with_pace:
        figures["comments_a_second"] = _pace(listener, [one.comment for one, _ in heard])
    return figures


def _judged(pairs: list[tuple[Labelled, Heard]]) -> dict[str, Any]:
    themes = _scores(pairs, lambda one: one.themes, lambda heard: heard.themes)
    feelings = _scores(pairs, lambda one: one.feelings, lambda heard: heard.feelings)
    main = [themes[theme] for theme in MAIN_THEMES if theme in themes]
    aspects = [
        (one.themes[theme], heard.themes[theme])
        for one, heard in pairs
        for theme in one.themes
        if theme in heard.themes
    ]
    return {
        "comments": len(pairs),
        "main": _together(main),
        "all_themes": _together(themes.values()),
        "themes": themes,
        "all_feelings": _together(feelings.values()),
        "feelings": feelings,
        "polarity": _share((one.polarity, sign_of(heard.polarity)) for one, heard in pairs),
        "theme_polarity": _share(aspects),
    }


def _scores(
    pairs: list[tuple[Labelled, Heard]],
    labelled: Callable[[Labelled], Iterable[str]],
    said: Callable[[Heard], Iterable[str]],
) -> dict[str, list[float]]:
    """Name -> hits, false alarms, misses, precision, recall, F1."""
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for one, heard in pairs:
        true, found = set(labelled(one)), set(said(heard))
        hits.update(true & found)
        alarms.update(found - true)
        misses.update(true - found)
    names = sorted(hits | alarms | misses)
    return {name: _scored(hits[name], alarms[name], misses[name]) for name in names}


def _together(scores: Iterable[list[float]]) -> list[float]:
    sums = [int(sum(column)) for column in zip(*(score[:3] for score in scores), strict=True)]
    return _scored(*sums)


def _scored(hits: int, alarms: int, misses: int) -> list[float]:
    precision = hits / (hits + alarms) if hits + alarms else 0.0
    recall = hits / (hits + misses) if hits + misses else 0.0
    f1 = 2 * hits / (2 * hits + alarms + misses) if hits + alarms + misses else 0.0
    return [hits, alarms, misses, precision, recall, f1]


def _share(pairs: Iterable[tuple[int, int]]) -> float:
    right = [true == said for true, said in pairs]
    return sum(right) / len(right) if right else 0.0


def sign_of(polarity: float) -> int:
    return (polarity >= NEUTRAL) - (polarity <= -NEUTRAL)


def _pace(listener: Listener, comments: list[str]) -> float:
    """Comments a processor second."""
    many = (comments * (MOST_TIMED // len(comments) + 1))[:MOST_TIMED]
    began = time.process_time()
    for comment in many:
        listener.hear(comment)
    return len(many) / (time.process_time() - began)


def words_tables(figures: dict[str, Any]) -> list[str]:
    """Markdown: the four themes that a restaurant's comments are judged by, then all."""
    lines = ["| | tuned on | held out |", "| --- | --- | --- |"]
    halves = [figures["halves"][half] for half in HALVES]
    lines.append("| comments | " + " | ".join(str(half["comments"]) for half in halves) + " |")
    names = {
        "main": "product, service, price, place together: F1 (target 0.82)",
        "all_themes": "all themes together: F1",
        "all_feelings": "all feelings together: F1",
    }
    for key, words in names.items():
        lines.append(f"| {words} | " + " | ".join(f"{half[key][5]:.3f}" for half in halves) + " |")
    for key, words in (
        ("theme_polarity", "what is thought of a theme: right"),
        ("polarity", "polarity of the whole: right"),
    ):
        lines.append(f"| {words} | " + " | ".join(f"{half[key]:.3f}" for half in halves) + " |")
    pace = f"{figures['comments_a_second']:,.0f} comments are heard in a processor second."
    return ["\n".join(lines), pace, _each_table(halves, "themes"), _each_table(halves, "feelings")]


def _each_table(halves: list[dict[str, Any]], key: str) -> str:
    lines = [
        f"| {key} | tuned on: precision | recall | F1 | held out: n | precision | recall | F1 |",
        "| --- |" + " --- |" * 7,
    ]
    for name in sorted({name for half in halves for name in half[key]}):
        first, second = (half[key].get(name, [0, 0, 0, 0.0, 0.0, 0.0]) for half in halves)
        shown = [f"{value:.2f}" for value in first[3:]]
        shown += [str(second[0] + second[2])] + [f"{value:.2f}" for value in second[3:]]
        lines.append(f"| {name} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


WORDS_NOTE = (
    "Comments on cafés, salons, clinics, shops and restaurants, written and labelled by hand "
    "before the lists, by whoever wrote those: strangers' comments will be heard less well. A "
    "digest of each says which half it is in; n: how often it is there."
)


def main() -> None:
    """The mistakes of the half that may be tuned on, and the figures of it."""
    listener = Listener()
    for one in read_labelled():
        if one.half != HALVES[0]:
            continue
        heard = listener.hear(one.comment)
        wrong = []
        if set(heard.themes) != set(one.themes):
            more = set(heard.themes) - set(one.themes)
            less = set(one.themes) - set(heard.themes)
            wrong.append(f"+{sorted(more)} -{sorted(less)}")
        wrong += [
            f"{theme} {heard.themes[theme]}"
            for theme in one.themes
            if theme in heard.themes and heard.themes[theme] != one.themes[theme]
        ]
        if set(heard.feelings) != set(one.feelings):
            wrong.append(f"{list(heard.feelings)} for {sorted(one.feelings)}")
        if sign_of(heard.polarity) != one.polarity:
            wrong.append(f"{heard.polarity} for {one.polarity}")
        if wrong:
            print(one.comment, "|", "; ".join(wrong))


if __name__ == "__main__":
    sys.exit(main())
