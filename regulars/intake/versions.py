"""Which of several versions of a row holds."""

from __future__ import annotations

from regulars.intake.pipeline import StageName, Workspace

__all__ = ["settle", "settle_import"]


def settle_import(work: Workspace, vendor: str, import_id: int) -> None:
    """Say which rows hold, after an import brought other values or other exports of a receipt."""
    work.begin(StageName.LIST_UNSETTLED)
    work.run("changed_rows")
    if work.kind.name == "sales" and work.count(
        "other_export_count", vendor=vendor, import_id=import_id
    ):
        work.run("unsettled_lines", import_id=import_id)
        work.run("unsettled_orders", import_id=import_id)
    if work.kind.name == "satisfaction":
        work.run("unsettled_answers", import_id=import_id)
    settle(work)


def settle(work: Workspace) -> None:
    """Of each row in ``unsettled`` one version holds, of each receipt its finest export.

    The version that holds is that of the export that reaches furthest; of two that reach equally
    far, the one that was brought first with the values it has, last.
    """
    work.begin(StageName.SETTLE)
    if not work.count("unsettled_count"):
        return
    work.run("scope")
    work.run("holding")
    if work.kind.name == "sales":
        work.run("finest")
        work.run("coarser_lines")
        work.run("orders_with_checks")
        work.run("orders_on_days_of_checks")
    if work.kind.name == "satisfaction":
        work.run("reworded_answers")
    work.run("current_rows")
