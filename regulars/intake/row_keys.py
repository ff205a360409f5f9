"""The key of each row of use, by which it is known again."""

from __future__ import annotations

from regulars.intake.choices import Mapping
from regulars.intake.pipeline import StageName, Workspace

__all__ = ["key_rows"]


def key_rows(work: Workspace, mapping: Mapping) -> None:
    """Give each row of use its key: ``row_key`` (row_number, row_key), and the view ``valued``.

    The key is the row's id and, where rows repeat in earnest, its occurrence number within the
    file. Few ids repeat, so only those are numbered, in an order that the file's own does not
    matter for.
    """
    work.begin(StageName.KEY)
    work.run("id_key", vendor=mapping.vendor)
    work.run("repeated")
    work.run("row_key")
    work.run("valued", {"level": mapping.export.level})
