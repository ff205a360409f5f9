"""Write docs/metrics.md and docs/formats.md from the headers of the SQL, or check (--check)."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from regulars.app.screens import SCREENS  # noqa: E402
from regulars.facts.build import MODEL_DIR  # noqa: E402
from regulars.intake.fields import FIELDS  # noqa: E402
from regulars.intake.formats import EXPORTS_DIR, ExportFormat, every_format  # noqa: E402
from regulars.questions import (  # noqa: E402
    QUERIES_DIR,
    LinkScope,
    Question,
    StaffScope,
    every_question,
)

DOCS = ROOT / "docs"
MEASURED = ROOT / "bench" / "figures.json"

INTRODUCTION = """\
# What every figure means

Written by `make docs` from the headers of the SQL files; a test fails when it is out of date. Each
question is one file, `queries/<screen>/<question>.sql`, and every screen shows the SQL of what it
draws under *How is this worked out?*. Of the types of a column an `id` is a key, a `code` one of
the words listed, a `label` the shop's own word, a `text` free words or a name. What is personal is
hidden by its kind from whoever may not see it.
"""

COVERAGE_INTRODUCTION = """\
## How well the intervals hold

How often a 95 % interval holds the truth: the mean over a grid of truths, the worst and the best of
them, and at how many coverage is 93 to 97 %. With 10 answers only eleven shares can be seen, so no
interval comes near 95 % at every truth; on the mean ours do. Plain Wald is what we do not use. How
it is measured: [bench/RESULTS.md](../bench/RESULTS.md).

| interval | answers | mean | worst | best | truths at 93 to 97 % |
| :-- | --: | --: | --: | --: | --: |"""

FORMATS_INTRODUCTION = """\
# Which exports are understood

