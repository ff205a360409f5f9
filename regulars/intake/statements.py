"""The SQL that is no question: one statement a file, and what its header says.

The intake's are in queries/intake/, and called by their names; who is who has some in
queries/identity/, called by folder and name: ``identity/going``.

Values are always bound: ``$import_id``. Where the name of a table or a column differs from kind to
kind, the header says so under ``Names:`` and the statement has ``${table}`` there; only plain names
are filled in, and they come from our own constants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import duckdb

from regulars.settings import PROJECT_DIR

__all__ = [
    "INTAKE_DIR",
    "QUERIES_DIR",
    "Made",
    "Statement",
    "count_of",
    "find_statement",
    "has_statement",
    "run_statement",
]

QUERIES_DIR = PROJECT_DIR / "queries"
INTAKE_DIR = QUERIES_DIR / "intake"
NO_NAMES: Mapping[str, str] = {}
KEYS = ("For", "Params", "Names", "Reads", "Makes", "Writes")
_KEY = re.compile(rf"({'|'.join(KEYS)}):\s+(.*)")
_NAMED = re.compile(r"(\$\w+|\$\{\w+\})\s+(.*)")
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_PLAIN_NAMES = re.compile(r"[a-z]\w*(, [a-z]\w*)*")


@dataclass(frozen=True)
class Made:
    """A temporary table or view.

    Attributes:
        type: which of the two.
        name: what it is called.
        reads: what it, or the statement that makes it, reads.
    """

    type: Literal["table", "view"]
    name: str
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One file.

    Attributes:
        name: the file's name without its ending; behind its folder where that is not intake.
        title: what it does or gives.
        use: what for.
        params: the values it is given -> what they are.
        names: the names that are filled in -> what they are.
        reads: the tables and views it reads; those without a schema are temporary.
        makes: the temporary table or view it makes.
        writes: the table whose rows it inserts, changes or deletes.
        sql: the file.
    """

    name: str
    title: str
    use: str
    params: Mapping[str, str]
    names: Mapping[str, str]
    reads: tuple[str, ...]
    makes: Made | None
    writes: str | None
    sql: str

    def text(self, names: Mapping[str, str] = NO_NAMES) -> str:
        """The SQL, with the names filled in.

        Raises:
            ValueError: a name is missing, or is none.
        """

        def filled(place: re.Match[str]) -> str:
            name = names.get(place[1], "")
            if not _PLAIN_NAMES.fullmatch(name):
                raise ValueError(f"{self.name}.sql: ${{{place[1]}}} is not a name")
            return name

        return _PLACEHOLDER.sub(filled, self.sql.partition("\n\n")[2])


def has_statement(name: str) -> bool:
    """Whether there is a file of this name."""
    return _path_of(name).is_file()


@cache
def find_statement(name: str) -> Statement:
    """The statement of a file: ``find_statement("all_rows")``."""
    sql = _path_of(name).read_text(encoding="utf-8")
    head = [line.removeprefix("--").strip() for line in sql.partition("\n\n")[0].splitlines()]
    parts: dict[str, list[str]] = {}
    key = ""
    for line in head[1:]:
        if matched := _KEY.fullmatch(line):
            key, line = matched[1], matched[2]
        if line:
            parts.setdefault(key, []).append(line)
    reads = tuple(" ".join(parts["Reads"]).split(", ")) if "Reads" in parts else ()
    return Statement(
        name=name,
        title=head[0],
        use=" ".join(parts.get("For", [])),
        params={name.strip("$"): words for name, words in _named(parts.get("Params", [])).items()},
        names={name.strip("${}"): words for name, words in _named(parts.get("Names", [])).items()},
        reads=reads,
        makes=_made(" ".join(parts.get("Makes", [])), reads),
        writes=next(iter(parts.get("Writes", [])), None),
        sql=sql,
    )


def run_statement(
    cursor: duckdb.DuckDBPyConnection,
    name: str,
    names: Mapping[str, str] = NO_NAMES,
    /,
    **values: object,
) -> duckdb.DuckDBPyConnection:
    """Run one statement; what it answers is fetched from what comes back.

    Args:
        cursor: where.
        name: the statement.
        names: what is filled in where it says ``${...}``.
        values: exactly the parameters that its header lists.
    """
    return cursor.execute(find_statement(name).text(names), values or None)


def count_of(cursor: duckdb.DuckDBPyConnection, name: str, /, **values: object) -> int:
    """What a statement counts: the first number it answers; arguments as above."""
    row = run_statement(cursor, name, **values).fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def _path_of(name: str) -> Path:
    return (QUERIES_DIR if "/" in name else INTAKE_DIR) / f"{name}.sql"


def _named(lines: list[str]) -> dict[str, str]:
    """``$name`` or ``${name}`` -> what it is; a line that begins otherwise goes on."""
    found: dict[str, str] = {}
    name = ""
    for line in lines:
        if matched := _NAMED.fullmatch(line):
            name = matched[1]
            found[name] = matched[2]
        else:
            found[name] += f" {line}"
    return found


def _made(words: str, reads: tuple[str, ...]) -> Made | None:
    if not words:
        return None
    made, _, name = words.partition(" ")
    return Made("view" if made == "view" else "table", name, reads)
