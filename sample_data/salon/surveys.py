"""What clients answered: scores that follow from the visit, and a comment that fits the scores."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sample_data.salon import stories
from sample_data.salon.diary import Appointment, Fate, is_double_booked_week
from sample_data.salon.people import Part, Person
from sample_data.salon.place import ROSTER
from sample_data.salon.remarks import PARTING, SHELVES, Shelf

REST_DAYS = 70
UNHAPPY_DAYS = 70
WEEK_RESPONSES = (6, 7, 7, 8, 8, 9)
DOUBLE_WEEK_RESPONSES = 12
SHORT_TEXT, LONG_TEXT = 28, 1000
UNFINISHED_RATE = 0.03


@dataclass(frozen=True)
class Answer:
    """One form about one appointment; `at` is the shop's time, scores are None where left blank."""

    at: datetime
    about: Appointment
    has_email: bool
    recommend: int | None
    stylist: int | None
    waiting: int | None
    comment: str = ""
    is_finished: bool = True
    is_parting: bool = False

    @property
    def person(self) -> Person:
        """Who answered."""
        return self.about.person


def _scale(value: float, low: int, high: int) -> int:
    """The nearest point of the scale."""
    return max(low, min(high, round(value)))


def _is_souring(person: Person, day: date) -> bool:
    """Whether somebody who leaves for good is close to it; of the drifting, only after Imogen."""
    if person.part == Part.DRIFTS:
        return day > stories.IMOGEN_LAST_DAY
    leaves = person.last_on < stories.LAST_DAY and person.number % 2 == 0
    return leaves and (person.last_on - day).days <= UNHAPPY_DAYS


def _sent_at(rng: Random, made: Appointment) -> datetime:
    """The form is sent the evening after; most answer at once, some days later."""
    later = rng.choices((0, 1, rng.randint(2, 6)), (55, 32, 13))[0]
    day = min(made.day + timedelta(days=later), stories.LAST_DAY)
    at = datetime.combine(day, time(rng.randint(8, 21), rng.randrange(60), rng.randrange(60)))
    earliest = made.ends_at + timedelta(minutes=rng.randint(25, 120))
    return max(at, earliest)


def answer_about(rng: Random, made: Appointment) -> Answer:
    """A form about this appointment, without its comment."""
    person, day = made.person, made.day
    mood = rng.gauss(0.1, 0.55) - (1.7 if _is_souring(person, day) else 0)
    level = 4.5
    if person.part in (Part.STAYS, Part.DRIFTS) and day > stories.IMOGEN_LAST_DAY:
        level -= 0.4
    stylist = _scale(level + 0.5 * mood + rng.gauss(0, 0.7), 1, 5)
    usual, spread = (2.5, 1.1) if is_double_booked_week(day) else (4.4, 0.8)
    waiting = _scale(usual + 0.3 * mood + rng.gauss(0, spread), 1, 5)
    recommend = _scale(
        9.0 + 1.3 * (stylist - 4.4) + 0.45 * (waiting - 4.3) + 0.6 * mood + rng.gauss(0, 0.6), 0, 10
    )
    return Answer(
        at=_sent_at(rng, made),
        about=made,
        has_email=bool(person.email) and rng.random() < 0.9,
        recommend=recommend,
        stylist=None if rng.random() < 0.02 else stylist,
        waiting=None if rng.random() < 0.03 else waiting,
    )


def _parting_complaints(rng: Random, kept: list[Appointment]) -> list[Answer]:
    """Complaints of drifting clients about their one try with somebody else."""
    tries = [
        made
        for made in kept
        if made.person.part == Part.DRIFTS and made.day > stories.IMOGEN_LAST_DAY
    ]
    answers = []
    for made, text in zip(tries[: stories.PARTING_COMPLAINTS], PARTING, strict=True):
        answer = answer_about(rng, made)
        answers.append(
            replace(
                answer,
                has_email=True,
                recommend=4,
                stylist=2,
                waiting=4,
                comment=text,
                is_parting=True,
            )  # fmt: skip
        )
    return answers


