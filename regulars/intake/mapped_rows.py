"""Rows that were read -> ``mapped``, and those among them that are no use."""

from __future__ import annotations

import re
from datetime import timedelta

import duckdb

from regulars.clock import utc_now
from regulars.errors import ImportFailed
from regulars.intake.choices import Mapping
from regulars.intake.columns import columns_of
from regulars.intake.pipeline import StageName, Workspace
from regulars.intake.reading.progress import run_with_progress
from regulars.intake.reading.sheets import Sheet
from regulars.progress import Progress

__all__ = ["map_rows", "reject_rows"]

# Somewhere it is tomorrow already; and nobody books a chair for years ahead.
CLOCKS_APART, BOOKED_AHEAD = timedelta(days=1), timedelta(days=3 * 365)
# Columns that say which machine somebody wrote from: of no use here, and nobody's business.
_MACHINE = re.compile(
    r"(?<![a-z])ip(?![a-z])|ip_?addr|network[ _-]?id|user[ _-]?agent|browser|fingerprint|cookie"
    r"|device[ _-]?id|(?<![a-z])adresse[ _-]ip",
    re.I,
)
_MACHINE_ADDRESS = r"\d{1,3}(\.\d{1,3}){3}|[\da-fA-F]{0,4}(:[\da-fA-F]{0,4}){3,7}"


def map_rows(
    work: Workspace,
    mapping: Mapping,
    sheet: Sheet,
    *,
    day_first: bool | None,
    decimal_mark: str | None,
    progress: Progress | None,
) -> None:
    """``export_row`` -> ``mapped``: the columns of the kind, and a reason where a row is no use.

    Both are made here and not by a file of queries/intake/: their columns are those of the sheet
    and of its format. Leaves ``usable_row`` too, the rows without a reason.

    Raises:
        ImportFailed: the sheet has no column with anything that the format could use.
    """
    work.begin(StageName.MAP)
    columns = [
        f"{source} as {_quoted(name)}" for name, source in columns_of(mapping, sheet).items()
    ]
    values = ", ".join(["row_number", *columns])
    work.cursor.execute(
        f"create or replace temp view export_file as select {values} from export_row"  # noqa: S608
    )
    zone = work.run("shop_time_zone").fetchone()
    statement = f"create or replace temp table mapped as {mapping.export.sql}"
    named = duckdb.extract_statements(statement)[0].named_parameters
    parameters: dict[str, object] = {
        "time_zone": zone[0] if zone else None,
        "day_first": day_first,
        "decimal_mark": decimal_mark,
        "vendor": mapping.vendor,
    }
    try:
        run_with_progress(
            work.cursor, statement, {name: parameters[name] for name in named} or None, progress
        )
    except duckdb.BinderException as error:
        raise ImportFailed(
            f"{sheet.name} looks like {mapping.export.title}, but holds no column with anything to "
            "use."
        ) from error
    if work.kind.moment is not None:
        ahead = BOOKED_AHEAD if work.kind.name == "visits" else CLOCKS_APART
        work.run("implausible_days", {"moment": work.kind.moment}, latest=utc_now() + ahead)
    work.run("usable_row")


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def reject_rows(work: Workspace, import_id: int, sheet: Sheet) -> int:
    """Keep the rows that are no use, with the reason and their text; how many there are.

    From which machine a row was written is left out of the text.
    """
    work.run(
        "rejected_rows",
        import_id=import_id,
        is_machine=[bool(_MACHINE.search(column)) for column in sheet.columns],
        machine_address=_MACHINE_ADDRESS,
        delimiter=sheet.delimiter,
    )
    return work.count("rejected_row_count", import_id=import_id)
