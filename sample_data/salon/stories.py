"""What is planted in the sample, in one place: tests and the README both read it from here."""

from datetime import date
from types import MappingProxyType

SEED = "quince and comb"
# Drawn so that nothing but the planted stories moves the scores beyond their control limits.
SURVEY_STREAM = "surveys 11"

FIRST_DAY = date(2025, 5, 1)
LAST_DAY = date(2026, 10, 31)

IMOGEN_LAST_DAY = date(2026, 2, 28)
TOMASZ_FIRST_DAY = date(2026, 3, 17)
DRIFT_UNTIL = date(2026, 4, 25)
IMOGENS_REGULARS = 36
DRIFTING = 14
# Of those who drift off: how many give somebody else one try.
TRYING_ONCE = 5
PARTING_COMPLAINTS = 3

DOUBLE_FROM, DOUBLE_UNTIL = date(2025, 11, 3), date(2025, 12, 7)

CLOSED_FROM, CLOSED_UNTIL = date(2025, 12, 25), date(2026, 1, 1)
HOLIDAYS = (date(2026, 4, 3), date(2026, 8, 29))
PRICES_UP_ON = date(2026, 1, 2)

HANNAHS = ("Hannah", "Price")
BEYNONS = ("Carys", "Owen")
MISTYPED = 3
NAME_ONLY = 5
REFUND_LINES = 14

APPOINTMENTS_FILE = "acuity-appointments.csv"
REVIEWS_FILE = "google-reviews.json"
CUSTOMERS_FILE = "loyverse-customers.csv"
RECEIPTS_FILE = "loyverse-receipts-by-item.csv"
SURVEY_FILE = "typeform-responses.csv"
FILES = (APPOINTMENTS_FILE, REVIEWS_FILE, CUSTOMERS_FILE, RECEIPTS_FILE, SURVEY_FILE)

# How many rows of each file deserve rejection, and why.
CANCELLED_RECEIPT = "of a cancelled receipt"
NO_ANSWER = "opened, but nothing answered"
REJECTS = MappingProxyType(
    {
        RECEIPTS_FILE: MappingProxyType({CANCELLED_RECEIPT: 6}),
        SURVEY_FILE: MappingProxyType({NO_ANSWER: 4}),
    }
)
