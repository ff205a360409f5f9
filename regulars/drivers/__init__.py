"""What goes with a good score, and with coming back."""

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
