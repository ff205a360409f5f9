"""What goes with a good score, and with coming back.

It may read the facts of an import's transaction and write ``facts.driver``.
"""

from regulars.drivers.effects import (
    SURE_ANSWERS,
    Driver,
    find_return_drivers,
    find_score_drivers,
)
from regulars.drivers.learning import WRITING_ABOUT, learn_drivers

__all__ = [
    "SURE_ANSWERS",
    "WRITING_ABOUT",
    "Driver",
    "find_return_drivers",
    "find_score_drivers",
    "learn_drivers",
]
