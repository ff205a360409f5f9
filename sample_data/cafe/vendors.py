"""The export formats: each vendor's own columns, quoting, money, dates and line ends."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from sample_data.cafe import stories, words
from sample_data.cafe.bookings import Booking
from sample_data.cafe.people import Part, Person
from sample_data.cafe.surveys import ASPECTS, Answer
from sample_data.cafe.till import Line, Receipt
from sample_data.shared.acuity import HEADER as ACUITY_HEADER
from sample_data.shared.tables import Row, as_csv, clock, long_date

SQUARE_HEADER = (
    "Date", "Time", "Time Zone", "Category", "Item", "Qty", "Price Point Name", "SKU",
    "Modifiers Applied", "Gross Sales", "Discounts", "Net Sales", "Tax", "Transaction ID",
    "Payment ID", "Device Name", "Notes", "Details", "Event Type", "Location", "Dining Option",
    "Customer ID", "Customer Name", "Customer Reference ID", "Unit", "Count", "GTIN",
    "Itemization Type", "Commission", "Employee", "Fulfillment Note", "Channel", "Token",
    "Card Brand", "PAN Suffix",
)  # fmt: skip
DIRECTORY_HEADER = (
    "Square Customer ID", "Reference ID", "First Name", "Last Name", "Email Address",
    "Phone Number", "Nickname", "Company Name", "Street Address 1", "Street Address 2", "City",
    "State", "Postal Code", "Birthday", "Memo", "Creation Source", "First Visit", "Last Visit",
    "Transaction Count", "Lifetime Spend", "Email Subscription Status", "Instant Profile",
)  # fmt: skip
SURVEY_HEADER = (
    "Timestamp",
    "Email Address",
    "How likely are you to recommend us to a friend? (0-10)",
    "How warmly were you greeted?",
    "How quickly were you served?",
    "How was your coffee?",
    "How clean was the café?",
    "Anything you would like to tell us?",
)
CUT_OFF_FIELDS = 9
WINTER_TIME = (date(2025, 11, 2), date(2026, 3, 7))
TOWNS = (
    ("Portland", "04101"),
    ("Portland", "04102"),
    ("South Portland", "04106"),
    ("Westbrook", "04092"),
    ("Falmouth", "04105"),
    ("Cape Elizabeth", "04107"),
)


def money(cents: int) -> str:
    """Square's way: $1,234.56, and the minus before the dollar sign."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


# -- Square: item sales ----------------------------------------------------------------------


def _square_row(receipt: Receipt, line: Line) -> Row:
    """One line as the till exports it; ids of payment and catalogue are left out to save space."""
    at = receipt.visit.at
    cells = {
        "Date": f"{at:%Y-%m-%d}",
        "Time": f"{at:%H:%M:%S}",
        "Time Zone": "Eastern Time (US & Canada)",
        "Category": line.item.category,
        "Item": line.item.name,
        "Qty": f"{line.quantity}.0",
        "Modifiers Applied": line.milk,
        "Gross Sales": money(line.gross),
        "Discounts": money(-line.discount),
        "Net Sales": money(line.net),
        "Tax": money(line.tax),
        "Transaction ID": receipt.transaction_id,
        "Notes": receipt.note,
        "Event Type": "Refund" if receipt.is_refund else "Payment",
        "Location": str(receipt.visit.place),
        "Customer ID": receipt.customer_id,
        "Unit": "ea",
        "Count": str(line.quantity),
        "Itemization Type": "Physical Good",
        "Commission": "$0.00",
        "Employee": receipt.employee,
    }
    return tuple(cells.get(column, "") for column in SQUARE_HEADER)


def _spoiled(row: Row, why: str) -> Row:
    """The row as it should not be."""
    cells = dict(zip(SQUARE_HEADER, row, strict=True))
    if why == stories.IMPOSSIBLE_DATE:
        is_winter = "2025-11" < cells["Date"] < "2026-05"
        cells["Date"] = "2026-02-30" if is_winter else f"{cells['Date'][:4]}-06-31"
    elif why == stories.TEXT_FOR_MONEY:
        cells["Net Sales"] = "n/a"
    elif why == stories.NO_TRANSACTION:
        cells["Transaction ID"] = ""
    return tuple(cells.values())


