"""What of an answer is hidden from whom: by the kind that the question's header gives a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from regulars.app.contact_patterns import hide_contacts
from regulars.app.policy import Sight
from regulars.questions import ColumnType, Personal, Question

__all__ = ["mask"]


def mask(frame: pd.DataFrame, question: Question, sight: Sight) -> pd.DataFrame:
    """The answer with contact details and names hidden where they may not be seen.

    A hidden name becomes its initials, also inside the texts of its row; a hidden contact becomes
    missing, and an e-mail or phone number inside a text becomes a mark. Words that the header says
    nothing about are treated as texts. The frame given is left as it is.

    Args:
        frame: the answer.
        question: whose header says what is personal.
        sight: how much of a person is seen.

    Raises:
        ValueError: the header names a column that the answer does not have.
    """
    missing = question.personal.keys() - set(frame.columns)
    if missing:
        raise ValueError(f"{question.name}: the answer has no column {', '.join(sorted(missing))}")
    texts = _texts(frame, question)
    hidden = frame
    if not sight.contacts:
        hidden = hidden.assign(
            **dict.fromkeys(_of_kind(question, Personal.CONTACT)),
            **{column: _each(hidden[column], hide_contacts) for column in texts},
        )
    if not sight.names:
        names = _of_kind(question, Personal.NAME)
        for whose in names:
            hidden = hidden.assign(
                **{
                    column: [
                        _in_text(text, partial(_without_name, name))
                        for text, name in zip(hidden[column], frame[whose], strict=True)
                    ]
                    for column in texts
                }
            )
        hidden = hidden.assign(**{column: _each(hidden[column], _initials) for column in names})
    return hidden


def _of_kind(question: Question, kind: Personal) -> list[str]:
    return [column for column, given in question.personal.items() if given is kind]


def _texts(frame: pd.DataFrame, question: Question) -> Set[str]:
    """The columns in which anything may be written."""
    return {
        column
        for column in frame.columns
        if question.personal.get(column) is Personal.TEXT
        or (
            column not in question.personal
            and _holds_words(frame[column])
            and not _is_closed(question, column)
        )
    }


def _holds_words(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column)


def _is_closed(question: Question, column: str) -> bool:
    declared = question.columns.get(column)
    # All others hold figures, or words of ours or of the shop's: nobody wrote freely there.
    return declared is not None and declared.type is not ColumnType.TEXT


def _each(column: pd.Series[Any], hide: Callable[[str], str]) -> list[Any]:
    return [_in_text(told, hide) for told in column]


def _in_text(told: Any, hide: Callable[[str], str]) -> Any:
    """A cell with its words hidden; those of a list one by one."""
    if isinstance(told, str):
        return hide(told)
    if isinstance(told, list | np.ndarray):
        return [_in_text(one, hide) for one in told]
    return told


def _without_name(name: Any, text: str) -> str:
    for word in _words_of(name):
        # A single letter is an initial already.
        if len(word) > 1:
            text = re.sub(rf"\b{re.escape(word)}\b", f"{word[0].upper()}.", text, flags=re.I)
    return text


def _words_of(name: Any) -> Iterable[str]:
    if isinstance(name, list | np.ndarray):
        return [word for one in name for word in _words_of(one)]
    return name.replace(",", " ").split() if isinstance(name, str) else []


def _initials(name: str) -> str:
    return " ".join(f"{word[0].upper()}." for word in name.split())
