"""The README beside the files: what is planted, with the dates and the names it came out with."""

import csv
import io
import json
from collections import Counter

from sample_data.salon import stories
from sample_data.salon.diary import Appointment, Fate, is_double_booked_week
from sample_data.salon.people import Part, Person
from sample_data.salon.surveys import Answer
from sample_data.salon.till import Receipt
from sample_data.shared.pages import filled, in_words, listed

TEXT = """\
# Quince & Comb

The second sample: eighteen months of a hair salon in Bristol that lives by appointments, as its
booking page (Acuity Scheduling), its till (Loyverse), its survey (Typeform) and Google Business
Profile would export them. Everybody in it is made up. `python sample_data/make_sample.py [DIR]`
writes all of it, this page too, byte for byte the same on every run; the planted constants are in
`stories.py`, the comments in `remarks.py`, the reviews in `reviews.py`.

Open Tuesday to Saturday. The first day is {first_day}, the last trading day {last_day}; the last
booking is for {last_booking}. Prices are in pounds, days are written day first, and the survey's
and Google's times are of UTC while the shop's are of London.

{clients} people with a name, {kept:,} appointments kept, {no_shows} not turned up for
({no_show:.1%} of those not cancelled), {cancelled} cancelled, {ahead} still to come. {receipts:,}
receipts, {walk_ins:.1%} of them of nobody known; {unpaid} appointments were paid online and have no
receipt. {answers} filled-in forms, {reviews} reviews.

## The files

{file_table}

Rows to reject: {cancelled_rows} lines {cancelled_receipt} in `{receipts_file}`; {no_answer} forms
{no_answer_words} in `{survey_file}`. The appointments file was exported with the cancelled ones,
which gives it the column *Canceled*, and carries the answer to one question of the booking page.

## What is planted

**1. The booking tool books twice.** {double_from} to {double_until}, five weeks: of two clients for
one chair one waits. {overlaps} appointments of those weeks overlap another of the same colleague,
{other_overlaps} in any other week. The score of the waiting time falls: top-two-box
{double_box:.0%} against {usual_box:.0%} in all other weeks, mean {double_mean:.2f} against
{usual_mean:.2f}. Google's reviews say the same.

**2. Imogen leaves.** Her last day is {imogen_last}; Tomasz starts on {tomasz_first}. {regulars}
clients were hers, every four to six weeks. {drifting} of them drift off, their last visit no later
than {drift_until}, eight weeks on; {trying} of these give a colleague one try: {drifters}. What
they had booked for later is cancelled.

**3. Parting words.** {partings} of those complained in writing about that one try: {parting_list}.

**4. Bookings ahead.** Who books at checkout has the next appointment when the last one ends:
{at_desk:.0%} of all appointments were booked that way. {ahead} are for days after the last trading
day.

**5. Without an appointment.** {walk_in_clients} men with a profile never book and just come. Of the
receipts of nobody known most are men's cuts and bottles from the shelf; {name_only} people gave
the till a name and nothing else, which recognises nobody.

**6. Who is who.** Two people are called Hannah Price and must stay two ({hannahs}). The Beynons
({beynons}) share one phone, {beynon_phone}, and must stay two. {mistyped_count} people were
mistyped at the till, so that their receipts look like somebody else's: {mistyped}.

**7. Closed** from {closed_from} to {closed_until}, and for the day on {holidays}. No appointment
and no sale on those days. Prices are a little higher from {prices_up} on.

**8. Refunds.** {refunds} bottles were brought back within two weeks.
"""


def _rows(text: str) -> int:
    """How many rows a file has."""
    if text.startswith("{"):
        return len(json.loads(text)["reviews"])
    return sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - 1


def _file_table(files: dict[str, str]) -> str:
    """Rows read, rejected and kept, file by file."""
    rows = ["| file | rows read | rejected | kept |", "|---|---:|---:|---:|"]
    for name, text in files.items():
        read, rejected = _rows(text), sum(stories.REJECTS.get(name, {}).values())
        rows.append(f"| `{name}` | {read:,} | {rejected} | {read - rejected:,} |")
    return "\n".join(rows)


def count_overlaps(diary: list[Appointment]) -> Counter[bool]:
    """Booked appointments that begin before another of the same colleague ends: in the weeks?"""
    ends: dict[tuple[str, object], object] = {}
    counts: Counter[bool] = Counter()
    for made in diary:
        if made.fate == Fate.CANCELLED:
            continue
        key = (made.stylist, made.day)
        if key in ends and made.starts_at < ends[key]:
            counts[is_double_booked_week(made.day)] += 1
        ends[key] = max(ends.get(key, made.ends_at), made.ends_at)
    return counts


