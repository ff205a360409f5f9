"""What is told of a sheet: the columns that were understood, what is no use, the first rows."""

from __future__ import annotations

import duckdb

from regulars.intake.meanings import Mapping
from regulars.intake.reading import Sheet

__all__ = ["first_rows", "reasons_of", "understood_fields"]

SHOWN_ROWS = 5


def understood_fields(
    cursor: duckdb.DuckDBPyConnection, mapping: Mapping, sheet: Sheet
) -> dict[str, str]:
    """Our field -> the column it was taken from; for a survey's questions, all of them."""
    fields = dict(mapping.fields)
    if mapping.export.kind == "satisfaction" and not mapping.is_general:
        row = cursor.execute("""
            select
                string_agg(distinct question, ' | ') filter (where score is not null),
                string_agg(distinct question, ' | ') filter (where metric = 'comment')
            from mapped
        """).fetchone()
        scores, comments = row if row else (None, None)
        asked = {column for column in sheet.columns if column not in set(fields.values())}
        if scores and "score" not in fields:
            fields["score"] = scores
            comments = " | ".join(sorted(asked - set(scores.split(" | ")))) or comments
        if comments and "comment" not in fields:
            fields["comment"] = comments
    return fields


def reasons_of(cursor: duckdb.DuckDBPyConnection, import_id: int) -> dict[str, int]:
    """Why rows were rejected -> how many, most first."""
    rows = cursor.execute(
        """
        select
            regexp_replace(reason, ': (".*"|the cell is empty)$', '') as cause,
            count(*) as row_count
        from exports.rejected_row
        where import_id = $import_id
        group by cause
        order by row_count desc, cause
        """,
        {"import_id": import_id},
    ).fetchall()
    return {str(cause): int(count) for cause, count in rows}


def first_rows(cursor: duckdb.DuckDBPyConnection) -> tuple[dict[str, object], ...]:
    """What the first rows of use become."""
    answer = cursor.execute(
        "select * exclude (row_id, reason, currency, time_zone) from usable_row "
        f"order by row_number limit {SHOWN_ROWS}"
    )
    names = [column[0] for column in answer.description or []]
    return tuple(dict(zip(names, row, strict=True)) for row in answer.fetchall())
