"""Follow-ups: who answers a complaint, until when, what was done; and praise that was passed on.

That a complaint waits for an answer is said by the data (``facts.complaint``); here stands what
people did about it. Nothing is overwritten: each change is a step, and the last one can be taken
back. A case is named by its key: ``A`` and the key of the answer that it is about, or ``F`` and its
number where it is about no answer.
"""

from regulars.desk.follow_ups.cases import forget_follow_ups
from regulars.desk.follow_ups.opening import open_about_answer, open_about_customer
from regulars.desk.follow_ups.praise import pass_on_praise
from regulars.desk.follow_ups.steps import (
    DEEDS,
    LONGEST_NOTES,
    STATUSES,
    Step,
    take_step,
    undo_step,
)

__all__ = [
    "DEEDS",
    "LONGEST_NOTES",
    "STATUSES",
    "Step",
    "forget_follow_ups",
    "open_about_answer",
    "open_about_customer",
    "pass_on_praise",
    "take_step",
    "undo_step",
]
