"""The screens: what they are called, who has them, and whom they name."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EVERY_SCREEN", "SCREENS", "STAFF_SCREENS", "Screen", "screen_named"]


@dataclass(frozen=True)
class Screen:
    """One file under pages/.

    Attributes:
        name: the file's name, the address and the first folder of its questions.
        title: what people call it.
        icon: a Material symbol.
        help: what it answers, shown on hovering over its name.
        is_for_staff: whether staff have it, too.
        is_shareable: whether it can be shared by a link.
        lists: the questions that name the people on it, whose cards may go with a link.
        is_about_access: whether its questions are about who may look, which is kept with the shop's
            own data, whichever sample is shown.
    """

    name: str
    title: str
    icon: str
    help: str
    is_for_staff: bool = False
    is_shareable: bool = False
    lists: tuple[str, ...] = ()
    is_about_access: bool = False


SCREENS = (
    Screen(
        "today",
        "Today",
        "wb_sunny",
        "Who is likely in, for what, and who needs care.",
        is_for_staff=True,
        is_shareable=True,
        lists=("today/expected", "today/care"),
    ),
    Screen(
        "regulars",
        "Regulars",
        "groups",
        "Who keeps coming back, and how.",
        is_shareable=True,
        lists=("regulars/people", "regulars/changed"),
    ),
    Screen(
        "lapsed",
        "Lapsed",
        "running_with_errors",
        "Who is late against their own rhythm.",
        is_shareable=True,
        lists=("lapsed/overdue", "lapsed/fixed_rule"),
    ),
    Screen(
        "satisfaction",
        "Satisfaction",
        "sentiment_satisfied",
        "What really changed.",
        is_shareable=True,
        lists=("satisfaction/comments",),
    ),
    Screen(
        "follow_ups",
        "Follow-ups",
        "forum",
        "Who waits for an answer, and who came back.",
        is_for_staff=True,
    ),
    Screen(
        "customer",
        "Find",
        "person_search",
        "One customer's card: find it by name.",
        is_for_staff=True,
        is_shareable=True,
    ),
    Screen(
        "imports",
        "Imports",
        "upload_file",
        "Bring your exports, see what was understood.",
        is_shareable=True,
    ),
    Screen(
        "sharing",
        "Sharing",
        "share",
        "Who may look at what, and what was done.",
        is_about_access=True,
    ),
)
EVERY_SCREEN = frozenset(screen.name for screen in SCREENS)
STAFF_SCREENS = frozenset(screen.name for screen in SCREENS if screen.is_for_staff)


def screen_named(name: str) -> Screen | None:
    """The screen of that name; None where there is none."""
    return next((screen for screen in SCREENS if screen.name == name), None)