Written by `make docs` from the headers of `queries/exports/*.sql`; a test fails when it is out of
date. Columns are found by name, so their order and further ones are of no matter. An export that is
not listed is read, too: what its columns mean is proposed, confirmed once and remembered.
"""

KINDS = {
    "sales": "Sales",
    "visits": "Appointments",
    "customers": "Customers",
    "satisfaction": "Surveys and reviews",
}

# "shop" is on every screen.
FOLDERS = (*(screen.name for screen in SCREENS), "shop")


def main() -> int:
    """Write the pages; with --check, say whether they are current."""
    pages = {"metrics.md": write_page(), "formats.md": write_formats()}
    if "--check" in sys.argv[1:]:
        stale = [
            name
            for name, page in pages.items()
            if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != page
        ]
        for name in stale:
            print(f"docs/{name} is out of date: run make docs", file=sys.stderr)
        return 1 if stale else 0
    DOCS.mkdir(exist_ok=True)
    for name, page in pages.items():
        (DOCS / name).write_text(page, encoding="utf-8")
    return 0


def write_page() -> str:
    """The page of figures."""
    parts = [INTRODUCTION, "## Formulas\n"]
    for path in sorted((QUERIES_DIR / "macros").glob("*.sql")):
        parts += [f"**{name}**: {words}\n" for name, words in read_macros(path.read_text("utf-8"))]
    parts.append(describe_coverage())
    parts.append(
        "## Facts\n\nBuilt anew from the exports after each import, each after those it reads.\n"
    )
    parts += [describe_fact(path) for path in sorted(MODEL_DIR.glob("*.sql"))]
    by_screen: dict[str, list[Question]] = {}
    for question in every_question():
        by_screen.setdefault(question.name.split("/")[0], []).append(question)
    for screen in sorted(by_screen, key=FOLDERS.index):
        parts.append(f"## {screen.capitalize().replace('_', '-')}\n")
        parts += [describe_question(question) for question in by_screen[screen]]
    return "\n".join(parts)


def describe_coverage() -> str:
    """How often the intervals hold the truth, as ``make bench`` found."""
    figures = json.loads(MEASURED.read_text(encoding="utf-8"))["satisfaction"]["coverage"]
    rows = [
        f"| {row['interval']} | {row['n']:,} | {row['mean']:.1%} | {row['worst']:.1%} | "
        f"{row['best']:.1%} | {row['inside']:.0%} |"
        for row in figures
    ]
    return "\n".join([COVERAGE_INTRODUCTION, *rows, ""])


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
    """One question: what it answers, its grain, notes, parameters, columns, source, who may ask."""
    lines = [f"### {question.name}\n", f"{question.question} One row: {question.grain}."]
    if question.notes:
        lines.append(question.notes)
    text = lines[0] + "\n" + " ".join(lines[1:]) + "\n"
    if question.params:
        text += "\n" + "\n".join(f"- `${name}` {words}" for name, words in question.params.items())
        text += "\n"
    text += f"\n{describe_columns(question)}"
    return text + f"\nSource: {question.source}. For {who_asks(question)}.\n"


def describe_columns(question: Question) -> str:
    """The columns of an answer as a table that opens on a click."""
    count = len(question.columns)
    rows = [
        row_of(
            f"`{name}`",
            ("list of " if column.is_list else "")
            + (f"{column.type} or null" if column.is_optional else column.type),
            in_cell(column.meaning),
            question.personal.get(name, ""),
        )
        for name, column in question.columns.items()
    ]
    return (
        f"<details><summary>{count} column{'' if count == 1 else 's'}</summary>\n\n"
        f"| column | type | meaning | personal |\n|---|---|---|---|\n{''.join(rows)}\n</details>\n"
    )


def who_asks(question: Question) -> str:
    """Who may ask: the manager, and who else."""
    staff = {StaffScope.YES: ["staff"], StaffScope.OWN: ["staff (their own)"], StaffScope.NO: []}
    links = {LinkScope.YES: ["links"], LinkScope.NAMED: ["links with names"], LinkScope.NO: []}
    return ", ".join(["the manager", *staff[question.staff], *links[question.link]])


def write_formats() -> str:
    """The page of export formats."""
    parts = [FORMATS_INTRODUCTION]
    for kind, title in KINDS.items():
        known = [one for one in every_format() if one.kind == kind and one.signature]
        parts.append(f"## {title}\n")
        parts.append(
            "| export | known by | what is used | quirks |\n|---|---|---|---|\n"
            + "".join(describe_format(one) for one in known)
        )
    refused = [one for one in every_format() if one.refusal]
    if refused:
        parts.append(
            "## Of no use\n\nThese are recognised, and refused with what to bring instead.\n"
        )
        parts.append(
            "| export | known by | why |\n|---|---|---|\n"
            + "".join(
                row_of(one.title, listed(one.signature), in_cell(one.refusal)) for one in refused
            )
        )
    parts.append("## Every other export\n")
    parts.append(
        "| kind | fields that its columns may be | quirks |\n|---|---|---|\n"
        + "".join(
            row_of(
                KINDS[one.kind],
                listed((*one.needs, *one.may_have)),
                in_cell(read_part(one, "Quirks")),
            )
            for kind in KINDS
            for one in every_format()
            if one.kind == kind and not one.signature
        )
    )
    parts.append(
        "| field | what it is | what its cells hold |\n|---|---|---|\n"
        + "".join(
            row_of(f"`{name}`", field.title, field.type.value) for name, field in FIELDS.items()
        )
    )
    return "\n".join(parts)


def describe_format(one: ExportFormat) -> str:
    """One format: what it is, the columns it is known by, those used as what, its quirks."""
    level = "" if one.level == "item" else f" (a row is a {one.level})"
    used = ", ".join(
        f"{field.replace('_', ' ')}: {listed(columns.split(' + '), ' + ')}"
        for field, columns in one.fields.items()
    )
    return row_of(one.title + level, listed(one.signature), used, in_cell(read_part(one, "Quirks")))


def read_part(one: ExportFormat, key: str) -> str:
    """What stands after a key in the header of a format."""
    head = (EXPORTS_DIR / f"{one.name}.sql").read_text(encoding="utf-8").split("\n\n")[0]
    found = re.search(rf"^-- {key}:(.*(?:\n--  .*)*)", head, re.MULTILINE)
    return joined(found[1]) if found else ""


def listed(columns: Iterable[str], between: str = ", ") -> str:
    """Columns as code, which a pipe would end a cell in."""
    return between.join(f"`{in_cell(column)}`" for column in columns)


def in_cell(words: str) -> str:
    """Words that may stand in a cell of a table."""
    return words.replace("|", "\\|")


def row_of(*cells: str) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    sys.exit(main())
