"""The sample salon is what its README says: read back from the files, as an importer would."""

import csv
import io
import json
import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sample_data import make_sample
from sample_data.salon import stories
from sample_data.salon.place import BY_NAME, hours, is_closed, works
from sample_data.salon.remarks import PARTING, SHELVES
from sample_data.salon.vendors import QUESTIONS, as_utc

FOLDER = Path(make_sample.__file__).parent / "salon"
README = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())

RECEIPT_COLUMNS = (
    "Date,Receipt number,Receipt type,Category,SKU,Item,Variant,Modifiers applied,Quantity,"
    "Gross sales,Discounts,Net sales,Cost of goods,Gross profit,Taxes,POS,Store,Cashier name,"
    "Customer name,Customer contacts,Comment,Status"
)
CUSTOMER_COLUMNS = (
    "Customer ID,Customer name,Email,Phone,First visit,Last visit,Total visits,Total spent,Address"
)


def text_of(name: str) -> str:
    return (FOLDER / name).read_bytes().decode("utf-8")


def records_of(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text_of(name), newline="")))


def start_of(row: dict[str, str]) -> datetime:
    return datetime.strptime(row["Start Time"], "%B %d, %Y %I:%M %p")


@pytest.fixture(scope="module")
def diary() -> list[dict[str, str]]:
    return records_of(stories.APPOINTMENTS_FILE)


@pytest.fixture(scope="module")
def kept(diary) -> list[dict[str, str]]:
    return [
        row
        for row in diary
        if row["Canceled"] == "no"
        and row["Label"] != "No Show"
        and start_of(row).date() <= stories.LAST_DAY
    ]


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    """The item lines that hold."""
    return [row for row in records_of(stories.RECEIPTS_FILE) if row["Status"] == "Closed"]


@pytest.fixture(scope="module")
def forms() -> list[dict[str, str]]:
    return [
        row
        for row in records_of(stories.SURVEY_FILE)
        if any(row[question] for question in QUESTIONS)
    ]


def sold_at(line: dict[str, str]) -> datetime:
    return datetime.strptime(line["Date"], "%d/%m/%Y %H:%M")


def sent_on(form: dict[str, str]) -> date:
    return date.fromisoformat((form["Submit Date (UTC)"] or form["Stage Date (UTC)"])[:10])


def test_the_program_writes_the_committed_files_byte_for_byte(tmp_path):
    written = make_sample.write_sample("salon", tmp_path)
    assert {path.name for path in written} == {*stories.FILES, "README.md"}
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name
    assert sum(path.stat().st_size for path in written) < 2_000_000


def test_headers_are_the_vendors_own():
    first = text_of(stories.APPOINTMENTS_FILE).split("\r\n")[0]
    assert first.startswith('"Start Time","End Time","Timezone","First Name","Last Name","Phone",')
    assert first.endswith('"Have you had a patch test in the last six months?","Canceled"')
    assert text_of(stories.RECEIPTS_FILE).splitlines()[0] == RECEIPT_COLUMNS
    assert text_of(stories.CUSTOMERS_FILE).splitlines()[0] == CUSTOMER_COLUMNS
    header = text_of(stories.SURVEY_FILE).splitlines()[0]
    assert header.startswith("#,How likely are you to recommend us to a friend?,")
    assert header.endswith(
        ",Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending"
    )
    assert set(json.loads(text_of(stories.REVIEWS_FILE))) == {"reviews"}


def test_rows_to_reject(forms):
    receipts = records_of(stories.RECEIPTS_FILE)
    assert Counter(row["Status"] for row in receipts)["Cancelled"] == 6
    assert len(records_of(stories.SURVEY_FILE)) - len(forms) == 4
    assert stories.REJECTS[stories.RECEIPTS_FILE] == {stories.CANCELLED_RECEIPT: 6}
    assert stories.REJECTS[stories.SURVEY_FILE] == {stories.NO_ANSWER: 4}


def test_readme_counts_the_rows():
    for name in stories.FILES:
        rows = json.loads(text_of(name))["reviews"] if name.endswith("json") else records_of(name)
        assert f"| `{name}` | {len(rows):,} |" in README


def test_the_size_of_the_trade(diary, kept, lines):
    people = {(row["First Name"], row["Last Name"], row["Phone"], row["Email"]) for row in diary}
    assert 430 < len(people) < 490
    assert f"{len(kept):,} appointments kept" in README
    missed = sum(row["Label"] == "No Show" for row in diary)
    assert f"{missed} not turned up for ({missed / (missed + len(kept)):.1%}" in README
    assert 0.05 < missed / (missed + len(kept)) < 0.075
    receipts = {line["Receipt number"] for line in lines if line["Receipt type"] == "Sale"}
    nobodys = {line["Receipt number"] for line in lines if not line["Customer contacts"]}
    assert len(receipts) > 3_500
    assert 0.15 < len(nobodys & receipts) / len(receipts) < 0.25


