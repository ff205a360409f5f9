"""The export formats: each vendor's own columns, quoting, money, dates and line ends."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sample_data.salon import stories
from sample_data.salon.diary import Appointment, Fate
from sample_data.salon.people import Person
from sample_data.salon.place import NAME, ZONE
from sample_data.salon.reviews import REVIEWS, Review
from sample_data.salon.surveys import Answer
from sample_data.salon.till import Line, Receipt
from sample_data.shared.acuity import HEADER as ACUITY_HEADER
from sample_data.shared.tables import Row, as_csv, long_date

PATCH_TEST = "Have you had a patch test in the last six months?"
APPOINTMENTS_HEADER = (*ACUITY_HEADER, PATCH_TEST, "Canceled")
RECEIPTS_HEADER = (
    "Date", "Receipt number", "Receipt type", "Category", "SKU", "Item", "Variant",
    "Modifiers applied", "Quantity", "Gross sales", "Discounts", "Net sales", "Cost of goods",
    "Gross profit", "Taxes", "POS", "Store", "Cashier name", "Customer name", "Customer contacts",
    "Comment", "Status",
)  # fmt: skip
CUSTOMERS_HEADER = (
    "Customer ID", "Customer name", "Email", "Phone", "First visit", "Last visit", "Total visits",
    "Total spent", "Address",
)  # fmt: skip
QUESTIONS = (
    "How likely are you to recommend us to a friend?",
    "How happy are you with what your stylist did?",
    "How happy are you with the time you had to wait?",
    "Anything you would like to tell us?",
    "Your email, if we may write back",
)
SURVEY_HEADER = (
    "#", *QUESTIONS, "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)",
    "Network ID", "Tags", "Ending",
)  # fmt: skip
# The last Sundays of March and October, at one in the morning UTC.
SUMMER_TIME = (
    (datetime(2025, 3, 30, 1), datetime(2025, 10, 26, 1)),
    (datetime(2026, 3, 29, 1), datetime(2026, 10, 25, 1)),
)
STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")
TOWNS = ("Bristol", "Bristol", "Bristol", "Bath", "Keynsham", "Portishead", "Clevedon")
ACCOUNT = "accounts/108823604410925551234/locations/5550123456789012345"


def as_utc(at: datetime) -> datetime:
    """The shop's time as UTC."""
    utc = at - timedelta(hours=1)
    return utc if any(first <= utc < last for first, last in SUMMER_TIME) else at


def money(pence: int) -> str:
    """Loyverse's way: 148.88."""
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100}.{abs(pence) % 100:02d}"


# -- Acuity: appointments ---------------------------------------------------------------------


def _appointment_row(rng: Random, made: Appointment) -> Row:
    """One appointment, as the export with cancelled ones gives it."""
    person, pounds = made.person, made.service.price(made.day)
    is_kept = made.fate == Fate.KEPT
    is_paid_online = person.pays_online and made.fate in (Fate.KEPT, Fate.AHEAD)
    online = pounds if is_paid_online else made.service.deposit
    label = {Fate.NO_SHOW: "No Show", Fate.AHEAD: rng.choice(("", "", "Confirmed"))}
    is_colour = made.service.category == "Colour"
    return (
        long_date(made.starts_at),
        long_date(made.ends_at),
        ZONE,
        person.first,
        person.last,
        f"'{person.phone}" if person.phone else "",
        person.email,
        made.service.name,
        made.stylist,
        f"{pounds}.00",
        "yes" if is_kept or is_paid_online else "no",
        f"{online}.00",
        "",
        made.note,
        made.booked_at.date().isoformat(),
        label.get(made.fate, ""),
        made.booked_by,
        "" if made.rescheduled_on is None else made.rescheduled_on.isoformat(),
        str(made.number),
        ("yes" if rng.random() < 0.7 else "no") if is_colour and not made.booked_by else "",
        "yes" if made.fate == Fate.CANCELLED else "no",
    )


def appointments(rng: Random, diary: list[Appointment]) -> str:
    """All appointments by their start."""
    rows = [_appointment_row(rng, made) for made in diary if made.is_booked]
    return as_csv([APPOINTMENTS_HEADER, *rows], quote_all=True, line_end="\r\n")


# -- Loyverse: receipts by item, customers ----------------------------------------------------


def _contacts(person: Person | None) -> str:
    """E-mail and phone in one cell, as far as the till has them."""
    if person is None:
        return ""
    return ", ".join(filter(None, (person.till_email, person.till_phone)))


def _receipt_row(receipt: Receipt, line: Line) -> Row:
    """One line of a receipt. The salon is too small for VAT."""
    return (
        f"{receipt.at:%d/%m/%Y %H:%M}",
        receipt.number,
        "Refund" if receipt.is_refund else "Sale",
        line.category,
        line.sku,
        line.item,
        line.variant,
        "",
        str(line.quantity),
        money(line.gross),
        money(line.discount),
        money(line.net),
        money(line.cost),
        money(line.net - line.cost),
        "0.00",
        "Front desk",
        NAME,
        receipt.cashier,
        receipt.person.name if receipt.person else receipt.called,
        _contacts(receipt.person),
        receipt.comment,
        "Cancelled" if receipt.is_cancelled else "Closed",
    )


