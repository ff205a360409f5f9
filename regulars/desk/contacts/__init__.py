"""Win-back lists: whom to contact, whom to leave alone for comparison, and who was contacted.

A list holds people who may be contacted by one channel and were not lately. Some of them, drawn at
random, are held out: nobody contacts them, and who of them comes back says how many would have come
anyway. Lists name people by the numbers of handles and are touched by no import.
"""

from regulars.desk.contacts.drawing import Draw, draw_list
from regulars.desk.contacts.lists import LONGEST_TITLE, make_list, remove_list
from regulars.desk.contacts.marking import (
    forget_contacts,
    mark_list,
    mark_person,
    note_contact,
    undo_contact,
    undo_marking,
)
from regulars.desk.contacts.terms import CAP_DAYS, CHANNELS, LONGEST_NOTES, Terms

__all__ = [
    "CAP_DAYS",
    "CHANNELS",
    "LONGEST_NOTES",
    "LONGEST_TITLE",
    "Draw",
    "Terms",
    "draw_list",
    "forget_contacts",
    "make_list",
    "mark_list",
    "mark_person",
    "note_contact",
    "remove_list",
    "undo_contact",
    "undo_marking",
]
