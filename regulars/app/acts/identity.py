"""Who is who, and a person's rights: what is held about them, and being forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.identity import decisions, erasure, personal_data

__all__ = [
    "ErasePerson",
    "ExportPerson",
    "KeepApart",
    "MergePeople",
    "SplitPerson",
    "UndoDecision",
]


@dataclass(frozen=True)
class MergePeople(Act[int]):
    """Say that two customers are one person; the decision's number."""

    customer_id: str
    other_customer_id: str
    permission = Permission.IDENTIFY
    lane = Lane.WRITE
    writes = decisions.DECISION_WRITES

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if one of them is not there any more."""
        number = decisions.merge_people(
            at.store,
            self.customer_id,
            self.other_customer_id,
            now=at.now,
            by=at.viewer.name,
            progress=at.progress,
        )
        at.enter("merged two customers", f"decision {number}")
        return number


@dataclass(frozen=True)
class KeepApart(Act[int]):
    """Say that two customers are two people; the decision's number."""

    customer_id: str
    other_customer_id: str
    permission = Permission.IDENTIFY
    lane = Lane.WRITE
    writes = decisions.DECISION_WRITES

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if one of them is not there any more."""
        number = decisions.keep_apart(
            at.store,
            self.customer_id,
            self.other_customer_id,
            now=at.now,
            by=at.viewer.name,
            progress=at.progress,
        )
        at.enter("kept two customers apart", f"decision {number}")
        return number


@dataclass(frozen=True)
class SplitPerson(Act[int]):
    """Say that one of a customer's records is somebody else's; the decision's number.

    Attributes:
        customer_id: the customer.
        handle_no: the record, by its handle.
    """

    customer_id: str
    handle_no: int
    permission = Permission.IDENTIFY
    lane = Lane.WRITE
    writes = decisions.DECISION_WRITES

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if the record is not theirs any more."""
        number = decisions.split_person(
            at.store,
            self.customer_id,
            self.handle_no,
            now=at.now,
            by=at.viewer.name,
            progress=at.progress,
        )
        at.enter("took a customer apart", f"decision {number}")
        return number


@dataclass(frozen=True)
class UndoDecision(Act[None]):
    """Take a decision about who is who back."""

    decision_no: int
    permission = Permission.IDENTIFY
    lane = Lane.WRITE
    writes = decisions.DECISION_WRITES

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it was taken back already."""
        decisions.undo_decision(at.store, self.decision_no, now=at.now, progress=at.progress)
        at.enter("took back who is who", f"decision {self.decision_no}")


@dataclass(frozen=True)
class ErasePerson(Act[str]):
    """Forget who a customer is; the nameless customer's id."""

    customer_id: str
    permission = Permission.ERASE
    lane = Lane.ALONE

    def carry_out(self, at: Place) -> str:
        """Raise RegularsError if there is no such customer."""
        # Their card may have been shared: it is closed before the facts are built anew.
        at.store.when_kept(at.shop.access.links.load)
        at.enter("erased a person")
        return erasure.erase_person(
            at.store,
            self.customer_id,
            now=at.now,
            by=at.viewer.name,
            rebuild=at.shop.rebuild,
        )


@dataclass(frozen=True)
class ExportPerson(Act[dict[str, Any]]):
    """Everything that is held about a customer, as JSON can say it; given once the book says so."""

    customer_id: str
    permission = Permission.EXPORT_PERSON
    lane = Lane.OWN

    def carry_out(self, at: Place) -> dict[str, Any]:
        """Raise RegularsError if there is no such customer."""
        held = personal_data.export_person(at.store, self.customer_id)
        at.enter("downloaded a person's data")
        return held
