"""The sample café is what its README says: read back from the files, as an importer would."""

import csv
import io
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from sample_data import make_sample
from sample_data.cafe import stories
from sample_data.cafe.place import Place, crew, hours, is_closed
from sample_data.cafe.remarks import PARTING, SHELVES
from sample_data.cafe.vendors import CUT_OFF_FIELDS, SURVEY_HEADER

FOLDER = Path(make_sample.__file__).parent / "cafe"
README = (FOLDER / "README.md").read_text(encoding="utf-8")

SQUARE_COLUMNS = (
    "Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,"
    "Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,"
    "Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Unit,Count,GTIN,"
    "Itemization Type,Commission,Employee,Fulfillment Note,Channel,Token,Card Brand,PAN Suffix"
)
DIRECTORY_COLUMNS = (
    "Square Customer ID,Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,"
    "Company Name,Street Address 1,Street Address 2,City,State,Postal Code,Birthday,Memo,"
    "Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,"
    "Email Subscription Status,Instant Profile"
)
ACUITY_COLUMNS = (
    '"Start Time","End Time","Timezone","First Name","Last Name","Phone","Email","Type",'
    '"Calendar","Appointment Price","Paid?","Amount Paid Online","Certificate Code","Notes",'
    '"Date Scheduled","Label","Scheduled By","Date Rescheduled","Appointment ID"'
)


def text_of(name: str) -> str:
    """The file as it stands in the repository, line ends untouched."""
    return (FOLDER / name).read_bytes().decode("utf-8")


def rows_of(name: str) -> list[list[str]]:
    """All records after the header."""
    return list(csv.reader(io.StringIO(text_of(name), newline="")))[1:]


def records_of(name: str) -> list[dict[str, str]]:
    """All records by column."""
    return list(csv.DictReader(io.StringIO(text_of(name), newline="")))


def as_day(text: str) -> date | None:
    """The date, or None for a day that no calendar has."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def why_rejected(line: dict[str, str | None]) -> str | None:
    """The planted fault of an item line, if it has one."""
    if line["PAN Suffix"] is None:
        return stories.CUT_OFF
    if as_day(line["Date"]) is None:
        return stories.IMPOSSIBLE_DATE
    if "$" not in line["Net Sales"]:
        return stories.TEXT_FOR_MONEY
    return None if line["Transaction ID"] else stories.NO_TRANSACTION


@pytest.fixture(scope="module")
def lines() -> list[dict[str, str]]:
    """Every good item line once, oldest first."""
    found = {}
    for name in stories.SQUARE_FILES:
        for line in records_of(name):
            if why_rejected(line) is None:
                found[tuple(line.values())] = line
    return sorted(found.values(), key=lambda line: (line["Date"], line["Time"]))


@pytest.fixture(scope="module")
def receipts(lines) -> list[dict[str, str]]:
    """The first line of every sale."""
    sales: dict[str, dict[str, str]] = {}
    for line in lines:
        if line["Event Type"] == "Payment":
            sales.setdefault(line["Transaction ID"], line)
    return list(sales.values())


@pytest.fixture(scope="module")
def visits(receipts) -> dict[str, list[tuple[date, str]]]:
    """Each profile's (day, who served), in order."""
    found = defaultdict(list)
    for receipt in receipts:
        if receipt["Customer ID"]:
            day = date.fromisoformat(receipt["Date"])
            found[receipt["Customer ID"]].append((day, receipt["Employee"]))
    return found


@pytest.fixture(scope="module")
def directory() -> dict[str, dict[str, str]]:
    """The profiles by id."""
    rows = records_of(stories.DIRECTORY_FILE)
    return {row["Square Customer ID"]: row for row in rows if row["Square Customer ID"]}


@pytest.fixture(scope="module")
def answers() -> list[dict[str, str]]:
    """The survey with the day of each form, without the two that cannot be read."""
    found = []
    for row in records_of(stories.SURVEY_FILE):
        if row[SURVEY_HEADER[2]] != "11" and any(row[column] for column in SURVEY_HEADER[2:]):
            day = datetime.strptime(row["Timestamp"][:10], "%Y/%m/%d").date()
            found.append(row | {"day": day})
    return found


def test_the_program_writes_the_committed_files_byte_for_byte(tmp_path):
    written = make_sample.write_sample("cafe", tmp_path)
    assert {path.name for path in written} == {
        path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".md")
    }
    for path in written:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name
    assert sum(path.stat().st_size for path in written) < 5_500_000


