"""Take an import back, as if it had never been."""

from __future__ import annotations

from regulars.errors import ImportFailed
from regulars.facts.build import note_change, rebuild_facts
from regulars.intake.fields import KINDS
from regulars.intake.guessed_settings import forget_guesses
from regulars.intake.pipeline import UNDO, StageName, Workspace
from regulars.intake.statements import run_statement
from regulars.intake.versions import settle
from regulars.progress import Progress
from regulars.store.store import Store

__all__ = ["undo_import"]

# Beside the kind's own table and the sightings of its rows.
WRITTEN_TO = ("rejected_row", "handle_pair", "handle_name", "import")


def undo_import(store: Store, import_id: int, progress: Progress | None = None) -> str:
    """Take an import back, as if it had never been; returns the file's name.

    Rows that another import brought as well stay with that one.

    Args:
        store: where it is.
        import_id: its number.
        progress: told how far it is; what it raises leaves all as it was.

    Raises:
        ImportFailed: there is no such import.
    """
    with store.write() as cursor:
        row = run_statement(cursor, "import_of", import_id=import_id).fetchone()
        if row is None:
            raise ImportFailed("This import was taken back already.")
        file_name, kind = str(row[0]), KINDS[row[1]]
        with Workspace(cursor, UNDO, kind) as work:
            _list_unsettled(work, import_id)
            _take_rows_back(work, import_id)
            work.begin(StageName.FORGET)
            forget_guesses(work)
            settle(work)
        note_change(cursor)
    rebuild_facts(store, progress)
    return file_name


def _list_unsettled(work: Workspace, import_id: int) -> None:
    """Leaves ``unsettled``: the rows of which another version, or another export, is there."""
    work.begin(StageName.LIST_UNSETTLED)
    work.run("rows_going", import_id=import_id)
    if work.kind.name == "sales":
        work.run("lines_left_behind", import_id=import_id)
        work.run("unsettled_orders", import_id=import_id)
    if work.kind.name == "satisfaction":
        work.run("unsettled_answers", import_id=import_id)


def _take_rows_back(work: Workspace, import_id: int) -> None:
    work.begin(StageName.TAKE_BACK)
    work.run("heir", import_id=import_id)
    work.run("inherited_rows", import_id=import_id)
    work.run("inherited_sightings", import_id=import_id)
    work.run("moved_sightings", import_id=import_id)
    for table in (work.kind.table, "sighting", *WRITTEN_TO):
        work.run("rows_gone", {"table": table}, import_id=import_id)
