"""Rows of answers as types of their own: one class a question, generated from the headers.

``make rows`` writes the modules beside this one, a module for each folder of questions; a test sees
to it that they are current.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import pandas as pd

from regulars.questions import Column, ColumnType, find

__all__ = ["AnyRow", "Row", "rows_of"]


class Row:
    """One row of a question's answer, its columns as attributes; what is missing is None.

    Attributes:
        asks: the question, ``screen/question``.
    """

    __slots__ = ()
    asks: ClassVar[str]


AnyRow = TypeVar("AnyRow", bound=Row)
# A cell of a frame, which can be anything, as the header's type says.
_CELLS: dict[ColumnType, Callable[[Any], object]] = {
    ColumnType.DATE: lambda cell: _moment(cell).date(),
    ColumnType.TIMESTAMP: lambda cell: _moment(cell),
    ColumnType.INTEGER: int,
    ColumnType.DOUBLE: float,
    ColumnType.DECIMAL: float,
    ColumnType.BOOLEAN: bool,
    ColumnType.ID: str,
    ColumnType.CODE: str,
    ColumnType.LABEL: str,
    ColumnType.TEXT: str,
}


def rows_of(kind: type[AnyRow], frame: pd.DataFrame) -> list[AnyRow]:
    """The rows of an answer, or of a part of one; columns that were added are left out.

    Args:
        kind: the class of the question that was asked.
        frame: rows of its answer.
    """
    columns = find(kind.asks).columns
    cells = [_plain(frame[name], column) for name, column in columns.items()]
    return [kind(*row) for row in zip(*cells, strict=True)]


def _plain(values: pd.Series[Any], column: Column) -> list[object]:
    cell = _CELLS[column.type]
    if column.is_list:
        return [_tuple_of(value, cell) for value in values]
    return [
        None if is_missing else cell(value)
        for value, is_missing in zip(values.tolist(), values.isna().tolist(), strict=True)
    ]


def _tuple_of(value: Any, cell: Callable[[Any], object]) -> tuple[object, ...] | None:
    if pd.api.types.is_scalar(value):
        return None
    return tuple(cell(element) for element in value)


def _moment(cell: Any) -> datetime:
    return pd.Timestamp(cell).to_pydatetime()
