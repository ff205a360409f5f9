"""Eighteen months of the salon: who was booked, who came, and the files that tell of it."""

from dataclasses import dataclass
from random import Random

from sample_data.salon import readme, stories, vendors
from sample_data.salon.diary import Appointment, make_appointments
from sample_data.salon.people import Person, make_people
from sample_data.salon.surveys import Answer, make_answers
from sample_data.salon.till import Receipt, make_receipts


@dataclass(frozen=True)
class Sample:
    """Everything that happened, before any vendor's format."""

    people: list[Person]
    diary: list[Appointment]
    receipts: list[Receipt]
    answers: list[Answer]


def stream(part: str) -> Random:
    """The generator of one part, so that a change in one does not move the others."""
    return Random(f"{stories.SEED}/{part}")


def make_sample() -> Sample:
    """Live through the eighteen months."""
    people, register = make_people(stream("people"))
    name_only = [" ".join(register.name()) for _ in range(stories.NAME_ONLY)]
    diary = make_appointments(stream("diary"), people)
    return Sample(
        people=people,
        diary=diary,
        receipts=make_receipts(stream("till"), diary, name_only),
        answers=make_answers(stream(stories.SURVEY_STREAM), diary),
    )


def sample_files() -> dict[str, str]:
    """The text of every file by its name, the README last."""
    sample = make_sample()
    files = {
        stories.APPOINTMENTS_FILE: vendors.appointments(stream("acuity"), sample.diary),
        stories.REVIEWS_FILE: vendors.reviews(stream("reviews")),
        stories.CUSTOMERS_FILE: vendors.customers(stream("customers"), sample.receipts),
        stories.RECEIPTS_FILE: vendors.receipts_by_item(sample.receipts),
        stories.SURVEY_FILE: vendors.survey(stream("survey"), sample.answers),
    }
    files["README.md"] = readme.readme(
        sample.people, sample.diary, sample.receipts, sample.answers, files
    )
    return files
