"""The README beside the files: what is planted, with the dates and the names it came out with."""

import csv
import io
from datetime import timedelta

from sample_data.cafe import stories
from sample_data.cafe.people import Part, Person
from sample_data.cafe.surveys import Answer
from sample_data.cafe.till import Receipt
from sample_data.shared.pages import filled, in_words, listed

TEXT = """\
# The Corner Lantern

The sample that Regulars shows before a shop has brought its own data: eighteen months of a café in
Portland, Maine, as its till (Square), its booking page (Acuity Scheduling) and its survey (Google
Forms) would export them. Everybody in it is made up. `python sample_data/make_sample.py [DIR]`
writes all of it, this page too, byte for byte the same on every run; the planted constants are in
`stories.py`, the comments in `remarks.py`.

**Harbor Street** is open Monday to Saturday 7:00 to 17:00 and Sunday 8:00 to 14:00; **Market Hall**
is a kiosk, Thursday to Saturday 8:00 to 15:00. The first day is {first_day}, the last trading day
{last_day}; classes are booked until {last_booking}.

{receipts:,} receipts ({share:.1%} with a recognised customer), {refunds} refund lines, {people}
people at the till under {profiles} profiles, {answers} answers to the survey that can be read.

## The files

{file_table}

{overlap_day} is in two Square files, line by line the same: the second time those lines are already
known. Rows to reject:

{reject_list}

## What is planted

**1. Maya leaves.** Her last day is {maya_last}; Leo starts on {leo_first} in her hours. {fans}
loyal regulars were hers. {drifting} of them drift off, their last visit no later than
{drift_until}, eight weeks on: {drifters}.

By the till alone (at least 8 visit days in the 26 weeks up to her last day, the latest in its last
six weeks, more than half of those receipts rung up by her) {mayas} people were hers, of whom
{mayas_gone} were last seen by {drift_until}. Of the {others} regulars of the others by the same
rule it was {others_gone}.

**2. The slow second till.** {slow_from} to {slow_until} at Harbor Street. The speed score falls:
top-two-box {slow_box:.0%} against {usual_box:.0%} in all other weeks, mean {slow_mean:.2f} against
{usual_mean:.2f}. The recommend score dips with it ({slow_recommend:.2f} against
{usual_recommend:.2f}); nothing else moves. Every one of those weeks has at least 8 speed scores.

**3. Closed for renovation** from {closed_from} to {closed_until}, and for the day on {holidays}. No
sale and no class on those days. Prices are a little higher from {prices_up} on.

**4. Walk-ins.** {walk_ins:.1%} of the receipts have no customer id.

**5. Who is who.** Dana Whitfield is one person with two profiles, `{dana_first}` and, from December
2025 on, also `{dana_second}`: two e-mails, one phone, {dana_phone}. The Okafors ({okafors}) are
four people who share one phone, {okafor_phone}, and must stay four.

**6. Refunds.** {refunds} lines, each a transaction of its own, on the day of the sale or the next.

**7. Back in summer 2026.** {returning} regulars stayed away for two to four months and came back
(last visit before, first visit after): {returners}.

**8. Parting words.** {partings} drifting regulars complained in writing within ten days before
their last visit: {parting_list}.

**9. Smaller things.** Who leaves tends to score low in the two months before. Maya's regulars score
their greeting a little lower after she left. Comments fit the scores, the receipt and the season:
the queue in the six weeks, the renovation in January and February 2026, Maya missed from March on.
"""


def _visits(receipts: list[Receipt]) -> dict[int, list[Receipt]]:
    """The sales of each person, in order."""
    visits: dict[int, list[Receipt]] = {}
    for receipt in receipts:
        if receipt.visit.person and not receipt.is_refund:
            visits.setdefault(receipt.visit.person.number, []).append(receipt)
    return visits


def _exposure(visits: dict[int, list[Receipt]]) -> dict[str, int]:
    """Maya's regulars and the others', by the till alone, and how many of each were lost."""
    last_day = stories.MAYA_LAST_DAY
    counts = dict.fromkeys(("mayas", "mayas_gone", "others", "others_gone"), 0)
    for own in visits.values():
        window = [sale for sale in own if 0 <= (last_day - sale.day).days < 26 * 7]
        is_regular = len({sale.day for sale in window}) >= 8
        if is_regular and window[-1].day > last_day - timedelta(weeks=6):
            hers = sum(sale.employee == "Maya" for sale in window)
            side = "mayas" if hers * 2 > len(window) else "others"
            counts[side] += 1
            counts[f"{side}_gone"] += own[-1].day <= stories.DRIFT_UNTIL
    return counts


