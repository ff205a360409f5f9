"""Who is who: decided by people, forgotten for good, or told to whoever asks.

It may write decisions and erasures into ``desk``, blank rows of ``exports``, and have facts built.
"""

from regulars.identity.deciding import keep_apart, merge_people, split_person, undo_decision
from regulars.identity.erasing import ERASED_NAME, erase_person
from regulars.identity.exporting import export_person

__all__ = [
    "ERASED_NAME",
    "erase_person",
    "export_person",
    "keep_apart",
    "merge_people",
    "split_person",
    "undo_decision",
]
