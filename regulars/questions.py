"""Find, check and run the questions: queries/<screen>/<question>.sql, the path is the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pandas as pd

from regulars.errors import UnknownQuestion, WrongHeader, WrongParameters
from regulars.settings import PROJECT_DIR
from regulars.store.store import Store

__all__ = [
    "Column",
    "ColumnType",
    "LinkScope",
    "Personal",
    "Question",
    "StaffScope",
    "ask",
    "every_question",
    "find",
]

QUERIES_DIR = PROJECT_DIR / "queries"
NOT_QUESTIONS = {"exports", "identity", "intake", "macros", "model"}
_NAME = re.compile(r"[a-z_]+/[a-z_]+")
_LABEL = re.compile(r"-- (Question|Grain|Params|Columns|Staff|Link|Personal|Reads|Source):(?=\s|$)")
_COLUMN = re.compile(r"(\w+) (list of )?(\w+)( or null)?, (.+)")
Word = TypeVar("Word", bound=StrEnum)


class ColumnType(StrEnum):
    """What the values of a column are.

    A code is a word of ours out of a few; a label is the shop's own word for an item, a place, a
    title; a text is what somebody wrote freely, and may name anybody.
    """

    DATE = "date"
    TIMESTAMP = "timestamp"
    INTEGER = "integer"
    DOUBLE = "double"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    ID = "id"
    CODE = "code"
    LABEL = "label"
    TEXT = "text"


class StaffScope(StrEnum):
    """Whether staff may ask a question: of everything, of what was given to them, not at all."""

    YES = "yes"
    OWN = "own"
    NO = "no"


class LinkScope(StrEnum):
    """Whether a shared link may ask a question: any, one that shows names in full, none."""

    YES = "yes"
    NAMED = "named"
    NO = "no"


class Personal(StrEnum):
    """What of a person a column tells; each kind is hidden in its own way."""

    NAME = "name"
    CONTACT = "contact"
    TEXT = "text"
    COLLEAGUE = "colleague"


@dataclass(frozen=True)
class Column:
    """A column of an answer.

    Attributes:
        type: what its values are.
        is_optional: it may be null.
        meaning: what it says, with its unit.
        is_list: it holds a list of such values.
    """

    type: ColumnType
    is_optional: bool
    meaning: str
    is_list: bool = False


@dataclass(frozen=True)
class Question:
    """One SQL file and its header.

    Attributes:
        name: the path below queries/, without the ending: ``lapsed/overdue``.
        title: the header's first line.
        question: what it answers, as a question.
        grain: what one row is.
        params: parameter name -> what it is, with its type first.
        columns: column name -> what it is, in the answer's order.
        staff: whether staff may ask it; what a header does not say is no.
        link: whether a shared link may ask it; what a header does not say is no.
        personal: column name -> what of a person it tells, for the columns that do.
        reads: the tables it reads.
        source: where the definition comes from.
        notes: what else the header says.
        sql: the statement.
    """

    name: str
    title: str
    question: str
    grain: str
    params: dict[str, str]
    columns: dict[str, Column]
    staff: StaffScope
    link: LinkScope
    personal: dict[str, Personal]
    reads: tuple[str, ...]
    source: str
    notes: str
    sql: str


@cache
def every_question() -> tuple[Question, ...]:
    """All questions, in the order of their names."""
    return tuple(
        _read_question(path)
        for path in sorted(QUERIES_DIR.glob("*/*.sql"))
        if path.parent.name not in NOT_QUESTIONS
    )


@cache
def find(name: str) -> Question:
    """The question called ``name``.

    Raises:
        UnknownQuestion: there is none; the message names the nearest.
    """
    if _NAME.fullmatch(name) and name.split("/")[0] not in NOT_QUESTIONS:
        path = QUERIES_DIR / f"{name}.sql"
        if path.is_file():
            return _read_question(path)
    names = [question.name for question in every_question()]
    near = get_close_matches(name, names, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    raise UnknownQuestion(f'There is no question "{name}".{hint}')


def ask(store: Store, name: str, **parameters: Any) -> pd.DataFrame:
    """Run a question.

    Args:
        store: the data to ask.
        name: ``screen/question``.
        parameters: exactly those that the question's header lists.

    Returns:
        A frame with the columns of the SELECT, in the order that the SQL says.

    Raises:
        UnknownQuestion: there is no such question.
        WrongParameters: a parameter is missing, unknown, or not of its type.
    """
    question = find(name)
    missing = question.params.keys() - parameters.keys()
    unknown = parameters.keys() - question.params.keys()
    if missing or unknown:
        listed = ", ".join(question.params) or "none"
        raise WrongParameters(
            f'"{name}" takes these parameters: {listed}.'
            + (f" Missing: {', '.join(sorted(missing))}." if missing else "")
            + (f" Unknown: {', '.join(sorted(unknown))}." if unknown else "")
        )
    with store.read() as cursor:
        try:
            return cursor.execute(question.sql, parameters or None).df()
        except duckdb.ConversionException as error:
            raise WrongParameters(
                f'A parameter of "{name}" is not of its type. It takes: '
                + "; ".join(f"{key} ({words})" for key, words in question.params.items())
                + ". Dates read 2026-03-31."
            ) from error


@dataclass(frozen=True)
class _Line:
    """A line of a header's part: where it stands in the file, how far it is indented."""

    place: str
    indent: int
    words: str


