"""Which of several versions of a row holds."""

from __future__ import annotations

import duckdb

from regulars.intake.fields import KINDS

__all__ = [
    "settle",
    "settle_import",
    "unsettle_answers",
    "unsettle_orders",
]

# The key of the row that an answer stands on: that of the answer without its question.
ANSWERED = "xor({0}.row_key, md5_number({0}.question))"


def settle_import(
    cursor: duckdb.DuckDBPyConnection, kind: str, vendor: str, import_id: int
) -> None:
    """Say which rows hold, after an import brought other values or other exports of a receipt."""
    cursor.execute(
        "create or replace temp table unsettled as "
        "select row_key from again where of_import_id is null"
    )
    if kind == "sales":
        others = cursor.execute(
            """
            select 1
            from exports.receipt_line as line
            inner join exports.import as import on line.import_id = import.import_id
            where
                line.vendor = $vendor
                and import.format <> (
                    select own.format from exports.import as own where own.import_id = $import_id
                )
            limit 1
            """,
            {"vendor": vendor, "import_id": import_id},
        ).fetchone()
        if others is not None:
            cursor.execute(
                "insert into unsettled "
                "select row_key from exports.receipt_line where import_id = $import_id",
                {"import_id": import_id},
            )
            unsettle_orders(cursor, import_id)
    if kind == "satisfaction":
        unsettle_answers(cursor, import_id)
    settle(cursor, kind)