def _waiting(answers: list[Answer]) -> dict[str, float]:
    """The waiting score in the five weeks and in all others."""
    figures: dict[str, float] = {}
    for name, is_double in (("double", True), ("usual", False)):
        scores = [
            answer.waiting
            for answer in answers
            if answer.waiting and is_double_booked_week(answer.at.date()) == is_double
        ]
        figures[f"{name}_box"] = sum(score >= 4 for score in scores) / len(scores)
        figures[f"{name}_mean"] = sum(scores) / len(scores)
    return figures


def _parting_list(answers: list[Answer]) -> str:
    """Who wrote, and when."""
    return listed(
        f"{answer.person.name} (here {answer.about.day}, wrote {answer.at.date()})"
        for answer in answers
        if answer.is_parting
    )


def readme(
    people: list[Person],
    diary: list[Appointment],
    receipts: list[Receipt],
    answers: list[Answer],
    files: dict[str, str],
) -> str:
    """The page, with every figure taken from the sample itself."""
    booked = [made for made in diary if made.is_booked]
    fates = Counter(made.fate for made in booked)
    missed = fates[Fate.NO_SHOW]
    sales = [receipt for receipt in receipts if not receipt.is_refund]
    parts = {part: [person for person in people if person.part == part] for part in Part}
    overlaps = count_overlaps([made for made in booked if made.fate != Fate.AHEAD])
    ahead = [made for made in booked if made.fate == Fate.AHEAD]
    page = TEXT.format(
        first_day=in_words(stories.FIRST_DAY),
        last_day=in_words(stories.LAST_DAY),
        last_booking=max(made.day for made in ahead),
        clients=len({made.person.number for made in diary}),
        kept=fates[Fate.KEPT],
        no_shows=missed,
        no_show=missed / (missed + fates[Fate.KEPT]),
        cancelled=fates[Fate.CANCELLED],
        ahead=fates[Fate.AHEAD],
        receipts=len(sales),
        walk_ins=sum(receipt.person is None for receipt in sales) / len(sales),
        unpaid=fates[Fate.KEPT] - sum(r.about is not None and r.about.is_booked for r in sales),
        answers=len(answers),
        reviews=_rows(files[stories.REVIEWS_FILE]),
        file_table=_file_table(files),
        cancelled_rows=stories.REJECTS[stories.RECEIPTS_FILE][stories.CANCELLED_RECEIPT],
        cancelled_receipt=stories.CANCELLED_RECEIPT,
        receipts_file=stories.RECEIPTS_FILE,
        no_answer=stories.REJECTS[stories.SURVEY_FILE][stories.NO_ANSWER],
        no_answer_words=stories.NO_ANSWER,
        survey_file=stories.SURVEY_FILE,
        double_from=in_words(stories.DOUBLE_FROM),
        double_until=in_words(stories.DOUBLE_UNTIL),
        overlaps=overlaps[True],
        other_overlaps=overlaps[False] or "none",
        imogen_last=in_words(stories.IMOGEN_LAST_DAY),
        tomasz_first=in_words(stories.TOMASZ_FIRST_DAY),
        regulars=stories.IMOGENS_REGULARS,
        drifting=stories.DRIFTING,
        drift_until=stories.DRIFT_UNTIL,
        trying=stories.TRYING_ONCE,
        drifters=listed(person.name for person in parts[Part.DRIFTS]),
        partings=stories.PARTING_COMPLAINTS,
        parting_list=_parting_list(answers),
        at_desk=sum(made.booked_by != "" for made in booked) / len(booked),
        walk_in_clients=sum(person.is_walk_in for person in people),
        name_only=stories.NAME_ONLY,
        hannahs=listed(person.email for person in parts[Part.HANNAH]),
        beynons=listed(person.first for person in parts[Part.BEYNON]),
        beynon_phone=parts[Part.BEYNON][0].phone,
        mistyped_count=len(parts[Part.MISTYPED]),
        mistyped=listed(
            f"{person.name} ({person.till_email} for {person.email})"
            for person in parts[Part.MISTYPED]
        ),
        closed_from=in_words(stories.CLOSED_FROM),
        closed_until=in_words(stories.CLOSED_UNTIL),
        holidays=listed(day.isoformat() for day in stories.HOLIDAYS),
        prices_up=stories.PRICES_UP_ON,
        refunds=stories.REFUND_LINES,
        **_waiting(answers),
    )
    return filled(page)
