"""The screens: what they are called, who has them, and whom they name."""

from __future__ import annotations

from dataclasses import dataclass

from regulars.app.filters import CUSTOMER, DAY, LOCATION, PERIOD, STAFF

__all__ = ["BY_NAME", "EVERY_SCREEN", "SCREENS", "STAFF_SCREENS", "Screen"]


@dataclass(frozen=True)
class Screen:
    """One file under pages/.

    Attributes:
        name: the file's name, the address and the first folder of its questions.
        title: what people call it.
        icon: a Material symbol.
        help: what it answers, shown on hovering over its name.
        filters: which of PERIOD, LOCATION and STAFF mean something on it.
        is_for_staff: whether staff have it, too.
        is_shareable: whether it can be shared by a link.
        shares: what a shared view keeps beside the filters: the DAY, or whose card it is.
        view: what a shared view is called; empty for the title.
        lists: the questions that name the people on it, whose cards may go with a link.
        is_about_access: whether its questions are about who may look, which is kept with the shop's
            own data, whichever sample is shown.
    """

    name: str
    title: str
    icon: str
    help: str
    filters: tuple[str, ...] = ()
    is_for_staff: bool = False
    is_shareable: bool = False
    shares: tuple[str, ...] = ()
    view: str = ""
    lists: tuple[str, ...] = ()
    is_about_access: bool = False

    @property
    def view_title(self) -> str:
        """What a shared view of it is called."""
        return self.view or self.title


SCREENS = (
    Screen(
        "today",
        "Today",
        "wb_sunny",
        "Who is likely in, for what, and who needs care.",
        filters=(LOCATION, STAFF),
        shares=(DAY,),
        is_for_staff=True,
        is_shareable=True,
        lists=("today/expected", "today/care"),
    ),
    Screen(
        "regulars",
        "Regulars",
        "groups",
        "Who keeps coming back, and how.",
        filters=(PERIOD, LOCATION, STAFF),
        is_shareable=True,
        lists=("regulars/people", "regulars/changed"),
    ),
    Screen(
        "lapsed",
        "Lapsed",
        "running_with_errors",
        "Who is late against their own rhythm.",
        filters=(PERIOD, LOCATION, STAFF),
        is_shareable=True,
        lists=("lapsed/overdue", "lapsed/fixed_rule"),
    ),
    Screen(
        "satisfaction",
        "Satisfaction",
        "sentiment_satisfied",
        "What really changed.",
        filters=(PERIOD, LOCATION, STAFF),
        is_shareable=True,
        lists=("satisfaction/comments",),
    ),
    Screen(
        "follow_ups",
        "Follow-ups",
        "forum",
        "Who waits for an answer, and who came back.",
        filters=(PERIOD, LOCATION),
        is_for_staff=True,
    ),
    Screen(
        "customer",
        "Find",
        "person_search",
        "One customer's card: find it by name.",
        shares=(CUSTOMER,),
        view="Customer card",
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
BY_NAME = {screen.name: screen for screen in SCREENS}
EVERY_SCREEN = frozenset(BY_NAME)
STAFF_SCREENS = frozenset(screen.name for screen in SCREENS if screen.is_for_staff)