def test_headers_are_the_vendors_own():
    for name in stories.SQUARE_FILES:
        assert text_of(name).splitlines()[0] == SQUARE_COLUMNS
    assert text_of(stories.DIRECTORY_FILE).splitlines()[0] == DIRECTORY_COLUMNS
    assert text_of(stories.ACUITY_FILE).split("\r\n")[0] == ACUITY_COLUMNS
    assert text_of(stories.SURVEY_FILE).startswith('"Timestamp","Email Address","How likely are')


@pytest.mark.parametrize("name", list(stories.SQUARE_FILES))
def test_square_rows_to_reject(name):
    faults = Counter(filter(None, map(why_rejected, records_of(name))))
    assert faults == stories.REJECTS[name]
    short = [row for row in rows_of(name) if len(row) != 35]
    assert [len(row) for row in short] == [CUT_OFF_FIELDS] * faults[stories.CUT_OFF]


def test_other_rows_to_reject():
    nobody = [
        row
        for row in records_of(stories.DIRECTORY_FILE)
        if not any(row[column] for column in DIRECTORY_COLUMNS.split(",")[:6])
    ]
    unreadable = [
        row
        for row in records_of(stories.ACUITY_FILE)
        if not row["Start Time"].endswith(("am", "pm"))
    ]
    forms = records_of(stories.SURVEY_FILE)
    no_answer = [row for row in forms if not any(row[column] for column in SURVEY_HEADER[2:])]
    off_scale = [row for row in forms if row[SURVEY_HEADER[2]] == "11"]
    assert stories.REJECTS[stories.DIRECTORY_FILE] == {stories.NOBODY: len(nobody)}
    assert stories.REJECTS[stories.ACUITY_FILE] == {stories.UNREADABLE_START: len(unreadable)}
    assert stories.REJECTS[stories.SURVEY_FILE] == {
        stories.NO_ANSWER: len(no_answer),
        stories.OFF_SCALE: len(off_scale),
    }


@pytest.mark.parametrize("name", [*stories.SQUARE_FILES, stories.DIRECTORY_FILE])
def test_readme_counts_the_lines(name):
    assert f"| `{name}` | {len(rows_of(name)):,} |" in README


def test_the_overlapping_day_is_the_same_in_both_files():
    first, second, _ = (
        [row for row in rows_of(name) if row[0] == stories.OVERLAP_DAY.isoformat()]
        for name in stories.SQUARE_FILES
    )
    assert first == second
    assert len(set(map(tuple, first))) == len(first) > 20


def test_size_of_the_trade(lines, receipts):
    known = sum(bool(receipt["Customer ID"]) for receipt in receipts) / len(receipts)
    assert 24_000 < len(lines) < 27_000
    assert f"{len(receipts):,} receipts ({known:.1%} with a recognised customer)" in README
    assert 0.55 < known < 0.60


def test_nobody_sells_behind_closed_doors_or_off_shift(lines):
    for line in lines:
        day, place = date.fromisoformat(line["Date"]), Place(line["Location"])
        minute = int(line["Time"][:2]) * 60 + int(line["Time"][3:5])
        opens, closes = hours(place, day)
        assert opens <= minute < closes
        assert line["Employee"] in crew(place, day, minute)


def test_no_class_on_a_closed_day():
    starts = [
        datetime.strptime(row["Start Time"], "%B %d, %Y %I:%M %p").date()
        for row in records_of(stories.ACUITY_FILE)
        if row["Start Time"].endswith(("am", "pm"))
    ]
    assert not [day for day in starts if is_closed(day)]
    assert sum(day > stories.LAST_DAY for day in starts) >= 3
    assert max(starts) <= stories.LAST_BOOKING_DAY


def test_refunds(lines):
    refunds = [line for line in lines if line["Event Type"] == "Refund"]
    sale_ids = {line["Transaction ID"] for line in lines if line["Event Type"] == "Payment"}
    assert len(refunds) == stories.REFUND_LINES
    assert all(line["Qty"] == "-1.0" and line["Net Sales"].startswith("-$") for line in refunds)
    assert sale_ids.isdisjoint(line["Transaction ID"] for line in refunds)


def test_maya_takes_regulars_with_her(visits, directory):
    """The README's figures by the till alone, Dana's two profiles joined."""
    joined: dict[str, list[tuple[date, str]]] = defaultdict(list)
    for customer_id, own in visits.items():
        row = directory[customer_id]
        is_dana = (row["First Name"], row["Last Name"]) == stories.DANA
        joined["dana" if is_dana else customer_id] += own
    counts = Counter()
    for own in joined.values():
        end = stories.MAYA_LAST_DAY
        window = [visit for visit in own if end - timedelta(weeks=26) < visit[0] <= end]
        if len({day for day, _ in window}) >= 8 and max(window)[0] > end - timedelta(weeks=6):
            hers = sum(employee == "Maya" for _, employee in window) * 2 > len(window)
            counts[hers] += 1
            counts[hers, "gone"] += max(own)[0] <= stories.DRIFT_UNTIL
    words = " ".join(README.split())
    assert f"{counts[True]} people were hers, of whom {counts[True, 'gone']} were" in words
    assert f"the {counts[False]} regulars of the others by the same rule it was" in words
    assert f"rule it was {counts[False, 'gone']}." in words
    assert counts[True, "gone"] / counts[True] > 5 * counts[False, "gone"] / counts[False]


