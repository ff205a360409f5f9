"""What somebody decides about a sheet, and how it is to be read."""

from __future__ import annotations

from collections.abc import Mapping as Named
from dataclasses import dataclass, field

from regulars.intake.formats import ExportFormat

__all__ = ["Choices", "Mapping"]


@dataclass(frozen=True)
class Choices:
    """What somebody decided about a sheet.

    Attributes:
        kind: what the rows are; None leaves it as it looks.
        fields: our field -> column, over what it looks like; an empty column takes the field away.
        vendor: the program the export comes from, by which its customer ids are told from others'.
        day_first: whether 03/04 is the 3rd of April; None leaves it to the file.
        is_confirmed: whether a mapping that nobody confirmed before may be used.
    """

    kind: str | None = None
    fields: Named[str, str] = field(default_factory=dict)
    vendor: str | None = None
    day_first: bool | None = None
    is_confirmed: bool = False


@dataclass(frozen=True)
class Mapping:
    """How a sheet is to be read.

    Attributes:
        export: the format whose SQL reads it; a general one for an export that we do not know.
        vendor: whose customer ids and receipt ids these are.
        fields: our field -> the column as written; "A + B" joins two, "A | B" are two questions.
        doubts: our field -> other columns that look nearly as likely.
        day_first: whether 03/04 is the 3rd of April, as decided; None: nobody did.
        is_confirmed: whether a known format or a person says so; a guess otherwise.
    """

    export: ExportFormat
    vendor: str
    fields: dict[str, str]
    doubts: dict[str, tuple[str, ...]]
    day_first: bool | None
    is_confirmed: bool

    @property
    def is_general(self) -> bool:
        """Whether the columns were mapped one by one."""
        return not self.export.signature