def receipts_by_item(receipts: list[Receipt]) -> str:
    """All lines, newest first."""
    rows = [_receipt_row(receipt, line) for receipt in reversed(receipts) for line in receipt.lines]
    return as_csv([RECEIPTS_HEADER, *rows])


@dataclass(frozen=True)
class _Profile:
    """Somebody in the till's list, with what they bought."""

    name: str
    email: str
    phone: str
    receipts: list[Receipt]


def _customer_row(rng: Random, profile: _Profile) -> Row:
    sales = [receipt for receipt in profile.receipts if not receipt.is_refund]
    spent = sum(line.net for receipt in profile.receipts for line in receipt.lines)
    return (
        str(uuid.UUID(int=rng.getrandbits(128), version=4)),
        profile.name,
        profile.email,
        profile.phone,
        f"{sales[0].at:%d/%m/%Y %H:%M}",
        f"{sales[-1].at:%d/%m/%Y %H:%M}",
        str(len(sales)),
        money(spent),
        rng.choice(TOWNS) if rng.random() < 0.2 else "",
    )


def customers(rng: Random, receipts: list[Receipt]) -> str:
    """Everybody with a name at the till, by name."""
    own: dict[tuple[str, str, str], list[Receipt]] = {}
    for receipt in receipts:
        person = receipt.person
        if person:
            key = (person.name, person.till_email, person.till_phone)
            own.setdefault(key, []).append(receipt)
        elif receipt.called:
            own.setdefault((receipt.called, "", ""), []).append(receipt)
    profiles = [_Profile(*key, theirs) for key, theirs in sorted(own.items())]
    return as_csv([CUSTOMERS_HEADER, *(_customer_row(rng, profile) for profile in profiles)])


# -- Typeform: the survey ---------------------------------------------------------------------


def _token(rng: Random) -> str:
    """The hash by which Typeform names a response."""
    return f"{rng.getrandbits(128):032x}"


def _survey_row(rng: Random, answer: Answer) -> Row:
    """One form; who stopped half-way has no submit date."""
    sent_at = as_utc(answer.at)
    started_at = sent_at - timedelta(seconds=rng.randint(25, 240))
    stage_at = "" if answer.is_finished else f"{sent_at:%Y-%m-%d %H:%M:%S}"
    scores = (answer.recommend, answer.stylist, answer.waiting)
    network = hashlib.sha256(f"{stories.SEED} {answer.person.number}".encode()).hexdigest()[:10]
    return (
        _token(rng),
        *("" if score is None else str(score) for score in scores),
        answer.comment,
        answer.person.email if answer.has_email else "",
        "completed" if answer.is_finished else "started",
        f"{started_at:%Y-%m-%d %H:%M:%S}",
        stage_at,
        f"{sent_at:%Y-%m-%d %H:%M:%S}" if answer.is_finished else "",
        network,
        "",
        "",
    )


def survey(rng: Random, answers: list[Answer]) -> str:
    """All forms, newest first, and those that were opened and left."""
    rows = [_survey_row(rng, answer) for answer in reversed(answers)]
    for _ in range(stories.REJECTS[stories.SURVEY_FILE][stories.NO_ANSWER]):
        place = rng.randrange(len(rows))
        started_at = rows[place][7]
        network = f"{rng.getrandbits(40):010x}"
        blank = (_token(rng), *[""] * 5, "started", started_at, "", "", network, "", "")
        rows.insert(place, blank)
    return as_csv([SURVEY_HEADER, *rows])


# -- Google Business Profile: reviews ---------------------------------------------------------


def _review(rng: Random, review: Review) -> dict[str, object]:
    """One review as Takeout gives it."""
    review_id = hashlib.sha256(f"{stories.SEED} {review.at}".encode()).hexdigest()[:20]
    written_at = review.at + timedelta(milliseconds=rng.randrange(1000, 60_000))
    stamp = f"{written_at:%Y-%m-%dT%H:%M:%S.%f}Z"
    reviewer: dict[str, object] = {"displayName": review.who or "A Google user"}
    if not review.who:
        reviewer["isAnonymous"] = True
    entry: dict[str, object] = {
        "name": f"{ACCOUNT}/reviews/{review_id}",
        "reviewId": review_id,
        "reviewer": reviewer,
        "starRating": STARS[review.stars - 1],
    }
    if review.text:
        entry["comment"] = review.text
    entry |= {"createTime": stamp, "updateTime": stamp}
    if review.reply:
        replied_at = written_at + timedelta(hours=rng.randint(3, 40))
        entry["reviewReply"] = {
            "comment": review.reply,
            "updateTime": f"{replied_at:%Y-%m-%dT%H:%M:%S.%f}Z",
        }
    return entry


def reviews(rng: Random) -> str:
    """All reviews, newest first."""
    entries = [_review(rng, review) for review in reversed(REVIEWS)]
    return json.dumps({"reviews": entries}, ensure_ascii=False, indent=1) + "\n"
