"""SQL of one's own, for whoever may see everything: it only reads."""

from __future__ import annotations

import duckdb
import pandas as pd

from regulars.app.session import Session
from regulars.auth.person import Role
from regulars.errors import OutOfScope, QuestionFailed

__all__ = ["run_sql"]

READS = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


def run_sql(session: Session, statement: str) -> pd.DataFrame:
    """The answer to one statement; nothing is masked and nothing is kept.

    Raises:
        OutOfScope: the viewer is no manager.
        QuestionFailed: it is no single SELECT, or DuckDB does not understand it.
    """
    if session.viewer.role is not Role.MANAGER:
        raise OutOfScope("SQL is not open to you. Ask the manager for it.")
    try:
        parsed = duckdb.extract_statements(statement)
    except duckdb.Error as error:
        raise _failed(str(error)) from error
    if len(parsed) != 1 or parsed[0].type not in READS:
        raise _failed("Say one SELECT, such as: select count(*) from facts.visit")
    with session.store.read() as cursor:
        # A SELECT can hide what writes, such as EXPLAIN ANALYZE of a DELETE.
        cursor.execute("begin transaction read only")
        try:
            return cursor.execute(parsed[0]).df()
        except duckdb.Error as error:
            raise _failed(str(error)) from error
        finally:
            cursor.execute("rollback")


def _failed(words: str) -> QuestionFailed:
    return QuestionFailed(words, title="This cannot be asked")
