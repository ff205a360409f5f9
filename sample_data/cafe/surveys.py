"""What guests answered: scores that follow from the visit, and a comment that fits the scores."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from sample_data.cafe import stories
from sample_data.cafe.people import Part, Person
from sample_data.cafe.place import Place, is_closed
from sample_data.cafe.remarks import PARTING, SHELVES, Shelf
from sample_data.cafe.till import Receipt
from sample_data.shared.calendar import days

ASPECTS = ("greeting", "speed", "coffee", "cleanliness")
USUAL_LEVEL = {"greeting": 4.45, "speed": 4.3, "coffee": 4.45, "cleanliness": 4.4}
STAFF = ("Maya", "Ana", "Jonas", "Priya", "Tom", "Leo")
REST_DAYS = 24
# Two days without Maya are too few for a complaint about it.
SETTLED_DAY = stories.MAYA_LAST_DAY + timedelta(days=5)
UNHAPPY_DAYS = 60
SHORT_TEXT, LONG_TEXT = 32, 1000
SLOW_WEEK_RESPONSES = 14
WEEK_RESPONSES = (8, 9, 9, 10, 10, 11)


@dataclass(frozen=True)
class Answer:
    """One filled-in form about one receipt; scores may be None where left blank."""

    at: datetime
    receipt: Receipt
    person: Person | None
    recommend: int | None
    scores: dict[str, int | None]
    comment: str = ""
    is_parting: bool = False


def _is_slow(receipt: Receipt) -> bool:
    """Whether the second till was down where this was rung up."""
    is_in_weeks = stories.SLOW_FROM <= receipt.day <= stories.SLOW_UNTIL
    return is_in_weeks and receipt.visit.place == Place.HARBOR


def _is_souring(person: Person | None, day: date) -> bool:
    """Whether an unhappy person is close to leaving for good."""
    return bool(person and person.is_unhappy) and (person.last_on - day).days <= UNHAPPY_DAYS


def _fills_in_at(rng: Random, receipt: Receipt) -> datetime:
    """When the form is sent: mostly the same or the next day, in waking hours."""
    later = rng.choices((0, 1, rng.randint(2, 6)), (68, 22, 10))[0]
    day = min(receipt.day + timedelta(days=later), stories.LAST_DAY)
    earliest = receipt.visit.at + timedelta(minutes=rng.randint(12, 300))
    if day == receipt.day:
        return min(earliest, datetime.combine(day, time(22, 41, rng.randrange(60))))
    return datetime.combine(day, time(rng.randint(7, 21), rng.randrange(60), rng.randrange(60)))


def _scale(value: float, low: int, high: int) -> int:
    """The nearest point of the scale."""
    return max(low, min(high, round(value)))


def _scores(rng: Random, receipt: Receipt, mood: float) -> dict[str, int]:
    """How the four aspects were, given the person's mood and what was going on."""
    person = receipt.visit.person
    scores = {}
    for aspect in ASPECTS:
        level, spread = USUAL_LEVEL[aspect], 0.9
        if aspect == "speed" and _is_slow(receipt):
            level, spread = 2.6, 1.2
        after_maya = person and person.favourite == "Maya" and receipt.day > stories.MAYA_LAST_DAY
        if aspect == "greeting" and after_maya:
            level -= 0.3
        scores[aspect] = _scale(level + 0.45 * mood + rng.gauss(0, spread), 1, 5)
    return scores


def answer_about(rng: Random, receipt: Receipt, person: Person | None) -> Answer:
    """A form about this receipt, without its comment."""
    mood = rng.gauss(0.1, 0.6) - (1.9 if _is_souring(person, receipt.day) else 0)
    scores = _scores(rng, receipt, mood)
    mean = sum(scores.values()) / len(scores)
    recommend = _scale(8.9 + 1.5 * (mean - 4.3) + 0.9 * mood + rng.gauss(0, 0.7), 0, 10)
    return Answer(
        at=_fills_in_at(rng, receipt),
        receipt=receipt,
        person=person,
        recommend=recommend,
        scores={aspect: None if rng.random() < 0.04 else score for aspect, score in scores.items()},
    )


def _weeks() -> list[list[date]]:
    """The open days of each Monday-to-Sunday week."""
    weeks: dict[date, list[date]] = {}
    for day in days(stories.FIRST_DAY, stories.LAST_DAY):
        if not is_closed(day):
            weeks.setdefault(day - timedelta(days=day.weekday()), []).append(day)
    return list(weeks.values())


def _eagerness(receipt: Receipt) -> float:
    """How likely this guest fills in a form, relative to others."""
    person = receipt.visit.person
    if person is None:
        return 0.09
    if _is_souring(person, receipt.day):
        return 9.0
    return 1.0 if person.is_loyal else 1.8


class _Rested:
    """Remembers who was asked when, so that nobody answers twice within a few weeks."""

    def __init__(self) -> None:
        self._asked: dict[int, list[date]] = {}

    def may_answer(self, person: Person, day: date) -> bool:
        """Whether this person's other answers are far enough away."""
        asked = self._asked.get(person.number, [])
        return all(abs((day - other).days) >= REST_DAYS for other in asked)

    def note(self, person: Person, day: date) -> None:
        """Remember an answer."""
        self._asked.setdefault(person.number, []).append(day)


