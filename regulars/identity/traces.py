"""What rejected rows still say of somebody: found by their handles and their name."""

from __future__ import annotations

import duckdb
import pandas as pd

from regulars.identity.handles import list_going
from regulars.intake.erased import ERASED_TEXT
from regulars.store.store import Store

__all__ = ["blank_rejected_rows", "list_traces", "rejected_rows"]

# A number of fewer digits is found in amounts and days, too.
SHORTEST_NUMBER = 5


def list_traces(cursor: duckdb.DuckDBPyConnection) -> None:
    """``their_name``: how they are called; ``shared_contact``: what they share with others."""
    cursor.execute("""
        create or replace temp table their_name as
        select distinct
            name_key(handle_name.customer_name) as name_key,
            lower(handle_name.customer_name) as customer_name
        from exports.handle_name as handle_name
        semi join going on handle_name.handle_no = going.handle_no
    """)
    cursor.execute("""
        create or replace temp table shared_contact as
        with beside as (
            select pair.other_handle_no as handle_no
            from exports.handle_pair as pair
            semi join going on pair.handle_no = going.handle_no
            union
            select pair.handle_no
            from exports.handle_pair as pair
            semi join going on pair.other_handle_no = going.handle_no
        )
        select identity.handle_no, identity.kind, identity.handle
        from facts.identity as identity
        semi join beside on identity.handle_no = beside.handle_no
        anti join going on identity.handle_no = going.handle_no
        where identity.is_shared
    """)


_HOLDS = """
    contains(lower(refused.row_text), lower(trace.handle))
    and (
        trace.kind in ('email', 'name')
        or regexp_matches(
            refused.row_text,
            '(^|[^0-9A-Za-z])' || regexp_escape(trace.handle) || '($|[^0-9A-Za-z])',
            'i'
        )
    )
    or (
        trace.kind = 'phone'
        and contains(regexp_replace(refused.row_text, '[^0-9]', '', 'g'), right(trace.handle, 9))
    )
"""
_TRACES = f"""
    select kind, handle
    from going
    where not regexp_full_match(handle, '[0-9]{{1,{SHORTEST_NUMBER - 1}}}') and length(handle) > 1
    union
    select 'name', customer_name
    from their_name
    where contains(customer_name, ' ')
"""


def blank_rejected_rows(cursor: duckdb.DuckDBPyConnection) -> None:
    """Of each rejected row that holds a trace of them, number and reason stay."""
    cursor.execute(
        f"""
        update exports.rejected_row as refused
        set row_text = '{ERASED_TEXT}', reason = regexp_replace(refused.reason, ': ".*"$', '')
        where exists (select 1 from ({_TRACES}) as trace where {_HOLDS})
        """
    )


def rejected_rows(store: Store, customer_id: str) -> pd.DataFrame:
    """The rejected rows that hold a trace of a customer, as they were read."""
    with store.read() as cursor:
        list_going(cursor, customer_id)
        list_traces(cursor)
        return cursor.execute(
            f"""
            select import.file_name, refused.row_number, refused.reason, refused.row_text
            from exports.rejected_row as refused
            inner join exports.import as import on refused.import_id = import.import_id
            where exists (select 1 from ({_TRACES}) as trace where {_HOLDS})
            order by refused.import_id, refused.row_number
            """
        ).df()
