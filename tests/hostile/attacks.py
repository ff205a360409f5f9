"""The book of attacks: what each test tries, what came of it, and the table that tells it.

A test declares its attack with ``@attack(what, against)`` and tells what it saw to the fixture
``tell``. ``make security`` writes docs/security-tests.md from what was seen; any other run holds
what it saw against that page.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

__all__ = [
    "GETS_THROUGH",
    "PAGE",
    "Attack",
    "Telling",
    "attack",
    "declared",
    "read_lines",
    "write_page",
]

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "security-tests.md"
HEADER = "| What is tried | Against | Tries | What happened |\n|---|---|---:|---|\n"
GETS_THROUGH = "**gets through**"
INTRODUCTION = """\
# Attacks that are tried, and what comes of them

Written by `make security` from what the tests under `tests/hostile/` saw: they start the real
server on a prepared data folder and attack it over HTTP, over its WebSocket and in a real browser.
Each row is one test. A run that sees something else fails, and so does a test whose attack is
missing here.

A *visitor who is shut out* has no cookie, a forged one, one of another kind, one of a session that
ended, was idle for too long or belongs to somebody who was removed, or one of a link that was
revoked, has expired or was replaced. *Nobody's data* means: no customer's name, e-mail, phone
number or comment in the answer.
"""

Test = TypeVar("Test", bound=Callable[..., None])


@dataclass(frozen=True)
class Attack:
    """What one test tries.

    Attributes:
        part: the heading it stands under: its module's first line.
        what: what is tried.
        against: against what.
    """

    part: str
    what: str
    against: str

    def line(self, tries: int | str, outcome: str) -> str:
        """Its row in the table."""
        return f"| {self.what} | {self.against} | {tries} | {outcome} |"


class Telling:
    """What one test saw: outcome -> how often."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def saw(self, outcome: str, tries: int = 1) -> None:
        """Tell what came of a try, or of several."""
        self.seen[outcome] += tries

    def line(self, tried: Attack, *, held: bool) -> str:
        """The row of this attack."""
        often = sorted(self.seen.items(), key=lambda item: (-item[1], item[0]))
        told = [
            outcome if len(often) == 1 else f"{outcome} ({count:,})" for outcome, count in often
        ]
        return tried.line(self.seen.total(), "; ".join(told) if held else GETS_THROUGH)


def attack(what: str, against: str) -> Callable[[Test], Test]:
    """Declare what a test tries. Both are plain strings: they are read without running it."""

    def declare(test: Test) -> Test:
        test.attack = (what, against)  # type: ignore[attr-defined]
        return test

    return declare


def declared() -> dict[str, Attack]:
    """All attacks that the tests declare: ``module.function`` -> attack, in the order written."""
    found = {}
    for path in sorted(HERE.glob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        part = (ast.get_docstring(tree) or "").splitlines()[0].rstrip(".")
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                found[f"{path.stem}.{node.name}"] = Attack(part, *_told_of(path, node))
    return found


def write_page(lines: dict[str, str]) -> str:
    """The page: one row a test, under the heading of its module.

    Args:
        lines: ``module.function`` -> its row.
    """
    page, part = INTRODUCTION, ""
    for name, tried in declared().items():
        if tried.part != part:
            part = tried.part
            page += f"\n## {part}\n\n{HEADER}"
        page += lines[name] + "\n"
    return page


def read_lines(page: str) -> Iterable[tuple[str, str]]:
    """(heading, row) of each row of a page."""
    part = ""
    for line in page.splitlines():
        if line.startswith("## "):
            part = line[3:]
        elif line.startswith("| ") and line not in HEADER:
            yield part, line


def _told_of(path: Path, test: ast.FunctionDef) -> list[str]:
    for decorator in test.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "attack":
            told = [ast.literal_eval(argument) for argument in decorator.args]
            if len(told) == 2:
                return told
    raise AssertionError(f"{path.name}: {test.name} says not what it attacks: add @attack(...)")
