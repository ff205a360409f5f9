"""Import damaged exports by the thousand: never a traceback, never a lost row:

python -m bench.fuzz [--mutants 20000] [--seed 1] [--processes 2]
"""

import argparse
import csv
import gzip
import io
import json
import os
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.report import Report
from regulars.store.store import Store

SAMPLES = Path(__file__).resolve().parent.parent / "sample_data"
FEW_ROWS = 15
AT_ONCE = 250
NASTY = (
    "", " ", "NULL", "None", "nan", "0", "-1", "1e309", "99999999999999999999999", "1,234.56",
    "1.234,56", "($9.00)", "=HYPERLINK(\"http://evil.example\")", "+1", "@SUM(A1)", "'", '"', '""',
    ",", ";", "\t", "\\", "\n", "\r\n", "two\nlines", "2026-02-31", "31/12/2026", "12/31/2026",
    "25:61", "0000-00-00", "9999-12-31", "yesterday", "٣", "½", "€", "£5", "5 €", "☕",

    "👩🏽\u200d🍳",
    "\u202etxt", "\ufeff", "\x00", "\x1b[31m", "a" * 5000, "<script>alert(1)</script>", "Total",
    "true", "{}", "[]", "{\"a\": 1}", "ana@example.org", "+1 603 555 0101", "★★★★☆", "10",
)  # fmt: skip


@dataclass
class Table:
    """An export as a table, before it is written."""

    header: list[str]
    rows: list[list[str]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    chosen = parser.parse_args()
    start = time.monotonic()
    outcomes: Counter[str] = Counter()
    parts = [
        range(first, min(first + AT_ONCE, chosen.mutants))
        for first in range(0, chosen.mutants, AT_ONCE)
    ]
    with ProcessPoolExecutor(chosen.processes) as pool:
        running = [pool.submit(fuzz, part, chosen.seed) for part in parts]
        for done, part in enumerate(as_completed(running), 1):
            outcomes += part.result()
            print(f"\r{done} of {len(parts)} parts", end="", flush=True)
    print(f"\r{chosen.mutants:,} mutants in {time.monotonic() - start:.0f} s:")
    for outcome, count in outcomes.most_common():
        print(f"  {count:>6,}  {outcome}")


def fuzz(numbers: range, seed: int) -> Counter[str]:
    """Dry-run imports of damaged exports; how many were understood, and how many refused.

    Args:
        numbers: The mutants to try. The same number and seed are the same mutant.
        seed: Which row of mutants.

    Raises:
        AssertionError: rows were lost, or a file was refused without words.
        Exception: whatever an import raised; that is what is looked for.
    """
    tables = [_read(path) for path in sorted(SAMPLES.rglob("*.csv"))]
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Store.open(folder / "fuzz.duckdb", readable=[folder]) as store:
            for number in numbers:
                chance = random.Random(seed * 1_000_003 + number)
                table = chance.choice(tables)
                outcomes.update(_try(store, folder, table, chance, number))
    return outcomes


def _try(store: Store, folder: Path, table: Table, chance: random.Random, number: int) -> list[str]:
    mutant = Table(list(table.header), [list(row) for row in table.rows])
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        chance.choice(CELL_DAMAGE)(mutant, chance)
    ending, write = chance.choice(WRITERS)
    data = write(mutant)
    is_whole = chance.random() < 0.5
    if not is_whole:
        for _ in range(chance.choice((1, 1, 2, 4))):
            data = chance.choice(BYTE_DAMAGE)(data, chance)
    path = folder / f"mutant{ending}"
    path.write_bytes(data)
    choices = Choices(is_confirmed=True)
    try:
        reports = take(
            store, [(f"mutant{ending}", path)], spool=folder, choices=choices, is_dry_run=True
        )
        for report in reports:
            _check(report, mutant, is_whole=is_whole and ending == ".csv")
    except BaseException:
        kept = Path(tempfile.gettempdir()) / f"mutant-{number}{ending}"
        kept.write_bytes(data)
        print(f"mutant {number} is kept as {kept}")
        raise
    return ["refused in words" if report.error else "understood" for report in reports]


def _check(report: Report, mutant: Table, *, is_whole: bool) -> None:
    if report.error is not None:
        assert report.error.strip()
        assert report.error[-1] in '.!?")', report.error
        assert report.read == report.kept == report.rejected == 0
        return
    assert report.read == report.kept + report.known + report.rejected
    assert report.rejected == sum(report.reasons.values())
    rows = [row for row in mutant.rows if any(cell.strip() for cell in row)]
    if is_whole:
        assert report.read >= len(rows), f"{len(rows)} rows, {report.read} read"


def _read(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = [row for row, _ in zip(csv.reader(file), range(FEW_ROWS), strict=False)]
    return Table(header, rows)


# Damage that a spreadsheet or a person does: the file stays a table.


def _change_cells(table: Table, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 3, 20))):
        row = chance.choice(table.rows)
        row[chance.randrange(len(row))] = chance.choice(NASTY)


