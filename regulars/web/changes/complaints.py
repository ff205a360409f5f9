"""Follow-ups, and praise that is passed on."""

from __future__ import annotations

from datetime import date
from typing import Any

from regulars.access import Act, Viewer, allow, utc_now
from regulars.desk import follow_ups
from regulars.desk.follow_ups import Step
from regulars.web.changes import gate

# A customer's id, or the number and the day of an answer.
CustomerOrAnswer = str | tuple[int, date]


def take_case_step(case_key: str, step: Step, *, today: date) -> None:
    """Do something about a complaint; staff about what was given to them.

    Raises:
        NotAllowed: it is not theirs, or it would be given to somebody else.
        RegularsError: the case is not there any more, or nothing is changed.
    """
    viewer = gate.allowed(Act.FOLLOW_UP)
    if step.owner is not None:
        allow(viewer, Act.GIVE)
    number = follow_ups.take_step(
        gate.shown_store(),
        case_key,
        step,
        now=utc_now(),
        today=today,
        by=viewer.name,
        only_of=_only_of(viewer),
    )
    told = [
        *([step.status] if step.status else []),
        *([_given_words(step)] if step.owner is not None else []),
        *([f"due {step.due_on}"] if step.due_on else []),
        *(step.done or ()),
        *(["a note"] if step.notes else []),
    ]
    gate.note(viewer, "worked on a follow-up", f"case {number}: {', '.join(told)}")


def undo_case_step(case_key: str) -> None:
    """Take the last step of a case back; staff a step of their own.

    Raises:
        NotAllowed: it is somebody else's.
        RegularsError: there is nothing to take back.
    """
    viewer = gate.allowed(Act.FOLLOW_UP)
    number = follow_ups.undo_step(
        gate.shown_store(), case_key, now=utc_now(), by=viewer.name, only_of=_only_of(viewer)
    )
    gate.note(viewer, "took back a step of a follow-up", f"case {number}")


def open_case(about: CustomerOrAnswer, notes: str, *, today: date) -> str:
    """Open a case by hand; staff get it into their own hands. Its key.

    Args:
        about: a customer's id, or (number, day) of what somebody answered.
        notes: why.
        today: the shop's calendar day.

    Raises:
        RegularsError: there is no such customer or answer.
    """
    viewer = gate.allowed(Act.FOLLOW_UP)
    is_manager = viewer.may(Act.GIVE)
    step = Step(
        owner=None if is_manager else viewer.name,
        owner_id=viewer.person_id,
        status="open",
        notes=notes,
    )
    by: dict[str, Any] = {"now": utc_now(), "today": today, "by": viewer.name}
    if isinstance(about, str):
        key = follow_ups.open_about_customer(gate.shown_store(), about, step, **by)
    else:
        allow(viewer, Act.GIVE)
        key = follow_ups.open_about_answer(gate.shown_store(), *about, step, **by)
    gate.note(viewer, "opened a follow-up")
    return key


def pass_on_praise(praise_key: str, is_passed: bool, *, today: date) -> None:
    """Say that a colleague heard the praise, or take that back.

    Raises:
        RegularsError: there is no such answer.
    """
    viewer = gate.allowed(Act.GIVE)
    follow_ups.pass_on_praise(
        gate.shown_store(), praise_key, is_passed, now=utc_now(), today=today, by=viewer.name
    )
    gate.note(viewer, "passed praise on" if is_passed else "took back that praise was passed on")


def _given_words(step: Step) -> str:
    # A name that was typed may be anybody's.
    return f"given to {step.owner}" if step.owner_id else "given to a colleague or to nobody"


def _only_of(viewer: Viewer) -> str | None:
    """Whose cases this viewer may touch: None for everybody's."""
    return None if viewer.may(Act.GIVE) else viewer.person_id