def _read_question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    name = f"{path.parent.name}/{path.stem}"
    title, parts = _parts_of(sql, f"queries/{name}.sql")
    said = {key: " ".join(line.words for line in lines) for key, lines in parts.items()}
    return Question(
        name=name,
        title=title,
        question=said.get("Question", ""),
        grain=said.get("Grain", ""),
        params=_read_params(parts.get("Params", [])),
        columns=_read_columns(parts.get("Columns", [])),
        staff=_read_word(parts.get("Staff", []), StaffScope.NO),
        link=_read_word(parts.get("Link", []), LinkScope.NO),
        personal=_read_personal(parts.get("Personal", [])),
        reads=tuple(word.strip() for word in said.get("Reads", "").split(",") if word.strip()),
        source=said.get("Source", ""),
        notes=said.get("Notes", ""),
        sql=sql,
    )


def _parts_of(sql: str, file: str) -> tuple[str, dict[str, list[_Line]]]:
    """The title of a header, and its parts: key -> lines; what follows an empty line is a note."""
    title = key = ""
    parts: dict[str, list[_Line]] = {}
    for number, line in enumerate(sql.splitlines(), start=1):
        if not line.startswith("--"):
            break
        labelled = _LABEL.match(line)
        words = line[labelled.end() if labelled else 2 :].strip()
        if labelled:
            key = labelled[1]
        elif not words:
            key = "Notes" if parts else ""
        if words and not title:
            title = words.rstrip(".")
        elif words and key:
            indent = len(line.rstrip()) - len(words)
            parts.setdefault(key, []).append(_Line(f"{file}, line {number}", indent, words))
    return title, parts


def _read_params(lines: list[_Line]) -> dict[str, str]:
    params: dict[str, str] = {}
    param = ""
    for line in lines:
        matched = re.match(r"\$(\w+)\s+(.*)$", line.words)
        if matched:
            param = matched[1]
            params[param] = matched[2]
        elif param:
            params[param] = f"{params[param]} {line.words}"
    return params


def _read_columns(lines: list[_Line]) -> dict[str, Column]:
    """Columns by name. One begins where the first does; a line further in goes on with the last."""
    entries: list[_Line] = []
    for line in lines:
        if entries and line.indent > entries[0].indent:
            entries[-1] = replace(entries[-1], words=f"{entries[-1].words} {line.words}")
        else:
            entries.append(line)
    columns: dict[str, Column] = {}
    for entry in entries:
        matched = _COLUMN.fullmatch(entry.words)
        if matched is None:
            raise WrongHeader(
                f'{entry.place}: a column is its name, its type, perhaps "list of" before and '
                f'"or null" behind it, a comma and what it means; this reads "{entry.words}".'
            )
        name, listed, type_word, optional, meaning = matched.groups()
        if name in columns:
            raise WrongHeader(f'{entry.place}: the column "{name}" stands twice.')
        columns[name] = Column(
            _word_of(ColumnType, type_word, entry.place),
            optional is not None,
            meaning,
            listed is not None,
        )
    return columns


def _read_personal(lines: list[_Line]) -> dict[str, Personal]:
    personal: dict[str, Personal] = {}
    if [line.words for line in lines] == ["none"]:
        return personal
    for line in lines:
        for entry in line.words.removesuffix(",").split(", "):
            name, _, kind = entry.partition(" ")
            if name in personal:
                raise WrongHeader(f'{line.place}: the column "{name}" stands twice.')
            personal[name] = _word_of(Personal, kind, line.place)
    return personal


def _read_word(lines: list[_Line], closed: Word) -> Word:
    """The one word of a part; closed where the header does not say it."""
    if not lines:
        return closed
    return _word_of(type(closed), " ".join(line.words for line in lines), lines[0].place)


def _word_of(words: type[Word], word: str, place: str) -> Word:
    try:
        return words(word)
    except ValueError:
        raise WrongHeader(f'{place}: "{word}" is none of {", ".join(words)}.') from None