def _drop_column(table: Table, chance: random.Random) -> None:
    if len(table.header) > 1:
        place = chance.randrange(len(table.header))
        for row in (table.header, *table.rows):
            del row[place]


def _shuffle_columns(table: Table, chance: random.Random) -> None:
    order = list(range(len(table.header)))
    chance.shuffle(order)
    for row in (table.header, *table.rows):
        row[:] = [row[place] for place in order]


def _rename_column(table: Table, chance: random.Random) -> None:
    table.header[chance.randrange(len(table.header))] = chance.choice((*NASTY, *table.header))


def _repeat_rows(table: Table, chance: random.Random) -> None:
    table.rows += [list(chance.choice(table.rows)) for _ in range(5)]


def _shuffle_rows(table: Table, chance: random.Random) -> None:
    chance.shuffle(table.rows)


def _fill_column(table: Table, chance: random.Random) -> None:
    place, filling = chance.randrange(len(table.header)), chance.choice(NASTY)
    for row in table.rows:
        row[place] = filling


CELL_DAMAGE = (
    _change_cells,
    _change_cells,
    _drop_column,
    _shuffle_columns,
    _rename_column,
    _repeat_rows,
    _shuffle_rows,
    _fill_column,
)


def _as_csv(table: Table, delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([table.header, *table.rows])
    return text.getvalue().encode("utf-8", "replace")


def _as_json(table: Table) -> bytes:
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    return json.dumps(rows).encode()


def _as_json_lines(table: Table) -> bytes:
    rows = [dict(zip(table.header, row, strict=True)) for row in table.rows]
    return "\n".join(json.dumps(row) for row in rows).encode()


def _zipped(table: Table) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.csv", _as_csv(table))
    return packed.getvalue()


WRITERS: tuple[tuple[str, Callable[[Table], bytes]], ...] = (
    (".csv", _as_csv),
    (".csv", _as_csv),
    (".csv", _as_csv),
    (".csv", lambda table: _as_csv(table, ";")),
    (".tsv", lambda table: _as_csv(table, "\t")),
    (".csv", lambda table: b"\xef\xbb\xbf" + _as_csv(table)),
    (".txt", lambda table: _as_csv(table).decode("utf-8").encode("utf-16")),
    (".txt", lambda table: _as_csv(table).decode("utf-8").encode("cp1252", "replace")),
    (".json", _as_json),
    (".jsonl", _as_json_lines),
    (".csv.gz", lambda table: gzip.compress(_as_csv(table), mtime=0)),
    (".zip", _zipped),
)


# Damage that a broken download or a wrong program does.


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _lose(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 17, 300)) :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return (
        data[:start]
        + chance.choice((b'"', b"\x00", b"\n", b",", b"\xff\xfe", b"'", b"\r"))
        + data[start:]
    )


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _double(data: bytes, chance: random.Random) -> bytes:
    return data + data[: chance.randrange(len(data) + 1)]


BYTE_DAMAGE = (_cut, _lose, _insert, _insert, _flip, _double)

if __name__ == "__main__":
    main()
