"""How often the meaning of an unknown export's columns is proposed right.

    python -m bench.mapping                      # the formats kept apart, and those tuned on
    python -m bench.mapping --show               # with every mistake
    python -m bench.mapping --formats FILE.json --samples FOLDER
                                                 # known formats, taken as if they were unknown

A field is right when exactly the right column, or columns, are named. Recall: of the fields that
are there, the share found; precision: of the fields proposed, the share right.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from regulars.intake.fields import FIELDS
from regulars.intake.proposing.proposal import Proposal, propose

CASES = Path(__file__).parent / "unknown_exports"
KINDS = ("sales", "visits", "customers", "satisfaction")
# Names that the list of known formats has for our fields.
SAME_FIELDS = {
    "order_id": "receipt_id",
    "visit_id": "receipt_id",
    "qty": "quantity",
    "service": "item",
    "name": "customer_name",
}


@dataclass(frozen=True)
class Case:
    """An export that nobody knows, and what its columns mean.

    Attributes:
        answers: field -> the columns that are right for it; may: the fields that are no loss.
    """

    name: str
    kind: str
    columns: tuple[str, ...]
    rows: list[list[str | None]]
    answers: dict[str, tuple[str, ...]]
    may: frozenset[str]


@dataclass
class Score:
    """Fields, counted: there, proposed, and right."""

    exports: int = 0
    kinds: int = 0
    there: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0

    def add(self, case: Case, proposal: Proposal | None) -> list[str]:
        """Count one export; the mistakes in words."""
        fields = proposal.fields if proposal else {}
        self.exports += 1
        self.kinds += proposal is not None and proposal.kind == case.kind
        mistakes = []
        if proposal is None or proposal.kind != case.kind:
            mistakes.append(f"kind: {proposal.kind if proposal else None}, not {case.kind}")
        for field, right in case.answers.items():
            is_right = fields.get(field) in right
            if field not in case.may:
                self.there += 1
                self.found += is_right
            if not is_right and (field not in case.may or field in fields):
                mistakes.append(f"{field}: {fields.get(field)!r}, not {' or '.join(right)!r}")
        for field, column in fields.items():
            self.proposed += 1
            self.right += column in case.answers.get(field, ())
            if field not in case.answers:
                mistakes.append(f"{field}: {column!r}, but there is none")
        return mistakes


def read_cases(path: Path) -> list[Case]:
    """The exports of a file, in the form its first lines explain."""
    cases = []
    for block in path.read_text(encoding="utf-8").split("\n@ ")[1:]:
        title, header, *lines = (line for line in block.splitlines() if line.strip())
        name, kind, _ = (part.strip() for part in title.split("|"))
        mark = max("|;,", key=header.count)
        answers, may = {}, set()
        rows: list[list[str | None]] = []
        for line in lines:
            if " = " in line and mark not in line.replace(" | ", ""):
                field, columns = line.split(" = ", 1)
                if field.startswith("?"):
                    may.add(field[1:])
                answers[field.lstrip("?")] = tuple(columns.split(" or "))
            else:
                cells = next(csv.reader([line], delimiter=mark))
                rows.append([cell.strip() or None for cell in cells])
        columns = tuple(header.split(mark))
        assert all(len(row) <= len(columns) for row in rows), name
        for column in (c for right in answers.values() for one in right for c in split(one)):
            assert column in columns, (name, column)
        cases.append(Case(name, kind, columns, rows, answers, frozenset(may)))
    return cases


def split(columns: str) -> list[str]:
    """The columns of "A + B" or "A | B"."""
    return [one for part in columns.split(" + ") for one in part.split(" | ")]


def read_known(path: Path, samples: Path | None) -> list[Case]:
    """Formats that are known by now, with what is known of their columns."""
    cases = []
    for known in json.loads(path.read_text(encoding="utf-8")):
        if not known["map"] or known["kind"] not in KINDS:
            continue
        columns, rows = tuple(known["header"]), []
        sample = samples / known["sample"] if samples and known.get("sample") else None
        if sample and sample.is_file() and sample.suffix == ".csv" and "two-row" not in sample.name:
            with sample.open(encoding="utf-8-sig", newline="") as file:
                lines = [line for line in csv.reader(file) if line]
            columns, rows = tuple(lines[0]), [[c or None for c in line] for line in lines[1:501]]
        answers = {}
        for name, column in known["map"].items():
            field = SAME_FIELDS.get(name, name)
            if field in FIELDS and column in columns:
                answers[field] = (column,)
        if "first" in known["map"] and "last" in known["map"] and "customer_name" not in answers:
            joined = f"{known['map']['first']} + {known['map']['last']}"
            answers["customer_name"] = (joined, "Full Name", "Customer Name")
        # These lists name what their own program needs, and leave out much that is there.
        may = frozenset(FIELDS.keys() - set(answers))
        name = f"{known['vendor']} {known['export']}"
        cases.append(Case(name, known["kind"], columns, rows, answers, may))
    return cases


def measure(cases: Iterable[Case], show: bool = False) -> dict[str, Score]:
    """Kind of export, and "all" -> how well its columns were read."""
    scores = {name: Score() for name in (*KINDS, "all")}
    for case in cases:
        proposal = propose(case.columns, case.rows)
        mistakes = scores[case.kind].add(case, proposal)
        scores["all"].add(case, proposal)
        if show and mistakes:
            print(case.name, *mistakes, sep="\n    ")
    return scores


def take_time(columns: int = 60, rows: int = 500, repeats: int = 9) -> float:
    """Milliseconds for a wide export, the median."""
    case = max(read_cases(CASES / "tuned.txt"), key=lambda one: len(one.columns))
    names = [f"{name} {at // len(case.columns) or ''}".strip() for at, name in enumerate(
        case.columns * (columns // len(case.columns) + 1)
    )][:columns]  # fmt: skip
    taken = []
    for repeat in range(repeats):
        cells: list[Sequence[str | None]] = [
            [
                f"{case.rows[row % len(case.rows)][at % len(case.columns)] or ''}{repeat}{row}"
                for at in range(columns)
            ]
            for row in range(rows)
        ]
        start = time.perf_counter()
        propose(names, cells)
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def render(title: str, scores: dict[str, Score]) -> str:
    """A table of one set of exports."""
    lines = [
        f"{title}",
        "| kind | exports | kind right | fields | recall | precision |",
        "| :-- | --: | --: | --: | --: | --: |",
    ]
    for name, score in scores.items():
        if score.exports:
            lines.append(
                f"| {name} | {score.exports} | {score.kinds} | {score.there} | "
                f"{score.found / (score.there or 1):.1%} | "
                f"{score.right / (score.proposed or 1):.1%} |"
            )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.mapping", description=__doc__)
    parser.add_argument("--show", action="store_true", help="print every mistake")
    parser.add_argument("--only", help="one file of cases: tuned, held_out ...")
    parser.add_argument("--formats", type=Path, help="a list of known formats, as JSON")
    parser.add_argument("--samples", type=Path, help="a folder of their sample files")
    chosen = parser.parse_args()
    if chosen.formats:
        cases = read_known(chosen.formats, chosen.samples)
        print(render("Known formats, taken as unknown", measure(cases, chosen.show)))
        return
    for path in sorted(CASES.glob("*.txt")):
        if chosen.only in (None, path.stem):
            print(render(path.stem, measure(read_cases(path), chosen.show)))
    print(f"60 columns, 500 rows, all cells different: {take_time():.0f} ms", file=sys.stderr)


if __name__ == "__main__":
    main()
