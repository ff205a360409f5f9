"""What imports say of the shop itself: its currency and its time zone."""

from __future__ import annotations

from regulars.intake.pipeline import Workspace
from regulars.store.handover import DeskWrites

__all__ = ["GUESSED", "forget_guesses", "guess_settings"]

GUESSED = DeskWrites(settings=("currency", "time_zone"))


def guess_settings(work: Workspace) -> None:
    """What the first import with an answer says about the shop; never overwrites."""
    work.run("guessed_settings")


def forget_guesses(work: Workspace) -> None:
    """Forget what no import says any more, and guess anew from those that are left."""
    work.run("forgotten_settings")
    guess_settings(work)
