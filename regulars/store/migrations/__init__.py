"""Tables of earlier versions become those of today, one numbered step after another.

Each ``NNNN_title.sql`` here is a step, done in one transaction; its first comment says what becomes
of the data. The file knows the number of the last one. A new file is made by ``schema.sql``, which
has the same tables as a file that went through every step. Facts are no matter of steps: they are
built anew.

It may change every table of ``exports`` and ``desk``, and nothing outside a transaction.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from regulars import __version__
from regulars.errors import StoreFailed

__all__ = [
    "MIGRATIONS_DIR",
    "SCHEMA_SQL",
    "Migration",
    "Version",
    "every_migration",
    "migrate",
    "newest_number",
    "refuse_newer",
    "refuse_newer_version",
]

MIGRATIONS_DIR = Path(__file__).resolve().parent
SCHEMA_SQL = MIGRATIONS_DIR.parent / "schema.sql"
# What a data file of before there were numbers is called.
UNNUMBERED = 0

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Migration:
    """One step.

    Attributes:
        number: counts from 1.
        title: what becomes of the data, in words.
        sql: what makes it so.
    """

    number: int
    title: str
    sql: str


@dataclass(frozen=True)
class Version:
    """Which tables a data file has.

    Attributes:
        number: of the last step that it is past; UNNUMBERED for one of before there were numbers.
        program: the version of Regulars that brought it there; empty where nobody knows.
    """

    number: int
    program: str


@cache
def every_migration() -> tuple[Migration, ...]:
    """All steps, in their order."""
    steps = []
    for path in sorted(MIGRATIONS_DIR.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        title = sql.partition("\n")[0].removeprefix("-- ").rstrip(".")
        steps.append(Migration(int(path.name.partition("_")[0]), title, sql))
    return tuple(steps)


def newest_number() -> int:
    """The number of the data files that this program writes."""
    return every_migration()[-1].number


def refuse_newer(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Leave a data file alone that a newer program wrote.

    Args:
        connection: to the file.
        name: what the file is called.

    Raises:
        StoreFailed: it is newer than this program.
    """
    version = _version_of(connection)
    if version is not None:
        refuse_newer_version(version, name)


def refuse_newer_version(version: Version, name: str) -> None:
    """Leave a data file alone of which it is known that a newer program wrote it.

    Args:
        version: of the file.
        name: what the file is called.

    Raises:
        StoreFailed: it is newer than this program.
    """
    if version.number > newest_number():
        raise StoreFailed(
            f"{name} was written by Regulars {version.program}: its tables have the number "
            f"{version.number}, and this is Regulars {__version__}, which knows them up to "
            f"{newest_number()}. Start Regulars {version.program} or a newer one, or restore a "
            "backup that this one made.",
            title="The data file is newer than the program",
        )


def migrate(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make the tables of a new data file, or bring those of an earlier version to today's.

    Args:
        connection: to the file, which ``refuse_newer`` has let pass.
        name: what the file is called.

    Raises:
        StoreFailed: a step failed; the file is as it was before that step.
        duckdb.Error: the tables of a new file cannot be made.
    """
    version = _version_of(connection)
    if version is None:
        _in_one_transaction(connection, SCHEMA_SQL.read_text(encoding="utf-8"), newest_number())
        return
    for step in every_migration()[version.number :]:
        try:
            _in_one_transaction(connection, step.sql, step.number)
        except duckdb.Error as error:
            raise StoreFailed(
                f"{name} could not be brought to number {step.number} ({step.title}); it is as it "
                "was before that step. The disk may be full: make room, and try again. To go on "
                "with the version of Regulars from before, restore a backup that it made.",
                title="The data file could not be upgraded",
            ) from error
        # A warning: there is no way back but a backup, and the terminal shows nothing less.
        _log.warning(
            "%s was upgraded to number %d: %s. Earlier versions of Regulars refuse it from now on.",
            name,
            step.number,
            step.title,
        )


def _in_one_transaction(connection: duckdb.DuckDBPyConnection, sql: str, number: int) -> None:
    connection.execute("begin transaction")
    try:
        connection.execute(sql)
        connection.execute("delete from file.schema_version")
        connection.execute(
            "insert into file.schema_version (number, program) values ($number, $program)",
            {"number": number, "program": __version__},
        )
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise


def _version_of(connection: duckdb.DuckDBPyConnection) -> Version | None:
    """The version of a data file; None for one that has no tables of ours yet."""
    try:
        # All of the answer: one that is not read to its end keeps its transaction open.
        rows = connection.execute("select number, program from file.schema_version").fetchall()
    except duckdb.CatalogException:
        rows = []
    if rows:
        return Version(*rows[0])
    imports = connection.execute(
        "select 1 from duckdb_tables() where database_name = current_catalog() "
        "and schema_name = 'exports' and table_name = 'import'"
    ).fetchall()
    return Version(UNNUMBERED, "") if imports else None
