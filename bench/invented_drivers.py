"""Are drivers invented where few name a theme, nearly all scores are alike, or people answer often?

Themes are drawn so that they have nothing to do with the outcome, and whatever is found of them is
invented. A person's answers move together, what they name and how they score alike.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from regulars.facts.drivers.effects import find_return_drivers, find_score_drivers

SEED = 20262
ANSWERS = 400
SURVEYS = 400
TOP_SHARES = (0.4, 0.6, 0.8, 0.9, 0.95)
THEMES = (4, 8, 12)
NAMED = (15, 30, 60)
ANSWERS_EACH = (1, 2, 5)
# What is not the best score is 9 down to 2, with these shares.
LOWER_SCORES, LOWER_SHARES = (2, 5, 7, 8, 9), (0.05, 0.08, 0.12, 0.25, 0.5)
# How much of an answer is the person's, in its mood and in what it names.
OWN_SHARE = 0.5
FAMILY_TARGET = 0.05
INVENTED_NOTE = (
    f"Surveys of {ANSWERS} answers whose themes have nothing to do with the outcome: the share in "
    f"which one is found all the same (target: {100 * FAMILY_TARGET:.0f} % in every cell), over "
    f"all numbers of themes ({', '.join(map(str, THEMES))}), of answers that name each "
    f"({', '.join(map(str, NAMED))}) and of answers a person "
    f"({', '.join(map(str, ANSWERS_EACH))}). {SURVEYS} surveys a cell: a true 2 % is told as 0.6 "
    "to 3.4 %. Half of what an answer says and names is its person's. Coming back needs ten "
    "people who did not for each driver, so that the themes of the highest shares are not judged."
)


@dataclass(frozen=True)
class Invented:
    """Surveys of one kind in which something was found that is not there.

    Attributes:
        outcome: score, or return.
        top_share: of the answers with the best score, or of those who came back.
        themes: how many.
        named: how many answers name each.
        answers_each: answers a person.
        found: the surveys with a driver.
        surveys: how many were drawn.
    """

    outcome: str
    top_share: float
    themes: int
    named: int
    answers_each: int
    found: int
    surveys: int


def measure_invented(surveys: int = SURVEYS) -> list[Invented]:
    """Every cell of the grid, both outcomes."""
    return list(_cells(surveys))


def _cells(surveys: int) -> Iterator[Invented]:
    random = np.random.default_rng(SEED)
    for outcome, top in product(("score", "return"), TOP_SHARES):
        for cell in product(THEMES, NAMED, ANSWERS_EACH):
            found = sum(_is_one_found(random, outcome, top, *cell) for _ in range(surveys))
            yield Invented(outcome, top, *cell, found, surveys)
        print(f"  {outcome}, {100 * top:.0f} % at the top", file=sys.stderr)


def _is_one_found(
    random: np.random.Generator,
    outcome: str,
    top_share: float,
    themes: int,
    named: int,
    answers_each: int,
) -> bool:
    people = np.arange(ANSWERS) // answers_each
    naming = _by_people(random, people, themes)
    columns = (np.argsort(np.argsort(-naming, axis=0), axis=0) < named).astype(float)
    names = [f"theme {place}" for place in range(themes)]
    mood = _by_people(random, people, 1)[:, 0]
    if outcome == "score":
        lower = np.quantile(mood, np.cumsum(LOWER_SHARES) * (1 - top_share))
        rated = np.array([*LOWER_SCORES, 10.0])[np.searchsorted(lower, mood)]
        found = find_score_drivers(names, columns, rated, people)
    else:
        returned = (mood > np.quantile(mood, 1 - top_share)).astype(float)
        visits = random.exponential(1.5, (ANSWERS, 1))
        found = find_return_drivers(names, columns, returned, visits, people)
    return any(driver.is_real for driver in found)


def _by_people(
    random: np.random.Generator, people: NDArray[np.int64], count: int
) -> NDArray[np.float64]:
    """Bell curves, a row an answer, of which ``OWN_SHARE`` is the person's."""
    own = random.normal(size=(people.max() + 1, count))[people]
    drawn: NDArray[np.float64] = np.sqrt(OWN_SHARE) * own + np.sqrt(1 - OWN_SHARE) * random.normal(
        size=(len(people), count)
    )
    return drawn


def invented_table(figures: list[dict[str, Any]]) -> str:
    """A row an outcome and a top share: the mean, and the worst of its cells."""
    cells = [Invented(**given) for given in figures]
    lines = [
        "| outcome | at the top | all cells | worst cell (95 % interval) | which |",
        "| --- | --- | --- | --- | --- |",
    ]
    for outcome, top in dict.fromkeys((cell.outcome, cell.top_share) for cell in cells):
        some = [cell for cell in cells if (cell.outcome, cell.top_share) == (outcome, top)]
        mean = sum(cell.found for cell in some) / sum(cell.surveys for cell in some)
        worst = max(some, key=lambda cell: cell.found / cell.surveys)
        low = beta.ppf(0.025, worst.found, worst.surveys - worst.found + 1) if worst.found else 0.0
        high = beta.ppf(0.975, worst.found + 1, worst.surveys - worst.found)
        lines.append(
            f"| {outcome} | {100 * top:.0f} % | {100 * mean:.1f} % | "
            f"{100 * worst.found / worst.surveys:.1f} % ({100 * low:.1f} to {100 * high:.1f}) | "
            f"{worst.themes} themes, each named {worst.named} times, "
            f"{worst.answers_each} answers a person |"
        )
    return "\n".join(lines)
