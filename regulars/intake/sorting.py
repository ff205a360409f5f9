"""Rows that were read -> ``mapped``, and those among them that are no use."""

from __future__ import annotations

import re

import duckdb

from regulars.errors import ImportFailed
from regulars.intake.columns import columns_of
from regulars.intake.meanings import Mapping
from regulars.intake.reading import Sheet
from regulars.intake.reading.progress import Progress, run_with_progress

__all__ = ["map_rows", "reject_rows"]

# Columns that say which machine somebody wrote from: of no use here, and nobody's business.
_MACHINE = re.compile(
    r"(?<![a-z])ip(?![a-z])|ip_?addr|network[ _-]?id|user[ _-]?agent|browser|fingerprint|cookie"
    r"|device[ _-]?id|(?<![a-z])adresse[ _-]ip",
    re.I,
)
_MACHINE_ADDRESS = r"\d{1,3}(\.\d{1,3}){3}|[\da-fA-F]{0,4}(:[\da-fA-F]{0,4}){3,7}"


def map_rows(
    cursor: duckdb.DuckDBPyConnection,
    mapping: Mapping,
    sheet: Sheet,
    *,
    day_first: bool | None,
    decimal_mark: str | None,
    progress: Progress | None,
) -> None:
    """``export_row`` -> ``mapped``: the columns of the kind, and a reason where a row is no use."""
    columns = [
        f"{source} as {_quoted(name)}" for name, source in columns_of(mapping, sheet).items()
    ]
    cursor.execute(
        "create or replace temp view export_file as "
        f"select row_number, {', '.join(columns)} from export_row"
    )
    zone = cursor.execute("select max(value) from desk.setting where name = 'time_zone'").fetchone()
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
            cursor, statement, {name: parameters[name] for name in named} or None, progress
        )
    except duckdb.BinderException as error:
        raise ImportFailed(
            f"{sheet.name} looks like {mapping.export.title}, but holds no column with anything to "
            "use."
        ) from error
    cursor.execute(
        "create or replace temp view usable_row as select * from mapped where reason is null"
    )


def _quoted(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def reject_rows(cursor: duckdb.DuckDBPyConnection, import_id: int, sheet: Sheet) -> int:
    """Keep the rows that are no use, with the reason and their text; how many there are.

    From which machine a row was written is left out of the text.
    """
    cells = ", ".join(
        "''" if _MACHINE.search(column) else f"coalesce(c{place}, '')"
        for place, column in enumerate(sheet.columns, start=1)
    )
    cursor.execute(
        f"""
        insert into exports.rejected_row (import_id, row_number, reason, row_text)
        with refused as (
            select row_number, min(reason) as reason
            from mapped
            where reason is not null
            group by row_number
        )
        select
            $import_id,
            refused.row_number,
            regexp_replace(refused.reason, ': ""$', ': the cell is empty'),
            array_to_string(
                list_transform(
                    [{cells}],
                    lambda cell: if(
                        regexp_full_match(cell, '{_MACHINE_ADDRESS}')
                        and not regexp_full_match(cell, '\\d+:\\d+:\\d+'),
                        '',
                        cell
                    )
                ),
                $delimiter
            )
        from refused
        inner join (select row_number, staged_id from export_row) as placed
            on refused.row_number = placed.row_number
        inner join staged on placed.staged_id = staged.rowid
        union all
        select $import_id, row_number, reason, row_text from unread_row
        """,
        {"import_id": import_id, "delimiter": sheet.delimiter},
    )
    # What was read is not needed any more, and it is as large as the file.
    cursor.execute("drop view export_file; drop view export_row; drop table staged")
    row = cursor.execute(
        "select count(*) from exports.rejected_row where import_id = $import_id",
        {"import_id": import_id},
    ).fetchone()
    return int(row[0]) if row else 0