def test_bookings_ahead_were_made_by_the_last_day(diary):
    ahead = [
        row for row in diary if start_of(row).date() > stories.LAST_DAY and row["Canceled"] == "no"
    ]
    assert f"{len(ahead)} are for days after the last trading day" in README
    assert len(ahead) > 100
    for row in diary:
        booked_on = date.fromisoformat(row["Date Scheduled"])
        assert booked_on <= min(start_of(row).date(), stories.LAST_DAY)
    assert len({row["Appointment ID"] for row in diary}) == len(diary)


def test_nobody_works_behind_closed_doors_or_off_shift(diary, lines):
    for row in diary:
        day = start_of(row).date()
        assert works(row["Calendar"], day), row
        opens, closes = hours(day)
        start = start_of(row).hour * 60 + start_of(row).minute
        assert opens <= start
        assert start + BY_NAME[row["Type"]].minutes <= closes
    for line in lines:
        assert hours(sold_at(line).date()), line
    assert is_closed(date(2025, 12, 26))


def test_one_chair_is_given_to_two_in_the_five_weeks_only(diary):
    ends: dict[tuple[str, date], datetime] = {}
    overlaps = Counter()
    for row in diary:
        start = start_of(row)
        if row["Canceled"] == "yes" or start.date() > stories.LAST_DAY:
            continue
        key = (row["Calendar"], start.date())
        is_five = stories.DOUBLE_FROM <= start.date() <= stories.DOUBLE_UNTIL
        overlaps[is_five] += key in ends and start < ends[key]
        end = datetime.strptime(row["End Time"], "%B %d, %Y %I:%M %p")
        ends[key] = max(end, ends.get(key, end))
    assert overlaps[False] == 0
    assert overlaps[True] > 30
    assert f"{overlaps[True]} appointments of those weeks overlap" in README


def test_waiting_falls_in_the_five_weeks_only(forms):
    question, double, usual = QUESTIONS[2], [], []
    weeks = Counter()
    for form in forms:
        if form[question]:
            is_five = stories.DOUBLE_FROM <= sent_on(form) <= stories.DOUBLE_UNTIL
            (double if is_five else usual).append(int(form[question]))
            weeks[sent_on(form).isocalendar()[:2]] += is_five
    double_box, usual_box = (sum(s >= 4 for s in group) / len(group) for group in (double, usual))
    assert f"{double_box:.0%} against {usual_box:.0%}" in README
    assert double_box < 0.35 < 0.75 < usual_box
    assert sorted(count >= 8 for count in weeks.values() if count) == [True] * 5


def names_after(words: str) -> list[str]:
    return README.split(words)[1].split(".")[0].split(", ")


def test_imogens_clients_drift_off_and_their_bookings_are_cancelled(diary, kept):
    own = defaultdict(list)
    for row in kept:
        own[f"{row['First Name']} {row['Last Name']}"].append(row)
    drifters = names_after("give a colleague one try: ")
    assert len(drifters) == stories.DRIFTING
    tried = 0
    for name in drifters:
        days = [start_of(row).date() for row in own[name]]
        assert days[-1] <= stories.DRIFT_UNTIL
        assert len(days) >= 4
        before = [row for row in own[name] if start_of(row).date() <= stories.IMOGEN_LAST_DAY]
        assert {row["Calendar"] for row in before} == {"Imogen"}
        tried += len(before) < len(own[name])
    assert tried == stories.TRYING_ONCE
    later = [
        row
        for row in diary
        if f"{row['First Name']} {row['Last Name']}" in drifters
        and start_of(row).date() > stories.DRIFT_UNTIL
    ]
    assert all(row["Canceled"] == "yes" for row in later)
    assert not [
        row
        for row in diary
        if row["Calendar"] == "Imogen" and start_of(row).date() > stories.IMOGEN_LAST_DAY
    ]


def test_parting_words_are_about_the_one_try(forms, kept):
    names = {row["Email"]: f"{row['First Name']} {row['Last Name']}" for row in kept}
    partings = [form for form in forms if form[QUESTIONS[3]] in PARTING]
    assert len(partings) == stories.PARTING_COMPLAINTS
    for form in partings:
        name = names[form[QUESTIONS[4]]]
        (last,) = re.findall(rf"{name} \(here (\S+), wrote {sent_on(form)}\)", README)
        days = [
            start_of(row).date()
            for row in kept
            if f"{row['First Name']} {row['Last Name']}" == name
        ]
        assert days[-1].isoformat() == last
        assert int(form[QUESTIONS[0]]) <= 4


