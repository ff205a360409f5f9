"""What is written on a customer's card: notes, and who was thanked."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.app.acts.act import Act, Place
from regulars.app.policy import Permission
from regulars.records import notes, thanks

__all__ = ["GiveThanks", "RemoveNote", "RestoreNote", "UndoThanks", "WriteNote"]


@dataclass(frozen=True)
class WriteNote(Act[int]):
    """Write something down about a customer; the note's number.

    Attributes:
        customer_id: the customer.
        kind: one of ``records.notes.KINDS``.
        words: at most ``records.notes.LONGEST_NOTE`` letters.
    """

    customer_id: str
    kind: str
    words: str
    permission = Permission.WRITE

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if there is no such customer, or no words or too many."""
        number = notes.write_note(
            at.store, self.customer_id, self.kind, self.words, now=at.now, by=at.viewer.name
        )
        at.enter("wrote a note", f"note {number}")
        return number


@dataclass(frozen=True)
class RemoveNote(Act[None]):
    """Take a note off its card."""

    note_no: int
    permission = Permission.WRITE

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it is not there any more."""
        notes.remove_note(at.store, self.note_no, now=at.now)
        at.enter("removed a note", f"note {self.note_no}")


@dataclass(frozen=True)
class RestoreNote(Act[None]):
    """Put a note back on its card."""

    note_no: int
    permission = Permission.WRITE

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it is there already."""
        notes.restore_note(at.store, self.note_no)
        at.enter("put a note back", f"note {self.note_no}")


@dataclass(frozen=True)
class GiveThanks(Act[int]):
    """Write down that a customer was thanked; the entry's number.

    Attributes:
        customer_id: the customer.
        occasion: one of ``records.thanks.OCCASIONS``.
        words: what was said or given, may be empty.
    """

    customer_id: str
    occasion: str
    words: str
    permission = Permission.WRITE

    def carry_out(self, at: Place) -> int:
        """Raise RegularsError if there is no such customer, or there are too many words."""
        number = thanks.give_thanks(
            at.store, self.customer_id, self.occasion, self.words, now=at.now, by=at.viewer.name
        )
        at.enter("thanked a customer", f"thanks {number}")
        return number


@dataclass(frozen=True)
class UndoThanks(Act[None]):
    """Take back that somebody was thanked."""

    thanks_no: int
    permission = Permission.WRITE

    def carry_out(self, at: Place) -> None:
        """Raise RegularsError if it was taken back already."""
        thanks.undo_thanks(at.store, self.thanks_no, now=at.now)
        at.enter("took back thanks", f"thanks {self.thanks_no}")
