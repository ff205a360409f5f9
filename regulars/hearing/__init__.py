"""What people say in their own words: themes, feelings, and how it sounds.

``hearing.comments`` keeps what the store's comments say; it is imported by itself, so that hearing
a line needs no database.

It may read comments and write what was heard in them (``exports.heard_comment``, ``heard_with``,
and facts about comments); it keeps no text.
"""

from regulars.hearing.listening import Heard, Listener
from regulars.hearing.listing import words_of
from regulars.hearing.lists import Change, WordLists, read_lists, split_words
from regulars.hearing.names import people_named

__all__ = [
    "Change",
    "Heard",
    "Listener",
    "WordLists",
    "people_named",
    "read_lists",
    "split_words",
    "words_of",
]
