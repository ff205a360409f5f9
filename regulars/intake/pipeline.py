"""What happens to a sheet's rows, stage by stage, and the temporary tables made on the way.

Each stage is a list of statements of queries/intake/, in their order; what a stage takes and gives
are the tables that their headers read and make. A statement called ``scope_sales`` stands in for
``scope`` where the rows are sales.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import TracebackType

import duckdb

from regulars.intake.fields import Kind
from regulars.intake.statements import (
    NO_NAMES,
    Made,
    Statement,
    find_statement,
    has_statement,
    run_statement,
)

__all__ = ["IMPORT", "UNDO", "Stage", "StageName", "Workspace", "statement_for"]


class StageName(Enum):
    """What is done in a stage."""

    READ = "read the file"
    UNDERSTAND = "find out what the columns mean"
    MAP = "map the columns to ours"
    REJECT = "keep the rows of no use"
    BLANK_REJECTED = "blank rejected rows of people who were erased"
    LIST_PEOPLE = "list the people"
    BLANK_PEOPLE = "blank people who were erased"
    NUMBER_HANDLES = "number the people's handles"
    KEY = "key the rows"
    KEEP = "keep the rows of use"
    REPORT = "report"
    LIST_UNSETTLED = "list what is to be settled"
    SETTLE = "settle which version of a row holds"
    REMEMBER = "remember"
    TAKE_BACK = "take the rows back"
    FORGET = "forget"


@dataclass(frozen=True)
class Stage:
    """A part of the way.

    Attributes:
        name: what is done.
        statements: of queries/intake/, in their order. Some are left out where there is nothing for
            them to do, such as looking for people who were erased where nobody was.
        made: what is made by other SQL: that which reads a file, and that of its format.
    """

    name: StageName
    statements: tuple[str, ...] = ()
    made: tuple[Made, ...] = ()


SETTLE = Stage(
    StageName.SETTLE,
    (
        "unsettled_count",
        "scope",
        "holding",
        "finest",
        "coarser_lines",
        "orders_with_checks",
        "orders_on_days_of_checks",
        "reworded_answers",
        "current_rows",
    ),
)
# Who is on some rows: once for those of no use, and once for the others.
LIST_PEOPLE = (
    "told_of_people",
    "person_written",
    "phone_number",
    "other_phones",
    "read_phones",
    "person_text",
)

IMPORT = (
    Stage(
        StageName.READ,
        (
            "staged",
            "unread_row",
            "broken_quotes",
            "reread_rows",
            "swallowing_row",
            "lines_read",
            "numbering",
            "placed",
            "gap",
            "gap_count",
            "export_row",
            "export_row_between_gaps",
            "set_aside",
            "wide_rows",
            "longest_cells",
            "long_rows",
            "total_rows",
            "unread_rows",
            "staged_rows_left",
            "blank_row",
            "blank_rows_gone",
            "blank_unread_rows_gone",
            "start_of_table",
            "end_of_table",
            "end_of_unread_rows",
            "unread_totals",
            "read_count",
        ),
        made=(Made("table", "reject_errors"), Made("table", "reject_scans")),
    ),
    Stage(
        StageName.UNDERSTAND,
        ("saved_mappings", "sample_rows", "mapping_vendors", "written_days", "decimal_mark"),
    ),
    Stage(
        StageName.MAP,
        ("shop_time_zone", "implausible_days", "usable_row"),
        made=(
            Made("view", "export_file", ("export_row",)),
            Made("table", "mapped", ("export_file",)),
        ),
    ),
    Stage(
        StageName.REJECT,
        ("next_import_number", "first_import_number", "rejected_rows", "rejected_row_count"),
    ),
    Stage(
        StageName.BLANK_REJECTED,
        (
            "erased_count",
            "unusable_row",
            *LIST_PEOPLE,
            "person_handle",
            "erased",
            "blanked_rejected_rows",
            "blanked_unread_rows",
        ),
    ),
    Stage(StageName.LIST_PEOPLE, LIST_PEOPLE),
    Stage(
        StageName.BLANK_PEOPLE,
        (
            "person_handle",
            "erased",
            "erased_ids",
            "erased_text",
            "erased_names",
            "new_erased_handles",
            "blanked_mapped_rows",
            "erased_people",
            "erased_contacts",
            "doubled_people",
        ),
    ),
    Stage(
        StageName.NUMBER_HANDLES,
        ("new_handles", "person", "handle_pairs", "handle_names"),
    ),
    Stage(StageName.KEY, ("id_key", "repeated", "row_key", "valued")),
    Stage(
        StageName.KEEP,
        ("again", "again_count", "all_rows", "new_count", "kept_rows", "sightings", "kept_count"),
    ),
    Stage(
        StageName.REPORT,
        (
            "days_covered",
            "nobody",
            "questions_found",
            "rejection_reasons",
            "first_rows",
            "import_record",
        ),
    ),
    Stage(
        StageName.LIST_UNSETTLED,
        (
            "changed_rows",
            "other_export_count",
            "unsettled_lines",
            "unsettled_orders",
            "unsettled_answers",
        ),
    ),
    SETTLE,
    Stage(StageName.REMEMBER, ("saved_mapping", "guessed_settings")),
)
UNDO = (
    Stage(
        StageName.LIST_UNSETTLED,
        ("rows_going", "lines_left_behind", "unsettled_orders", "unsettled_answers"),
    ),
    Stage(
        StageName.TAKE_BACK,
        ("heir", "inherited_rows", "inherited_sightings", "moved_sightings", "rows_gone"),
    ),
    Stage(StageName.FORGET, ("forgotten_settings", "guessed_settings")),
    SETTLE,
)


def statement_for(name: str, kind: str) -> Statement | None:
    """The statement that a name stands for where the rows are of a kind; None for none."""
    own = f"{name}_{kind}"
    if has_statement(own):
        return find_statement(own)
    return find_statement(name) if has_statement(name) else None


class Workspace:
    """The temporary tables of one run of a pipeline: a table goes when no later stage reads it.

    Use it as a context; at its end what is left goes too. After an error the transaction is undone,
    and they go with it.
    """

    def __init__(
        self, cursor: duckdb.DuckDBPyConnection, pipeline: Sequence[Stage], kind: Kind
    ) -> None:
        """Start before the first stage.

        Args:
            cursor: inside a transaction.
            pipeline: the stages.
            kind: what the rows are.
        """
        self.cursor = cursor
        self.kind = kind
        self._pipeline = pipeline
        self._at = -1
        self._there: dict[str, Made] = {}

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self._at = len(self._pipeline)
            self._drop_unread()

    def begin(self, stage: StageName) -> None:
        """Go on to a later stage; tables that neither it nor any after it reads are dropped.

        Raises:
            ValueError: there is no such stage after this one.
        """
        names = [one.name for one in self._pipeline]
        if stage not in names[self._at + 1 :]:
            raise ValueError(f'"{stage.value}" does not come after "{names[self._at].value}"')
        for passed in self._pipeline[max(self._at, 0) : names.index(stage)]:
            # What other SQL makes is not seen here, nor what was made before the kind was known.
            self._there |= {made.name: made for made in self._made_by(passed)}
        self._at = names.index(stage)
        self._drop_unread()

    def run(
        self, name: str, names: Mapping[str, str] = NO_NAMES, /, **values: object
    ) -> duckdb.DuckDBPyConnection:
        """Run a statement of this stage, or the one that stands in for it with this kind.

        Args:
            name: as the stage lists it.
            names: what is filled in, beside ``${table}``, the kind's table.
            values: exactly the parameters that its header lists.
        """
        statement = statement_for(name, self.kind.name)
        if statement is None or name not in self._pipeline[self._at].statements:
            raise ValueError(
                f'"{name}" is not of the stage "{self._pipeline[self._at].name.value}"'
            )
        if statement.makes is not None:
            self._there[statement.makes.name] = statement.makes
        return run_statement(
            self.cursor, statement.name, {"table": self.kind.table} | dict(names), **values
        )

    def count(self, name: str, names: Mapping[str, str] = NO_NAMES, /, **values: object) -> int:
        """What a statement counts: the first number it answers."""
        row = self.run(name, names, **values).fetchone()
        return int(row[0]) if row else 0

    def _made_by(self, stage: Stage) -> list[Made]:
        statements = [statement_for(name, self.kind.name) for name in stage.statements]
        made = [statement.makes for statement in statements if statement is not None]
        return [*stage.made, *(one for one in made if one is not None)]

    def _drop_unread(self) -> None:
        read = self._read_from_here()
        for made in [one for one in self._there.values() if one.name not in read]:
            self.cursor.execute(f"drop {made.type} if exists temp.{made.name}")
            del self._there[made.name]

    def _read_from_here(self) -> set[str]:
        """What the stages from this one on read, themselves or through a view."""
        read: set[str] = set()
        for stage in self._pipeline[self._at :]:
            for name in stage.statements:
                statement = statement_for(name, self.kind.name)
                if statement is not None:
                    read |= {*statement.reads, statement.writes or ""}
            read.update(*(made.reads for made in stage.made))
        waiting = [name for name in read if name in self._there]
        while waiting:
            made = self._there[waiting.pop()]
            if made.type == "view":
                more = {name for name in made.reads if name not in read}
                read |= more
                waiting += [name for name in more if name in self._there]
        return read