def _answers_of_week(
    rng: Random, kept: list[Appointment], wanted: int, asked: dict[int, list[date]]
) -> list[Answer]:
    """So many answers about one week's appointments; nobody is asked twice within ten weeks."""
    answers: list[Answer] = []
    pool = list(kept)
    while pool and len(answers) < wanted:
        weights = [4.0 if _is_souring(made.person, made.day) else 1.0 for made in pool]
        made = rng.choices(pool, weights)[0]
        pool.remove(made)
        before = asked.setdefault(made.person.number, [])
        if all(abs((made.day - day).days) >= REST_DAYS for day in before):
            before.append(made.day)
            answers.append(answer_about(rng, made))
    return answers


def _fits(shelf: Shelf, answer: Answer) -> bool:
    """Whether these scores and this date allow a comment from the shelf."""
    made, person = answer.about, answer.person
    if answer.recommend is None or answer.stylist is None or answer.waiting is None:
        return False
    checks = (
        shelf.low <= answer.recommend <= shelf.high,
        shelf.stylist[0] <= answer.stylist <= shelf.stylist[1],
        shelf.waiting[0] <= answer.waiting <= shelf.waiting[1],
        shelf.first_on <= made.day <= shelf.last_on,
        made.day.month in shelf.months,
        not shelf.categories or made.service.category in shelf.categories,
        not shelf.misses_imogen or person.part in (Part.STAYS, Part.DRIFTS),
        shelf.is_new is None or shelf.is_new == made.is_first,
    )
    return all(checks)


def _is_true(text: str, shelf: Shelf, answer: Answer) -> bool:
    """Whether the colleagues whom the comment names did it."""
    named = [name for name in ROSTER if re.search(rf"\b{name}\b", text)]
    is_about_all = shelf.misses_imogen or shelf.name == "double"
    return is_about_all or all(name == answer.about.stylist for name in named)


class _Remarks:
    """The stock of comments: each once; a short one a second time when nothing else is left."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: dict[str, int] = {}

    def take(self, answer: Answer) -> str:
        """A comment that is true of this answer, or nothing."""
        choices: list[tuple[str, float]] = []
        for uses in (0, 1):
            for shelf in SHELVES:
                if not _fits(shelf, answer):
                    continue
                texts = [
                    text
                    for text in shelf.texts
                    if self._used.get(text, 0) == uses
                    and len(text) <= (SHORT_TEXT if uses else LONG_TEXT)
                    and _is_true(text, shelf, answer)
                ]
                choices += [(text, shelf.weight / len(texts)) for text in texts]
            if choices:
                break
        if not choices:
            return ""
        texts, weights = zip(*choices, strict=True)
        text: str = self._rng.choices(texts, weights)[0]
        self._used[text] = self._used.get(text, 0) + 1
        return text


def _finished(rng: Random, answers: list[Answer]) -> list[Answer]:
    """With words, which the unhappy write most; a few stopped after the first question."""
    remarks, result = _Remarks(rng), []
    # Not in their order: the stock would be used up before the end.
    for answer in rng.sample(answers, len(answers)):
        wish = 0.8 if (answer.recommend or 0) <= 6 or (answer.waiting or 5) <= 2 else 0.4
        if answer.is_parting:
            result.append(answer)
        elif rng.random() < UNFINISHED_RATE:
            result.append(
                replace(answer, stylist=None, waiting=None, has_email=False, is_finished=False)
            )
        elif rng.random() < wish:
            result.append(replace(answer, comment=remarks.take(answer)))
        else:
            result.append(answer)
    return sorted(result, key=lambda answer: (answer.at, answer.about.number))


def make_answers(rng: Random, appointments: list[Appointment]) -> list[Answer]:
    """All forms, in the order in which they were sent."""
    kept = [made for made in appointments if made.fate == Fate.KEPT and made.is_booked]
    answers = _parting_complaints(rng, kept)
    asked = {answer.person.number: [answer.about.day] for answer in answers}
    weeks: dict[date, list[Appointment]] = {}
    for made in kept:
        weeks.setdefault(made.day - timedelta(days=made.day.weekday()), []).append(made)
    for monday, own in weeks.items():
        is_double = is_double_booked_week(monday)
        wanted = DOUBLE_WEEK_RESPONSES if is_double else rng.choice(WEEK_RESPONSES)
        answers += _answers_of_week(rng, own, wanted, asked)
    return _finished(rng, answers)
