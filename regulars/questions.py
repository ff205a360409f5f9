"""Find, check and run the questions: queries/<screen>/<question>.sql, the path is the name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from regulars.errors import UnknownQuestion, WrongParameters
from regulars.settings import PROJECT_DIR
from regulars.store import Store

__all__ = ["Question", "ask", "every_question", "find"]

QUERIES_DIR = PROJECT_DIR / "queries"
NOT_QUESTIONS = {"exports", "intake", "macros", "model"}
_NAME = re.compile(r"[a-z_]+/[a-z_]+")


@dataclass(frozen=True)
class Question:
    """One SQL file and its header.

    Attributes:
        name: the path below queries/, without the ending: ``lapsed/overdue``.
        title: the header's first line.
        question: what it answers, as a question.
        grain: what one row is.
        params: parameter name -> what it is, with its type first.
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


def _read_question(path: Path) -> Question:
    sql = path.read_text(encoding="utf-8")
    title = ""
    parts: dict[str, str] = {}
    params: dict[str, str] = {}
    notes: list[str] = []
    key = param = ""
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        words = line[2:].strip()
        labelled = re.match(r"(Question|Grain|Params|Reads|Source):\s*(.*)$", words)
        if labelled:
            key, words = labelled[1], labelled[2]
            parts[key] = ""
        elif not words:
            key = "Notes" if parts else key
            continue
        if not title:
            title = words.rstrip(".")
        elif key == "Params":
            matched = re.match(r"\$(\w+)\s+(.*)$", words)
            if matched:
                param = matched[1]
                params[param] = matched[2]
            elif param:
                params[param] = f"{params[param]} {words}"
        elif key == "Notes":
            notes.append(words)
        elif key:
            parts[key] = f"{parts[key]} {words}".strip()
    return Question(
        name=f"{path.parent.name}/{path.stem}",
        title=title,
        question=parts.get("Question", ""),
        grain=parts.get("Grain", ""),
        params=params,
        reads=tuple(word.strip() for word in parts.get("Reads", "").split(",") if word.strip()),
        source=parts.get("Source", ""),
        notes=" ".join(notes),
        sql=sql,
    )
