"""Who is who, what is written on a card, and the rule of a regular."""

from __future__ import annotations

from regulars import identity
from regulars.access import Act, utc_now
from regulars.desk import notes, rule, thanks
from regulars.web.changes import gate


def merge_people(customer_id: str, other_customer_id: str) -> int:
    """Say that two customers are one person; the decision's number.

    Raises:
        RegularsError: one of them is not there any more.
    """
    viewer = gate.allowed(Act.IDENTIFY)
    number = identity.merge_people(
        gate.shown_store(), customer_id, other_customer_id, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "merged two customers", f"decision {number}")
    return number


def keep_apart(customer_id: str, other_customer_id: str) -> int:
    """Say that two customers are two people; the decision's number.

    Raises:
        RegularsError: one of them is not there any more.
    """
    viewer = gate.allowed(Act.IDENTIFY)
    number = identity.keep_apart(
        gate.shown_store(), customer_id, other_customer_id, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "kept two customers apart", f"decision {number}")
    return number


def split_person(customer_id: str, handle_no: int) -> int:
    """Say that one of a customer's records is somebody else's; the decision's number.

    Raises:
        RegularsError: the record is not theirs any more.
    """
    viewer = gate.allowed(Act.IDENTIFY)
    number = identity.split_person(
        gate.shown_store(), customer_id, handle_no, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "took a customer apart", f"decision {number}")
    return number


def undo_decision(decision_no: int) -> None:
    """Take a decision about who is who back.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = gate.allowed(Act.IDENTIFY)
    identity.undo_decision(gate.shown_store(), decision_no, now=utc_now())
    gate.note(viewer, "took back who is who", f"decision {decision_no}")


def erase_person(customer_id: str) -> str:
    """Forget who a customer is; the nameless customer's id.

    Raises:
        RegularsError: there is no such customer.
    """
    viewer = gate.allowed(Act.ERASE)
    erased = identity.erase_person(gate.shown_store(), customer_id, now=utc_now(), by=viewer.name)
    gate.note(viewer, "erased a person")
    return erased


def write_note(customer_id: str, kind: str, words: str) -> None:
    """Write something down about a customer.

    Raises:
        RegularsError: there is no such customer, or no words or too many.
    """
    viewer = gate.allowed(Act.WRITE)
    number = notes.write_note(
        gate.shown_store(), customer_id, kind, words, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "wrote a note", f"note {number}")


def remove_note(note_no: int) -> None:
    """Take a note off its card.

    Raises:
        RegularsError: it is not there any more.
    """
    viewer = gate.allowed(Act.WRITE)
    notes.remove_note(gate.shown_store(), note_no, now=utc_now())
    gate.note(viewer, "removed a note", f"note {note_no}")


def restore_note(note_no: int) -> None:
    """Put a note back on its card.

    Raises:
        RegularsError: it is there already.
    """
    viewer = gate.allowed(Act.WRITE)
    notes.restore_note(gate.shown_store(), note_no)
    gate.note(viewer, "put a note back", f"note {note_no}")


def give_thanks(customer_id: str, occasion: str, words: str) -> None:
    """Write down that a customer was thanked.

    Raises:
        RegularsError: there is no such customer or occasion, or there are too many words.
    """
    viewer = gate.allowed(Act.WRITE)
    number = thanks.give_thanks(
        gate.shown_store(), customer_id, occasion, words, now=utc_now(), by=viewer.name
    )
    gate.note(viewer, "thanked a customer", f"thanks {number}")


def undo_thanks(thanks_no: int) -> None:
    """Take back that somebody was thanked.

    Raises:
        RegularsError: it was taken back already.
    """
    viewer = gate.allowed(Act.WRITE)
    thanks.undo_thanks(gate.shown_store(), thanks_no, now=utc_now())
    gate.note(viewer, "took back thanks", f"thanks {thanks_no}")


def change_rule(visits: int, weeks: int) -> None:
    """Make a regular somebody with that many visits in that many weeks, for the past too.

    Raises:
        RegularsError: the rule cannot be.
    """
    viewer = gate.allowed(Act.SET_RULE)
    rule.change_rule(gate.shown_store(), visits, weeks, now=utc_now(), by=viewer.name)
    gate.note(viewer, "changed the rule of a regular", f"{visits} visits in {weeks} weeks")


def reset_rule() -> None:
    """Go back to the usual rule of a regular."""
    viewer = gate.allowed(Act.SET_RULE)
    rule.reset_rule(gate.shown_store())
    gate.note(viewer, "went back to the usual rule of a regular")
