"""What is planted in the sample, in one place: tests and the README both read it from here."""

from datetime import date
from types import MappingProxyType

SEED = "corner lantern"
# Drawn so that nothing but the planted stories moves the scores beyond their control limits.
SURVEY_STREAM = "surveys 20"

FIRST_DAY = date(2025, 5, 1)
LAST_DAY = date(2026, 10, 31)
LAST_BOOKING_DAY = date(2026, 11, 14)

MAYA_LAST_DAY = date(2026, 3, 14)
LEO_FIRST_DAY = date(2026, 3, 23)
DRIFT_UNTIL = date(2026, 5, 9)
MAYA_REGULARS = 45
DRIFTING = 15
PARTING_COMPLAINTS = 3

SLOW_FROM, SLOW_UNTIL = date(2025, 9, 15), date(2025, 10, 26)

CLOSED_FROM, CLOSED_UNTIL = date(2026, 1, 5), date(2026, 1, 18)
HOLIDAYS = (
    date(2025, 7, 4),
    date(2025, 11, 27),
    date(2025, 12, 25),
    date(2026, 1, 1),
    date(2026, 7, 4),
)
PRICES_UP_ON = date(2026, 1, 19)

RETURNING = 9
REFUND_LINES = 90
DANA = ("Dana", "Whitfield")
OKAFORS = ("Chidi", "Ngozi", "Adaeze", "Emeka")

SQUARE_FILES = MappingProxyType(
    {
        "square-items-2025-05-01-2025-10-31.csv": (date(2025, 5, 1), date(2025, 10, 31)),
        "square-items-2025-10-31-2026-04-30.csv": (date(2025, 10, 31), date(2026, 4, 30)),
        "square-items-2026-05-01-2026-10-31.csv": (date(2026, 5, 1), date(2026, 10, 31)),
    }
)
OVERLAP_DAY = date(2025, 10, 31)
DIRECTORY_FILE = "square-customers.csv"
ACUITY_FILE = "acuity-appointments.csv"
SURVEY_FILE = "google-forms-survey.csv"

# How many rows of each file deserve rejection, and why.
IMPOSSIBLE_DATE = "impossible date"
TEXT_FOR_MONEY = "text in Net Sales"
NO_TRANSACTION = "no Transaction ID"
CUT_OFF = "cut off after 9 fields"
NOBODY = "neither id, name, e-mail nor phone"
UNREADABLE_START = "unreadable Start Time"
NO_ANSWER = "all answers blank"
OFF_SCALE = "recommend score of 11"
REJECTS = MappingProxyType(
    {
        "square-items-2025-05-01-2025-10-31.csv": MappingProxyType(
            {IMPOSSIBLE_DATE: 2, TEXT_FOR_MONEY: 1, NO_TRANSACTION: 2}
        ),
        "square-items-2025-10-31-2026-04-30.csv": MappingProxyType(
            {IMPOSSIBLE_DATE: 1, TEXT_FOR_MONEY: 2, NO_TRANSACTION: 1}
        ),
        "square-items-2026-05-01-2026-10-31.csv": MappingProxyType(
            {IMPOSSIBLE_DATE: 2, TEXT_FOR_MONEY: 1, NO_TRANSACTION: 2, CUT_OFF: 1}
        ),
        DIRECTORY_FILE: MappingProxyType({NOBODY: 2}),
        ACUITY_FILE: MappingProxyType({UNREADABLE_START: 2}),
        SURVEY_FILE: MappingProxyType({NO_ANSWER: 1, OFF_SCALE: 1}),
    }
)
