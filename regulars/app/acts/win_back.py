"""Win-back lists, and who was contacted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.records.win_back import contacts, lists, selection
from regulars.records.win_back.selection import Draw
from regulars.records.win_back.terms import Terms

__all__ = [
    "MakeList",
    "MarkContacted",
    "MarkListContacted",
    "NoteContact",
    "PreviewList",
    "RemoveList",
    "UndoContact",
    "UndoListMarking",
]


@dataclass(frozen=True)
class PreviewList(Act[Draw]):
    """What would become of a win-back list.

    Attributes:
        customer_ids: who was chosen.
        terms: how the list is made.
        today: the shop's calendar day.
    """

    customer_ids: Sequence[str]
    terms: Terms
    today: date
    permission = Permission.CONTACT
    lane = Lane.LOOK

    def carry_out(self, at: Place) -> Draw:
        """Raise RegularsError if the terms cannot be."""
        return selection.draw_list(at.store, self.customer_ids, self.terms, today=self.today)


@dataclass(frozen=True)
class MakeList(Act[Draw]):
    """Make a win-back list, as PreviewList showed it.

    Attributes:
        title: what it is called.
        customer_ids: who was chosen.
        terms: how it is made.
        today: the shop's calendar day.
    """

    title: str
    customer_ids: Sequence[str]
    terms: Terms
    today: date
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> Draw:
        """Raise RegularsError if the terms cannot be, or nobody is left to contact."""
        drawn = lists.make_list(
            at.store,
            self.title,
            self.customer_ids,
            self.terms,
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter(
            "made a win-back list",
            f"list {drawn.list_no}: {len(drawn.contacted):,} to contact, "
            f"{len(drawn.held_out):,} left alone, {len(drawn.left_out):,} left out",
        )
        return drawn


@dataclass(frozen=True)
class MarkListContacted(Act[int]):
    """Write down that a list's people were contacted; how many.

    Attributes:
        list_no: the list.
        notes: for colleagues.
        today: the shop's calendar day.
    """

    list_no: int
    notes: str
    today: date
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if nobody was left to contact."""
        count = contacts.mark_list(
            at.store, self.list_no, self.notes, now=at.now, today=self.today, by=at.viewer.name
        )
        at.enter("contacted a win-back list", f"list {self.list_no}: {count:,} people")
        return count


@dataclass(frozen=True)
class MarkContacted(Act[None]):
    """Write down that one person on a list was contacted.

    Attributes:
        contact_no: the person's place on the list.
        channel: one of ``records.win_back.terms.CHANNELS``.
        notes: for colleagues.
        today: the shop's calendar day.
    """

    contact_no: int
    channel: str
    notes: str
    today: date
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if they were already."""
        contacts.mark_person(
            at.store,
            self.contact_no,
            self.channel,
            self.notes,
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter("contacted a customer", f"contact {self.contact_no}")


@dataclass(frozen=True)
class NoteContact(Act[int]):
    """Write down that somebody was contacted, without a list; the contact's number.

    Attributes:
        customer_id: the customer.
        channel: one of ``records.win_back.terms.CHANNELS``.
        notes: for colleagues.
        today: the shop's calendar day.
    """

    customer_id: str
    channel: str
    notes: str
    today: date
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if there is no such customer."""
        number = contacts.note_contact(
            at.store,
            self.customer_id,
            self.channel,
            self.notes,
            now=at.now,
            today=self.today,
            by=at.viewer.name,
        )
        at.enter("contacted a customer", f"contact {number}")
        return number


@dataclass(frozen=True)
class UndoContact(Act[None]):
    """Take back that one person was contacted."""

    contact_no: int
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it was taken back already."""
        contacts.undo_contact(at.store, self.contact_no)
        at.enter("took back a contact", f"contact {self.contact_no}")


@dataclass(frozen=True)
class UndoListMarking(Act[int]):
    """Take back the last marking of a list; of how many people."""

    list_no: int
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if nobody on it was contacted."""
        count = contacts.undo_marking(at.store, self.list_no)
        at.enter("took back contacting a win-back list", f"list {self.list_no}: {count:,} people")
        return count


@dataclass(frozen=True)
class RemoveList(Act[None]):
    """Take a win-back list away."""

    list_no: int
    permission = Permission.CONTACT

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it is not there any more."""
        lists.remove_list(at.store, self.list_no, now=at.now)
        at.enter("removed a win-back list", f"list {self.list_no}")