def test_drifting_regulars_are_named_and_gone(visits, directory):
    words = " ".join(README.split())
    names = words.split("eight weeks on: ")[1].split(".")[0].split(", ")
    ids = {f"{row['First Name']} {row['Last Name']}": key for key, row in directory.items()}
    assert len(names) == stories.DRIFTING
    assert all(visits[ids[name]][-1][0] <= stories.DRIFT_UNTIL for name in names)


def test_returners_were_away_for_two_to_four_months(visits, directory):
    words = " ".join(README.split())
    part = words.split("first visit after): ")[1].split(". **8.")[0].rstrip(".")
    ids = {f"{row['First Name']} {row['Last Name']}": key for key, row in directory.items()}
    entries = part.rstrip(")").split("), ")
    assert len(entries) == stories.RETURNING
    for entry in entries:
        name, _, span = entry.partition(" (")
        before, after = (date.fromisoformat(text) for text in span.split(", "))
        days = [day for day, _ in visits[ids[name]]]
        assert {before, after} <= set(days)
        assert not [day for day in days if before < day < after]
        assert 60 <= (after - before).days <= 130
        assert date(2026, 6, 1) <= after <= date(2026, 8, 31)


def test_speed_falls_in_the_six_weeks_only(answers):
    speed, slow, usual, weeks = SURVEY_HEADER[4], [], [], Counter()
    for answer in answers:
        if answer[speed]:
            is_slow = stories.SLOW_FROM <= answer["day"] <= stories.SLOW_UNTIL
            (slow if is_slow else usual).append(int(answer[speed]))
            weeks[answer["day"].isocalendar()[:2]] += is_slow
    slow_box, usual_box = (sum(s >= 4 for s in group) / len(group) for group in (slow, usual))
    assert f"{slow_box:.0%} against {usual_box:.0%}" in " ".join(README.split())
    assert slow_box < 0.4 < 0.75 < usual_box
    assert [count for count in weeks.values() if count] == [c for c in weeks.values() if c >= 8]
    assert sum(count > 0 for count in weeks.values()) == 6


def test_who_answers_was_there_within_a_week(answers, visits, directory):
    ids = {row["Email Address"].lower(): key for key, row in directory.items()}
    for answer in answers:
        if answer["Email Address"]:
            days = [day for day, _ in visits[ids[answer["Email Address"].lower()]]]
            assert any(0 <= (answer["day"] - day).days <= 7 for day in days)


def test_forms_carry_the_offset_of_their_season(answers):
    for answer in answers:
        is_winter = date(2025, 11, 2) <= answer["day"] <= date(2026, 3, 7)
        assert answer["Timestamp"].endswith("GMT-5" if is_winter else "GMT-4")


def test_comments_are_many_and_rarely_repeated(answers):
    comments = Counter(filter(None, (answer[SURVEY_HEADER[-1]] for answer in answers)))
    assert len({text for shelf in SHELVES for text in shelf.texts}) >= 330
    assert 0.5 < comments.total() / len(answers) < 0.6
    assert max(comments.values()) <= 2
    assert all(text in comments for text in PARTING)


def test_parting_complaints_come_shortly_before_the_last_visit(answers, visits, directory):
    ids = {row["Email Address"].lower(): key for key, row in directory.items()}
    partings = [answer for answer in answers if answer[SURVEY_HEADER[-1]] in PARTING]
    assert len(partings) == stories.PARTING_COMPLAINTS
    for answer in partings:
        last_day = visits[ids[answer["Email Address"].lower()]][-1][0]
        assert timedelta() <= last_day - answer["day"] <= timedelta(days=10)


def test_phones_are_one_persons_except_danas_and_the_okafors(directory):
    owners = defaultdict(list)
    for row in directory.values():
        if row["Phone Number"]:
            owners[row["Phone Number"]].append((row["First Name"], row["Last Name"]))
    shared = sorted(sorted(names) for names in owners.values() if len(names) > 1)
    okafors = sorted((first, "Okafor") for first in stories.OKAFORS)
    assert shared == sorted([okafors, [stories.DANA] * 2])