def test_who_answers_was_there_within_a_week(forms, kept):
    days = defaultdict(list)
    for row in kept:
        days[row["Email"]].append(start_of(row).date())
    answered = [form for form in forms if form[QUESTIONS[4]]]
    assert len(answered) > 0.75 * len(forms)
    for form in answered:
        gaps = [(sent_on(form) - day).days for day in days[form[QUESTIONS[4]]]]
        assert any(0 <= gap <= 7 for gap in gaps)


def test_comments_are_many_and_rarely_repeated(forms):
    comments = Counter(form[QUESTIONS[3]] for form in forms if form[QUESTIONS[3]])
    assert len({text for shelf in SHELVES for text in shelf.texts}) >= 180
    assert comments.total() > 180
    assert max(comments.values()) <= 2


def test_reviews_are_as_written():
    reviews = json.loads(text_of(stories.REVIEWS_FILE))["reviews"]
    assert len(reviews) >= 40
    assert len({review["reviewId"] for review in reviews}) == len(reviews)
    stars = Counter(review["starRating"] for review in reviews)
    assert set(stars) == {"ONE", "TWO", "THREE", "FOUR", "FIVE"}
    assert sum("comment" not in review for review in reviews) >= 5
    assert sum("(Original)" in review.get("comment", "") for review in reviews) == 2
    five_weeks = [
        review["starRating"]
        for review in reviews
        if str(stories.DOUBLE_FROM) <= review["createTime"] <= str(stories.DOUBLE_UNTIL)
    ]
    assert len(five_weeks) >= 5
    assert not {"FOUR", "FIVE"} & set(five_weeks)


def test_contacts_are_one_persons_except_the_beynons(diary):
    owners = defaultdict(set)
    for row in diary:
        for contact in (row["Phone"], row["Email"]):
            if contact:
                owners[contact].add((row["First Name"], row["Last Name"]))
    shared = [sorted(names) for names in owners.values() if len(names) > 1]
    assert shared == [[(first, "Beynon") for first in sorted(stories.BEYNONS)]]
    hannahs = {
        (row["Email"], row["Phone"])
        for row in diary
        if (row["First Name"], row["Last Name"]) == stories.HANNAHS
    }
    assert len({email for email, _ in hannahs}) == len({phone for _, phone in hannahs}) == 2
    for row in diary:
        assert re.fullmatch(r"('\+447700900\d{3})?", row["Phone"])
        assert re.fullmatch(r"(\S+@example\.(com|org|net))?", row["Email"])


def test_prices_and_refunds(lines):
    for line in lines:
        day, service = sold_at(line).date(), BY_NAME.get(line["Item"])
        if service:
            assert line["Gross sales"] == f"{service.price(day)}.00"
        net = float(line["Gross sales"]) - float(line["Discounts"])
        assert float(line["Net sales"]) == pytest.approx(net, abs=0.001)
    refunds = [line for line in lines if line["Receipt type"] == "Refund"]
    assert len(refunds) == stories.REFUND_LINES
    assert all(line["Net sales"].startswith("-") for line in refunds)
    assert any(line["Item"] == "Tip" for line in lines)


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2025-06-01 12:00", "2025-06-01 11:00"),
        ("2025-10-26 00:30", "2025-10-25 23:30"),
        ("2025-10-26 12:00", "2025-10-26 12:00"),
        ("2026-03-29 12:00", "2026-03-29 11:00"),
        ("2026-01-15 08:00", "2026-01-15 08:00"),
    ],
)
def test_times_of_utc_keep_summer_time(local, utc):
    assert as_utc(datetime.fromisoformat(local)) == datetime.fromisoformat(utc)


def test_who_walks_in_is_at_the_till_and_not_in_the_diary(diary, lines):
    booked = {f"{row['First Name']} {row['Last Name']}" for row in diary}
    own = Counter()
    for line in lines:
        name = line["Customer name"]
        if name and line["Customer contacts"] and name not in booked and line["Item"] in BY_NAME:
            own[name] += 1
    (count,) = re.findall(r"(\d+) men with a profile never book", README)
    assert len([name for name in own if own[name] >= 1]) == int(count)
    assert timedelta(days=1) < sold_at(lines[0]) - sold_at(lines[-1])
