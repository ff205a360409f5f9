"""Eighteen months of the café: who came, what they had and said, and the files that tell of it."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from sample_data.cafe import readme, stories, vendors
from sample_data.cafe.bookings import Booking, make_bookings
from sample_data.cafe.people import Person, make_people
from sample_data.cafe.place import Place
from sample_data.cafe.surveys import Answer, make_answers
from sample_data.cafe.till import Receipt, Visit, make_receipt, make_receipts


@dataclass(frozen=True)
class Sample:
    """Everything that happened, before any vendor's format."""

    people: list[Person]
    receipts: list[Receipt]
    bookings: list[Booking]
    answers: list[Answer]


def stream(part: str) -> Random:
    """The generator of one part, so that a change in one does not move the others."""
    return Random(f"{stories.SEED}/{part}")


def make_sample() -> Sample:
    """Live through the eighteen months."""
    people, register = make_people(stream("people"))
    receipts = make_receipts(stream("till"), people)
    return Sample(
        people=people,
        receipts=receipts,
        bookings=make_bookings(stream("bookings"), people, register),
        answers=make_answers(stream(stories.SURVEY_STREAM), receipts),
    )


def _spare_receipts() -> list[Receipt]:
    """Walk-in receipts that never happened: the raw material of rows to reject."""
    rng = stream("rejects")
    opening = datetime.combine(stories.FIRST_DAY, time(9, 12))
    visits = (
        Visit(opening + timedelta(minutes=11 * step), Place.HARBOR, None) for step in range(18)
    )
    return [make_receipt(rng, visit) for visit in visits]


def sample_files() -> dict[str, str]:
    """The text of every file by its name, the README last."""
    sample = make_sample()
    spare = _spare_receipts()
    files = {
        name: vendors.square_items(stream(name), name, sample.receipts, spare)
        for name in stories.SQUARE_FILES
    }
    rng = stream("directory")
    files[stories.DIRECTORY_FILE] = vendors.directory(rng, sample.people, sample.receipts)
    files[stories.ACUITY_FILE] = vendors.acuity(stream("acuity"), sample.bookings)
    files[stories.SURVEY_FILE] = vendors.survey(stream("survey"), sample.answers)
    files["README.md"] = readme.readme(sample.people, sample.receipts, sample.answers, files)
    return files
