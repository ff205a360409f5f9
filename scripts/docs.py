"""Write docs/metrics.md from the headers of the SQL, or check that it is current (--check)."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from regulars.facts import MODEL_DIR  # noqa: E402
from regulars.questions import QUERIES_DIR, Question, every_question  # noqa: E402

TARGET = ROOT / "docs" / "metrics.md"

INTRODUCTION = """\
# What every figure means

Written by `make docs` from the headers of the SQL files; a test fails when it is out of date. Each
question is one file, `queries/<screen>/<question>.sql`, and every screen shows the SQL of what it
draws under *How is this worked out?*.
"""

SCREENS = ("today", "regulars", "lapsed", "satisfaction", "customer", "imports", "sharing", "shop")


def main() -> int:
    """Write the page; with --check, say whether it is current."""
    page = write_page()
    if "--check" in sys.argv[1:]:
        current = TARGET.exists() and TARGET.read_text(encoding="utf-8") == page
        if not current:
            print("docs/metrics.md is out of date: run make docs", file=sys.stderr)
        return 0 if current else 1
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page, encoding="utf-8")
    return 0


def write_page() -> str:
    """The whole page."""
    parts = [INTRODUCTION, "## Formulas\n"]
    for path in sorted((QUERIES_DIR / "macros").glob("*.sql")):
        parts += [f"**{name}**: {words}\n" for name, words in read_macros(path.read_text("utf-8"))]
    parts.append(
        "## Facts\n\nBuilt anew from the exports after each import, each after those it reads.\n"
    )
    parts += [describe_fact(path) for path in sorted(MODEL_DIR.glob("*.sql"))]
    by_screen: dict[str, list[Question]] = {}
    for question in every_question():
        by_screen.setdefault(question.name.split("/")[0], []).append(question)
    for screen in sorted(by_screen, key=SCREENS.index):
        parts.append(f"## {screen.capitalize()}\n")
        parts += [describe_question(question) for question in by_screen[screen]]
    return "\n".join(parts)


def read_macros(sql: str) -> list[tuple[str, str]]:
    """(signature, comment) of each macro that says what it is."""
    found = re.findall(
        r"((?:^--.*\n)+)create or replace macro (\w+)\(\s*([^)]*?)\s*\)", sql, re.MULTILINE
    )
    return [
        (f"`{name}({' '.join(arguments.split())})`", joined(comment))
        for comment, name, arguments in found
    ]


def joined(comment: str) -> str:
    """Comment lines as one paragraph."""
    return " ".join(line.removeprefix("--").strip() for line in comment.splitlines()).strip()


def describe_fact(path: Path) -> str:
    """One fact: title, grain, source, notes."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("--"):
            break
        lines.append(line[2:].strip())
    text = "\n".join(lines)
    title = lines[0].rstrip(".")
    table = re.search(r"Builds:\s*(\S+)", text)
    grain = re.search(r"Grain:\s*(.*?)\n(?:Reads:)", text, re.DOTALL)
    source = re.search(r"Source:\s*(.*?)(?:\n\n|$)", text, re.DOTALL)
    notes = text.split("\n\n", 2)[2] if text.count("\n\n") > 1 else ""
    described = [f"### {table[1] if table else path.stem}\n", f"{title}."]
    if notes:
        described.append(" ".join(notes.split()))
    if grain:
        described.append(f"One row: {' '.join(grain[1].split())}.")
    if source:
        described.append(f"Source: {' '.join(source[1].split())}.")
    return " ".join(described[1:]).join([described[0] + "\n", "\n"])


def describe_question(question: Question) -> str:
    """One question: what it answers, its grain, parameters, notes and source."""
    lines = [f"### {question.name}\n", f"{question.question} One row: {question.grain}."]
    if question.notes:
        lines.append(question.notes)
    text = lines[0] + "\n" + " ".join(lines[1:]) + "\n"
    if question.params:
        text += "\n" + "\n".join(f"- `${name}` {words}" for name, words in question.params.items())
        text += "\n"
    return text + f"\nSource: {question.source}.\n"


if __name__ == "__main__":
    sys.exit(main())
