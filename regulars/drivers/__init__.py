"""What goes with a good score, and with coming back."""

from regulars.drivers.effects import Driver, find_return_drivers, find_score_drivers
from regulars.drivers.learning import learn_drivers

__all__ = ["Driver", "find_return_drivers", "find_score_drivers", "learn_drivers"]