def _scores(answers: list[Answer]) -> dict[str, float]:
    """Speed and recommend inside and outside the six weeks, by the day the form was sent."""
    groups: dict[str, list[Answer]] = {"slow": [], "usual": []}
    for answer in answers:
        is_slow = stories.SLOW_FROM <= answer.at.date() <= stories.SLOW_UNTIL
        groups["slow" if is_slow else "usual"].append(answer)
    figures = {}
    for name, group in groups.items():
        speeds = [answer.scores["speed"] for answer in group if answer.scores["speed"] is not None]
        recommends = [answer.recommend for answer in group if answer.recommend is not None]
        figures[f"{name}_box"] = sum(speed >= 4 for speed in speeds) / len(speeds)
        figures[f"{name}_mean"] = sum(speeds) / len(speeds)
        figures[f"{name}_recommend"] = sum(recommends) / len(recommends)
    return figures


def _returners(people: list[Person], visits: dict[int, list[Receipt]]) -> list[str]:
    """Each returner with the last day before and the first day after."""
    entries = []
    for person in people:
        if person.part == Part.RETURNS:
            gone_on, back_on = person.away[0]
            before = max(sale.day for sale in visits[person.number] if sale.day < gone_on)
            after = min(sale.day for sale in visits[person.number] if sale.day > back_on)
            entries.append(f"{person.name} ({before}, {after})")
    return entries


def _partings(answers: list[Answer], visits: dict[int, list[Receipt]]) -> list[str]:
    """Each drifting regular's planted complaint and last visit."""
    return [
        f"{answer.person.name} (wrote {answer.at.date()}, last here "
        f"{visits[answer.person.number][-1].day})"
        for answer in answers
        if answer.is_parting
    ]


def _file_table(files: dict[str, str]) -> str:
    """Lines read, already known, rejected and kept, file by file."""
    rows = ["| file | lines read | already known | rejected | kept |", "|---|---:|---:|---:|---:|"]
    overlap = f"{stories.OVERLAP_DAY},"
    names = list(stories.SQUARE_FILES)
    for name, text in files.items():
        read = sum(1 for _ in csv.reader(io.StringIO(text, newline=""))) - 1
        rejected = sum(stories.REJECTS[name].values())
        is_second = len(names) > 1 and name == names[1]
        known = sum(line.startswith(overlap) for line in text.splitlines()) if is_second else 0
        kept = read - known - rejected
        rows.append(f"| `{name}` | {read:,} | {known} | {rejected} | {kept:,} |")
    return "\n".join(rows)


def _reject_list() -> str:
    """What is wrong with the rows to reject, file by file."""
    return "\n".join(
        f"- `{name}`: " + listed([f"{count} {why}" for why, count in reasons.items()])
        for name, reasons in stories.REJECTS.items()
    )


def readme(
    people: list[Person], receipts: list[Receipt], answers: list[Answer], files: dict[str, str]
) -> str:
    """The page, with every figure taken from the sample itself."""
    visits = _visits(receipts)
    sales = [receipt for receipt in receipts if not receipt.is_refund]
    known = sum(sale.customer_id != "" for sale in sales) / len(sales)
    parts = {part: [person for person in people if person.part == part] for part in Part}
    dana, okafors = parts[Part.DANA][0], parts[Part.OKAFOR]
    page = TEXT.format(
        first_day=in_words(stories.FIRST_DAY),
        last_day=in_words(stories.LAST_DAY),
        last_booking=stories.LAST_BOOKING_DAY,
        receipts=len(sales),
        share=known,
        walk_ins=1 - known,
        refunds=stories.REFUND_LINES,
        people=len(visits),
        profiles=len({sale.customer_id for sale in sales} - {""}),
        answers=len(answers),
        file_table=_file_table(files),
        reject_list=_reject_list(),
        overlap_day=stories.OVERLAP_DAY,
        maya_last=in_words(stories.MAYA_LAST_DAY),
        leo_first=in_words(stories.LEO_FIRST_DAY),
        fans=stories.MAYA_REGULARS,
        drifting=stories.DRIFTING,
        drift_until=stories.DRIFT_UNTIL,
        drifters=listed([person.name for person in parts[Part.DRIFTS]]),
        slow_from=in_words(stories.SLOW_FROM),
        slow_until=in_words(stories.SLOW_UNTIL),
        closed_from=in_words(stories.CLOSED_FROM),
        closed_until=in_words(stories.CLOSED_UNTIL),
        holidays=listed([day.isoformat() for day in stories.HOLIDAYS]),
        prices_up=stories.PRICES_UP_ON,
        dana_first=dana.ids[0],
        dana_second=dana.ids[1],
        dana_phone=dana.phone,
        okafors=listed([person.first for person in okafors]),
        okafor_phone=okafors[0].phone,
        returning=stories.RETURNING,
        returners=listed(_returners(people, visits)),
        partings=stories.PARTING_COMPLAINTS,
        parting_list=listed(_partings(answers, visits)),
        **_exposure(visits),
        **_scores(answers),
    )
    return filled(page)
