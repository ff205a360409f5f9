"""What each kind of record about customers declares: how it is forgotten, and handed out."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import duckdb

from regulars import records

__all__ = ["Forget", "Record", "every_record"]

# Within the transaction that erases somebody, while exports still say whose answers are whose: its
# cursor, the numbers of their handles, and the number that stands for them from now on.
Forget = Callable[[duckdb.DuckDBPyConnection, Sequence[int], int], None]


@dataclass(frozen=True)
class Record:
    """One kind of record, a constant of the module that writes it; they are listed nowhere.

    Attributes:
        name: what it is called in what is handed out to a customer.
        tables: where it is kept, such as ``desk.note``.
        question: answers what is held of it about ``$customer_id``.
        forget: deletes or blanks what says who somebody is.
    """

    name: str
    tables: tuple[str, ...]
    question: str
    forget: Forget


@cache
def every_record() -> tuple[Record, ...]:
    """All kinds of record, by name."""
    modules = pkgutil.walk_packages(records.__path__, f"{records.__name__}.")
    found = {
        value
        for module in modules
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Record)
    }
    return tuple(sorted(found, key=lambda record: record.name))