def square_items(rng: Random, name: str, receipts: list[Receipt], spare: list[Receipt]) -> str:
    """One export, newest first, with its rows to reject made out of the spare receipts."""
    first, last = stories.SQUARE_FILES[name]
    newest_first = [receipt for receipt in reversed(receipts) if first <= receipt.day <= last]
    rows = [_square_row(receipt, line) for receipt in newest_first for line in receipt.lines]
    cut_off = ""
    for why, count in stories.REJECTS[name].items():
        for _ in range(count):
            donor = spare.pop()
            row = _square_row(donor, donor.lines[0])
            if why == stories.CUT_OFF:
                cut_off = as_csv([(rows[-1][0], *row[1:CUT_OFF_FIELDS])], line_end="")
                continue
            place = rng.randrange(len(rows) // 4, len(rows) * 3 // 4)
            there = rows[place]
            rows.insert(place, _spoiled((there[0], *row[1:]), why))
    return as_csv([SQUARE_HEADER, *rows]) + cut_off


# -- Square: customer directory --------------------------------------------------------------


@dataclass(frozen=True)
class _History:
    """What the till knows about one profile."""

    first_on: date
    last_on: date
    sales: int
    cents: int


def _histories(receipts: list[Receipt]) -> dict[str, _History]:
    """The history of each profile that ever bought something."""
    own: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        own.setdefault(receipt.customer_id, []).append(receipt)
    return {
        customer_id: _History(
            first_on=theirs[0].day,
            last_on=theirs[-1].day,
            sales=sum(not receipt.is_refund for receipt in theirs),
            cents=sum(receipt.cents for receipt in theirs),
        )
        for customer_id, theirs in own.items()
    }


def _directory_row(rng: Random, person: Person, customer_id: str, history: _History) -> Row:
    """One profile; instant profiles know nothing but their purchases."""
    is_second = customer_id != person.ids[0]
    has_town, has_birthday = rng.random() < 0.3, rng.random() < 0.4 and person.name != ""
    town, postal_code = rng.choice(TOWNS)
    birthday = date(rng.randrange(1941, 2006), rng.randrange(1, 13), rng.randrange(1, 29))
    email = person.second_email if is_second else person.email
    cells = {
        "Square Customer ID": customer_id,
        "First Name": person.first,
        "Last Name": person.last,
        "Email Address": email,
        "Phone Number": f"'{person.phone}" if person.phone else "",
        "City": town if has_town else "",
        "State": "ME" if has_town else "",
        "Postal Code": postal_code if has_town else "",
        "Birthday": birthday.isoformat() if has_birthday and not is_second else "",
        "Memo": rng.choice(words.MEMOS) if person.is_loyal and rng.random() < 0.12 else "",
        "Creation Source": rng.choice(("Directory", "Loyalty", "Terminal")),
        "First Visit": history.first_on.isoformat(),
        "Last Visit": history.last_on.isoformat(),
        "Transaction Count": str(history.sales),
        "Lifetime Spend": money(history.cents),
        "Email Subscription Status": rng.choice(("subscribed", "unsubscribed")) if email else "",
        "Instant Profile": "No" if person.name else "Yes",
    }
    return tuple(cells.get(column, "") for column in DIRECTORY_HEADER)


def directory(rng: Random, people: list[Person], receipts: list[Receipt]) -> str:
    """All profiles with at least one purchase, by name, and the rows that name nobody."""
    histories = _histories(receipts)
    rows = [
        _directory_row(rng, person, customer_id, histories[customer_id])
        for person in people
        for customer_id in person.ids
        if customer_id in histories
    ]
    rows.sort(key=lambda row: (row[3], row[2], row[0]))
    nobody_count = stories.REJECTS[stories.DIRECTORY_FILE][stories.NOBODY]
    for memo in ("card left at the till??", "ask Ana")[:nobody_count]:
        blank = dict.fromkeys(DIRECTORY_HEADER, "") | {"Memo": memo, "Creation Source": "Directory"}
        rows.insert(rng.randrange(len(rows)), tuple(blank.values()))
    return as_csv([DIRECTORY_HEADER, *rows])


# -- Acuity: classes and tastings ------------------------------------------------------------


def _acuity_row(booking: Booking) -> Row:
    """One booking."""
    guest = booking.guest
    return (
        long_date(booking.starts_at),
        long_date(booking.ends_at),
        "America/New_York",
        guest.first,
        guest.last,
        f"'{guest.phone}" if guest.phone else "",
        guest.email,
        booking.course.name,
        booking.host,
        f"{booking.course.dollars}.00",
        "yes" if booking.is_paid else "no",
        f"{booking.course.dollars if booking.is_paid_online else 0}.00",
        "",
        booking.note,
        booking.booked_on.isoformat(),
        "",
        booking.booked_by,
        "",
        booking.number,
    )


def acuity(rng: Random, bookings: list[Booking]) -> str:
    """All bookings by their start; two more whose start nobody can read."""
    rows = [_acuity_row(booking) for booking in bookings]
    unreadable = ("to be confirmed", "Saturday after lunch")
    for text in unreadable[: stories.REJECTS[stories.ACUITY_FILE][stories.UNREADABLE_START]]:
        place = rng.randrange(20, len(rows) - 20)
        number = str(400_000_000 + rng.randrange(99_000_000))
        rows.insert(place, (text, "", *rows[place][2:-1], number))
    return as_csv([ACUITY_HEADER, *rows], quote_all=True, line_end="\r\n")


# -- Google Forms: the survey ----------------------------------------------------------------


def _timestamp(at: datetime) -> str:
    """2025/06/12 3:08:44 PM GMT-4."""
    is_winter = WINTER_TIME[0] <= at.date() <= WINTER_TIME[1]
    return f"{at:%Y/%m/%d} {clock(at, with_seconds=True)} GMT{-5 if is_winter else -4}"


def _typed_email(rng: Random, answer: Answer) -> str:
    """The address as people type it: now and then with capitals."""
    if answer.person is None:
        return ""
    person = answer.person
    second = answer.receipt.customer_id != person.ids[0]
    email = person.second_email if person.part == Part.DANA and second else person.email
    return email.title() if rng.random() < 0.03 else email


def _survey_row(rng: Random, answer: Answer) -> Row:
    """One filled-in form."""
    scores = (answer.recommend, *(answer.scores[aspect] for aspect in ASPECTS))
    return (
        _timestamp(answer.at),
        _typed_email(rng, answer),
        *("" if score is None else str(score) for score in scores),
        answer.comment,
    )


def survey(rng: Random, answers: list[Answer]) -> str:
    """All forms in the order of sending, and the two that cannot be read."""
    rows = [_survey_row(rng, answer) for answer in answers]
    counts = stories.REJECTS[stories.SURVEY_FILE]
    for _ in range(counts[stories.NO_ANSWER]):
        place = rng.randrange(len(rows))
        rows.insert(place, (rows[place][0], "", *[""] * 6))
    for _ in range(counts[stories.OFF_SCALE]):
        place = rng.randrange(len(rows))
        rows.insert(place, (rows[place][0], "", "11", "5", "5", "5", "5", "this one goes to 11"))
    return as_csv([SURVEY_HEADER, *rows], quote_all=True)