def unsettle_answers(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """All answers of the rows of an import of which another import told, too."""
    cursor.execute(
        f"""
        insert into unsettled
        with told as (
            select import_id, row_key, {ANSWERED.format("response")} as answered_key
            from exports.response
        ),
        own as (
            select answered_key from told where import_id = $import_id
        ),
        other as (
            select distinct told.answered_key
            from told
            semi join own on told.answered_key = own.answered_key
            where told.import_id <> $import_id
        )
        select told.row_key
        from told
        semi join other on told.answered_key = other.answered_key
        """,
        {"import_id": import_id},
    )


def unsettle_orders(cursor: duckdb.DuckDBPyConnection, import_id: int) -> None:
    """An export by orders gives way to one by checks on the days that both tell of."""
    cursor.execute(
        """
        insert into unsettled
        select line.row_key
        from exports.receipt_line as line
        inner join (
            select distinct vendor, sold_at::date as sold_on
            from exports.receipt_line
            where import_id = $import_id and order_id is null
        ) as day
            on line.vendor = day.vendor and line.sold_at::date = day.sold_on
        where line.order_id = line.receipt_id
        """,
        {"import_id": import_id},
    )


def settle(cursor: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Of each row in ``unsettled`` one version holds, of each receipt its finest export.

    The version that holds is that of the export that reaches furthest; of two that reach equally
    far, the one that was brought first with the values it has, last.
    """
    if cursor.execute("select 1 from unsettled limit 1").fetchone() is None:
        return
    table = KINDS[kind].table
    _list_scope(cursor, kind)
    _list_holding(cursor, table)
    if kind == "sales":
        _keep_finest(cursor)
    if kind == "satisfaction":
        _keep_last_wording(cursor)
    cursor.execute(f"""
        update exports.{table} as kept
        set is_current = exists (
            select 1
            from holding
            where holding.row_key = kept.row_key and holding.import_id = kept.import_id
        )
        where kept.row_key in (select scope.row_key from scope)
    """)


def _list_scope(cursor: duckdb.DuckDBPyConnection, kind: str) -> None:
    """``scope``: the rows to settle; of sales, all of the receipts and orders they belong to."""
    if kind == "sales":
        cursor.execute("""
            create or replace temp table scope as
            select distinct line.row_key
            from exports.receipt_line as line
            inner join (
                select distinct line.vendor, line.receipt_id
                from exports.receipt_line as line
                semi join unsettled on line.row_key = unsettled.row_key
                union
                select distinct line.vendor, line.order_id
                from exports.receipt_line as line
                semi join unsettled on line.row_key = unsettled.row_key
                where line.order_id is not null
            ) as receipt
                on line.vendor = receipt.vendor and line.receipt_id = receipt.receipt_id
        """)
    else:
        cursor.execute(
            "create or replace temp table scope as select distinct row_key from unsettled"
        )


def _list_holding(cursor: duckdb.DuckDBPyConnection, table: str) -> None:
    """``holding`` (row_key, import_id): of each row the version whose export reaches furthest."""
    cursor.execute(f"""
        create or replace temp table holding as
        with version as (
            select
                kept.row_key,
                kept.import_id,
                greatest(
                    coalesce(import.to_on, '0001-01-01'::date),
                    coalesce(max(later.to_on), '0001-01-01'::date)
                ) as reach
            from exports.{table} as kept
            semi join scope on kept.row_key = scope.row_key
            inner join exports.import as import on kept.import_id = import.import_id
            left join exports.sighting as seen
                on kept.row_key = seen.row_key and kept.import_id = seen.of_import_id
            left join exports.import as later on seen.import_id = later.import_id
            group by kept.row_key, kept.import_id, import.to_on
        )
        select row_key, max_by(import_id, (reach, import_id)) as import_id
        from version
        group by row_key
    """)


def _keep_finest(cursor: duckdb.DuckDBPyConnection) -> None:
    """Leave in ``holding``, of each receipt, what its finest export says."""
    cursor.execute("""
        create or replace temp table finest as
        select
            line.vendor,
            line.receipt_id,
            line.is_refund,
            min((
                case line.level when 'item' then 1 when 'receipt' then 2 else 3 end,
                import.format
            )) as rank
        from exports.receipt_line as line
        inner join holding
            on line.row_key = holding.row_key and line.import_id = holding.import_id
        inner join exports.import as import on line.import_id = import.import_id
        group by line.vendor, line.receipt_id, line.is_refund
    """)
    cursor.execute("""
        delete from holding
        using exports.receipt_line as line, exports.import as import, finest
        where
            holding.row_key = line.row_key
            and holding.import_id = line.import_id
            and line.import_id = import.import_id
            and line.vendor = finest.vendor
            and line.receipt_id = finest.receipt_id
            and line.is_refund = finest.is_refund
            and finest.rank <> (
                case line.level when 'item' then 1 when 'receipt' then 2 else 3 end,
                import.format
            )
    """)
    # An export that goes by orders counts until another brings the orders' checks.
    cursor.execute("""
        delete from holding
        using exports.receipt_line as line
        where
            holding.row_key = line.row_key
            and holding.import_id = line.import_id
            and line.order_id = line.receipt_id
            and exists (
                select 1
                from exports.receipt_line as part
                where
                    part.vendor = line.vendor
                    and part.order_id = line.order_id
                    and part.receipt_id <> part.order_id
            )
    """)
    # Checks that name no order tell of all that was sold on their days.
    cursor.execute("""
        delete from holding
        using exports.receipt_line as line
        where
            holding.row_key = line.row_key
            and holding.import_id = line.import_id
            and line.order_id = line.receipt_id
            and exists (
                select 1
                from exports.receipt_line as part
                where
                    part.vendor = line.vendor
                    and part.order_id is null
                    and part.level = 'receipt'
                    and part.sold_at::date = line.sold_at::date
            )
    """)


def _keep_last_wording(cursor: duckdb.DuckDBPyConnection) -> None:
    """A question that was reworded since stands in ``holding`` once, as it is worded later."""
    cursor.execute(f"""
        delete from holding
        using exports.response as old, exports.response as new, holding as held
        where
            holding.row_key = old.row_key
            and holding.import_id = old.import_id
            and held.row_key = new.row_key
            and held.import_id = new.import_id
            and {ANSWERED.format("old")} = {ANSWERED.format("new")}
            and new.import_id > old.import_id
            and new.question <> old.question
            and new.metric = old.metric
            and (
                new.touchpoint = old.touchpoint
                or (
                    new.score is not distinct from old.score
                    and new.comment is not distinct from old.comment
                )
            )
            and not exists (
                select 1
                from exports.sighting as seen
                where seen.row_key = old.row_key and seen.import_id >= new.import_id
            )
    """)
