"""What the tests of export formats share: a file in, the rows of its kind's table out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from regulars.intake.choices import Choices
from regulars.intake.fields import KINDS
from regulars.intake.file_import import take
from regulars.intake.formats import find_format
from regulars.intake.report import Report
from regulars.store.store import Store
from tests.tables import reasons_in


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    Attributes:
        report: what the import says.
        rows: all rows now in the table of the file's kind, in the file's order: column -> value.
        rejected: line of the file -> why it is no use; of this import.
        handles: handle_no -> all that the person is known by: "email ana@example.org",
            "phone +1...", "square K1".
    """

    report: Report
    rows: list[dict[str, Any]]
    rejected: dict[int, str]
    handles: dict[int, set[str]]

    def column(self, name: str) -> list[Any]:
        """One column of the rows."""
        return [row[name] for row in self.rows]

    def known_by(self, place: int = 0) -> set[str]:
        """All that the person on a row is known by."""
        return self.handles.get(self.rows[place]["handle_no"], set())


@pytest.fixture
def take_rows(empty_store: Store, tmp_path: Path, facts_left_alone: None) -> Callable[..., Taken]:
    """Import a file into a store, empty at first: take_rows(text_or_bytes, name="file.csv").

    ``country`` is the country of the shop, ``time_zone`` what its clock shows, ``choices`` what
    somebody decided. Called again, it imports into the same store.
    """

    def take_file(
        content: str | bytes,
        name: str = "file.csv",
        *,
        country: str = "US",
        time_zone: str | None = None,
        choices: Choices | None = None,
    ) -> Taken:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        if time_zone is not None:
            with empty_store.write() as cursor:
                cursor.execute("delete from desk.setting where name = 'time_zone'")
                cursor.execute("insert into desk.setting values ('time_zone', $1)", [time_zone])
        (report,) = take(empty_store, [(name, path)], country=country, choices=choices or Choices())
        if report.error is not None or report.format is None:
            return Taken(report, [], {}, {})
        table = KINDS[find_format(report.format).kind].table
        return Taken(
            report,
            _dicts(
                empty_store,
                f"select * from exports.{table} where is_current "
                "order by import_id, row_number, row_key",
            ),
            reasons_in(empty_store, "import_id = (select max(import_id) from exports.import)"),
            _handles(
                _dicts(empty_store, "select * from exports.handle"),
                _dicts(empty_store, "select * from exports.handle_pair"),
            ),
        )

    return take_file


def _dicts(store: Store, sql: str) -> list[dict[str, Any]]:
    with store.read() as cursor:
        answer = cursor.execute(sql)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _handles(
    handles: Iterable[dict[str, Any]], pairs: Iterable[dict[str, Any]]
) -> dict[int, set[str]]:
    """Handle -> the texts of all handles that stand on one record with it."""
    group = {row["handle_no"]: {f"{row['kind']} {row['handle']}"} for row in handles}
    for pair in pairs:
        joined = group[pair["handle_no"]] | group[pair["other_handle_no"]]
        for handle_no, texts in group.items():
            if texts & joined:
                group[handle_no] = joined
    return group