def _answers_of_week(
    rng: Random, sales: list[Receipt], wanted: int, rested: _Rested
) -> list[Answer]:
    """So many answers about one week's sales, about one in seven without an e-mail."""
    answers, pool = [], list(sales)
    while pool and len(answers) < wanted:
        receipt = rng.choices(pool, [_eagerness(sale) for sale in pool])[0]
        pool.remove(receipt)
        person = receipt.visit.person
        if person is None or rng.random() < 0.045 or not person.email:
            if person is None or rng.random() < 0.5:
                answers.append(answer_about(rng, receipt, None))
        elif rested.may_answer(person, receipt.day):
            rested.note(person, receipt.day)
            answers.append(answer_about(rng, receipt, person))
    return answers


def _parting_complaints(rng: Random, sales: list[Receipt], rested: _Rested) -> list[Answer]:
    """Complaints of drifting regulars, each a few days before the person's last visit."""
    visits: dict[int, list[Receipt]] = {}
    for sale in sales:
        if sale.visit.person and sale.visit.person.part == Part.DRIFTS and sale.visit.person.email:
            visits.setdefault(sale.visit.person.number, []).append(sale)
    last_two = [
        (before, last)
        for (*_, before, last) in (own for own in visits.values() if len(own) > 1)
        if 2 <= (last.day - before.day).days <= 8 and before.day >= SETTLED_DAY
    ]
    last_two = sorted(last_two[: stories.PARTING_COMPLAINTS], key=lambda pair: pair[0].visit.at)
    answers = []
    for (before, last), text in zip(last_two, PARTING, strict=True):
        for day in (before.day, last.day):
            rested.note(before.visit.person, day)
        answer = answer_about(rng, before, before.visit.person)
        answers.append(
            replace(
                answer,
                at=min(answer.at, datetime.combine(before.day, time(21, 7, 12))),
                recommend=3,
                scores={"greeting": 2, "speed": 3, "coffee": 3, "cleanliness": 4},
                comment=text,
                is_parting=True,
            )
        )
    return answers


def _fits(shelf: Shelf, answer: Answer) -> bool:
    """Whether these scores and this date allow a comment from the shelf."""
    receipt, scores = answer.receipt, answer.scores
    if answer.recommend is None or not shelf.low <= answer.recommend <= shelf.high:
        return False
    if not shelf.first_on <= receipt.day <= shelf.last_on:
        return False
    if receipt.day.month not in shelf.months:
        return False
    if shelf.place and shelf.place != receipt.visit.place:
        return False
    if _is_slow(receipt) and not shelf.is_in_slow_weeks:
        return False
    if shelf.knows_maya and not (answer.person and answer.person.favourite == "Maya"):
        return False
    if shelf.is_stranger and answer.person and answer.person.most_visits > 1:
        return False
    if shelf.is_regular and not (answer.person and answer.person.is_loyal):
        return False
    at_least = all((scores[name] or 0) >= least for name, least in shelf.at_least)
    return at_least and all((scores[name] or 9) <= most for name, most in shelf.at_most)


def _is_true(text: str, shelf: Shelf, receipt: Receipt) -> bool:
    """Whether the people and the items that the comment names were there."""
    named = [name for name in STAFF if re.search(rf"\b{name}\b", text)]
    if not shelf.knows_maya and any(name != receipt.employee for name in named):
        return False
    ordered = [line.item.name.lower() for line in receipt.lines]
    tasted = re.findall(r"\{(.+?)\}", text)
    return all(any(name.startswith(word) for name in ordered) for word in tasted)


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
                    and _is_true(text, shelf, answer.receipt)
                ]
                choices += [(text, shelf.weight / len(texts)) for text in texts]
            if choices:
                break
        if not choices:
            return ""
        texts, weights = zip(*choices, strict=True)
        text = self._rng.choices(texts, weights)[0]
        self._used[text] = self._used.get(text, 0) + 1
        return re.sub(r"[{}]", "", text)


def _commented(rng: Random, answers: list[Answer]) -> list[Answer]:
    """The answers with words: the unhappy and the delighted write more than the rest."""
    remarks, result = _Remarks(rng), []
    for answer in answers:
        recommend = 8 if answer.recommend is None else answer.recommend
        wish = 0.85 if recommend <= 6 else 0.52 if recommend <= 8 else 0.64
        if not answer.comment and rng.random() < wish:
            answer = replace(answer, comment=remarks.take(answer))
        result.append(answer)
    return result


def make_answers(rng: Random, receipts: list[Receipt]) -> list[Answer]:
    """All forms, in the order in which they were sent."""
    sales = [receipt for receipt in receipts if not receipt.is_refund]
    rested = _Rested()
    answers = _parting_complaints(rng, sales, rested)
    by_day: dict[date, list[Receipt]] = {}
    for sale in sales:
        by_day.setdefault(sale.day, []).append(sale)
    for week in _weeks():
        is_slow = stories.SLOW_FROM <= week[0] <= stories.SLOW_UNTIL
        wanted = SLOW_WEEK_RESPONSES if is_slow else rng.choice(WEEK_RESPONSES) * len(week) // 7
        week_sales = [sale for day in week for sale in by_day[day]]
        answers += _answers_of_week(rng, week_sales, wanted, rested)
    answers.sort(key=lambda answer: (answer.at, answer.receipt.transaction_id))
    return _commented(rng, answers)
