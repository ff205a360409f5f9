"""Taking files: nothing is lost, nothing is counted twice, and a refused file leaves no trace."""

import shutil
from pathlib import Path

import pytest

from regulars.intake import sheet_import
from regulars.intake.file_import import take
from regulars.intake.reading import progress
from regulars.intake.report import Report
from regulars.store.store import Store
from tests.tables import (
    acuity_appointments,
    contents,
    google_forms,
    rows_of,
    shopify_orders,
    square_customers,
    square_items,
    take_text,
)

GOOD = {
    "square_items": (
        "sales",
        square_items("receipt | customer | date\nR1 | ana | 2026-03-02\nR2 | | 2026-03-03"),
        "receipt_line",
    ),
    "square_customers": (
        "customers",
        square_customers("customer | name | phone\nana | Ana Bo | 6035550107\nben | |"),
        "customer_record",
    ),
    "acuity_appointments": (
        "visits",
        acuity_appointments("start | name\n2026-03-02 09:00 | Ana Bo\n2026-03-03 09:00 |"),
        "appointment",
    ),
    "shopify_orders": (
        "sales",
        shopify_orders(
            "Name | Created at | Lineitem quantity | Lineitem name | Lineitem price\n"
            "#1 | 2026-03-02 08:00:00 -0500 | 1 | Mug | 4\n"
            "#2 | 2026-03-03 08:00:00 -0500 | 1 | Mug | 4"
        ),
        "receipt_line",
    ),
    "google_forms": (
        "satisfaction",
        google_forms("date | How was it?\n2026-03-02 | 4\n2026-03-03 | 5"),
        "response",
    ),
}

# One row of each export that is no use.
BAD_ROW = {
    "square_items": ("2026-03-02", "2026-02-30"),
    "square_customers": ("ben,", ","),
    "acuity_appointments": ("March 2, 2026 9:00 am", "March 32, 2026 9:00 am"),
    "shopify_orders": ("2026-03-02 08:00:00", "2026-02-30 08:00:00"),
    "google_forms": ("2026/03/02", "2026/13/02"),
}


def assert_adds_up(store, report: Report, table: str) -> None:
    """read = kept + known + rejected, in the report, in the import's record and in the tables."""
    assert report.read == report.kept + report.known + report.rejected
    assert rows_of(
        store,
        "select read_count, kept_count, known_count, rejected_count from exports.import "
        f"where import_id = {report.import_id}",
    ) == [(report.read, report.kept, report.known, report.rejected)]
    kept = f"from exports.{table} where import_id = {report.import_id}"
    assert rows_of(store, f"select count(distinct row_number) {kept}") == [(report.kept,)]
    rejected = f"from exports.rejected_row where import_id = {report.import_id}"
    assert rows_of(store, f"select count(*), count(distinct row_number) {rejected}") == [
        (report.rejected, report.rejected)
    ]
    assert sum(report.reasons.values()) == report.rejected


@pytest.mark.usefixtures("facts_left_alone")
@pytest.mark.parametrize("name", GOOD)
def test_every_export_is_understood_and_adds_up(empty_store, tmp_path, name):
    kind, text, table = GOOD[name]
    report = take_text(empty_store, tmp_path, text)
    assert (report.error, report.format, report.kind) == (None, name, kind)
    assert (report.read, report.kept, report.known, report.rejected) == (2, 2, 0, 0)
    assert_adds_up(empty_store, report, table)


@pytest.mark.usefixtures("facts_left_alone")
@pytest.mark.parametrize("name", GOOD)
def test_the_same_file_again_changes_nothing_but_already_known(empty_store, tmp_path, name):
    _, text, table = GOOD[name]
    take_text(empty_store, tmp_path, text)
    before = contents(empty_store)
    again = take_text(empty_store, tmp_path, text, name="again.csv")
    assert (again.read, again.kept, again.known, again.rejected) == (2, 0, 2, 0)
    assert_adds_up(empty_store, again, table)
    after = contents(empty_store)
    for counted in ("exports.import", "exports.import_number"):
        assert after.pop(counted) != before.pop(counted)
    # That this file brought them too is written down, so that the first can be taken back.
    for seen in ("exports.sighting", "exports.handle_pair", "exports.handle_name"):
        before.pop(seen)
        assert {row[0] for row in after.pop(seen)} <= {1, 2} or seen != "exports.sighting"
    assert after == before


@pytest.mark.usefixtures("facts_left_alone")
@pytest.mark.parametrize("name", GOOD)
def test_a_row_that_is_no_use_is_rejected_alone(empty_store, tmp_path, name):
    _, text, table = GOOD[name]
    good, bad = BAD_ROW[name]
    assert text.count(good) == 1
    report = take_text(empty_store, tmp_path, text.replace(good, bad))
    assert (report.read, report.kept, report.rejected) == (2, 1, 1)
    assert_adds_up(empty_store, report, table)


@pytest.mark.usefixtures("facts_left_alone")
@pytest.mark.parametrize("name", GOOD)
def test_rows_all_of_no_use_are_rejected_and_the_file_is_remembered(empty_store, tmp_path, name):
    _, text, table = GOOD[name]
    header = text.split("\n", 1)[0]
    report = take_text(empty_store, tmp_path, f"{header}\nx\ny\n")
    assert (report.read, report.kept, report.rejected) == (2, 0, 2)
    assert_adds_up(empty_store, report, table)


@pytest.mark.usefixtures("facts_left_alone")
def test_exports_that_overlap(empty_store, tmp_path):
    """Tuesday is in both files; Monday's file was written when R3 had one line only."""
    monday = square_items(
        """
        receipt | date       | item
        R1      | 2026-03-02 | Latte
        R2      | 2026-03-03 | Latte
        R3      | 2026-03-03 | Mocha
        """
    )
    tuesday = square_items(
        """
        receipt | date       | item
        R4      | 2026-03-04 | Latte
        R2      | 2026-03-03 | Latte
        R3      | 2026-03-03 | Mocha
        R3      | 2026-03-03 | Cookie
        """
    )
    take_text(empty_store, tmp_path, monday)
    report = take_text(empty_store, tmp_path, tuesday)
    assert (report.read, report.kept, report.known) == (4, 2, 2)
    assert rows_of(
        empty_store, "select receipt_id, item from exports.receipt_line order by all"
    ) == [("R1", "Latte"), ("R2", "Latte"), ("R3", "Cookie"), ("R3", "Mocha"), ("R4", "Latte")]


@pytest.mark.usefixtures("facts_left_alone")
def test_two_flat_whites_on_one_receipt_are_two_lines_and_stay_two(empty_store, tmp_path):
    two = square_items("receipt | date | item\n" + "R1 | 2026-03-02 | Flat White\n" * 2)
    three = square_items("receipt | date | item\n" + "R1 | 2026-03-02 | Flat White\n" * 3)
    reports = [take_text(empty_store, tmp_path, text) for text in (two, two, three, two)]
    assert [(report.kept, report.known) for report in reports] == [(2, 0), (0, 2), (1, 2), (0, 2)]
    assert rows_of(empty_store, "select count(*) from exports.receipt_line") == [(3,)]


@pytest.mark.usefixtures("facts_left_alone")
def test_a_customer_or_appointment_twice_in_one_file_is_one(empty_store, tmp_path):
    people = square_customers("customer | name\nana | Ana Bo\nana | Ana Bo")
    booked = acuity_appointments("id | start\n7 | 2026-03-02 09:00\n7 | 2026-03-02 09:00")
    for text, table in ((people, "customer_record"), (booked, "appointment")):
        report = take_text(empty_store, tmp_path, text)
        assert (report.kept, report.known) == (1, 1)
        assert_adds_up(empty_store, report, table)


@pytest.mark.usefixtures("facts_left_alone")
def test_the_same_ids_from_two_vendors_are_two_rows(empty_store, tmp_path):
    take_text(empty_store, tmp_path, square_items("receipt | date\n#1 | 2026-03-02"))
    report = take_text(empty_store, tmp_path, GOOD["shopify_orders"][1])
    assert report.kept == 2


REFUSED = {
    "empty": "",
    "header only": GOOD["square_items"][1].split("\n")[0],
    "unknown": "a,b\n1,2\n",
    "needed column missing": GOOD["square_items"][1].replace("Net Sales", "Netto"),
    "swallowed rows": GOOD["square_items"][1].replace("Latte", '"Latte', 1),
    "no question": "Timestamp,Email Address\n2026/03/02 9:00:00 AM,a@b.c\n",
}


@pytest.mark.usefixtures("facts_left_alone")
def test_a_refused_file_leaves_the_store_as_it_was(empty_store, tmp_path):
    for _, text, _ in GOOD.values():
        take_text(empty_store, tmp_path, text)
    before, version = contents(empty_store), empty_store.version
    for name, text in REFUSED.items():
        report = take_text(empty_store, tmp_path, text, name=f"{name}.csv")
        assert report.error is not None, name
        blank = Report(file=f"{name}.csv", columns=report.columns, error=report.error)
        assert report == blank
        assert contents(empty_store) == before, name
    assert empty_store.version == version


@pytest.mark.usefixtures("facts_left_alone")
def test_a_failure_in_the_middle_takes_the_whole_file_back(empty_store, tmp_path, monkeypatch):
    """Rejected rows and people have been written by then: they go too."""
    take_text(empty_store, tmp_path, GOOD["square_items"][1])
    before = contents(empty_store)

    def fail(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(sheet_import, "guess_settings", fail)
    with pytest.raises(ZeroDivisionError):
        take_text(empty_store, tmp_path, GOOD["square_customers"][1])
    assert contents(empty_store) == before


def test_of_two_files_the_good_one_is_taken_in_either_order(empty_store, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(GOOD["square_items"][1])
    bad.write_bytes(b"%PDF-1.7")
    first = take(empty_store, [(bad.name, bad), (good.name, good)])
    assert [(report.file, report.kept, report.error is None) for report in first] == [
        ("bad.csv", 0, False),
        ("good.csv", 2, True),
    ]
    assert rows_of(empty_store, "select count(*) from facts.visit") == [(2,)]
    second = take(empty_store, [(good.name, good), (bad.name, bad)])
    assert [(report.known, report.error is None) for report in second] == [(2, True), (0, False)]


@pytest.mark.usefixtures("facts_left_alone")
def test_the_name_that_a_person_gave_is_shown_not_that_of_the_spool(empty_store, tmp_path):
    path = tmp_path / "a8f3.upload"
    path.write_text(GOOD["square_items"][1])
    report = take(empty_store, [("March sales.csv", path)])[0]
    assert report.file == "March sales.csv"
    assert rows_of(empty_store, "select file_name from exports.import") == [("March sales.csv",)]


@pytest.mark.usefixtures("facts_left_alone")
def test_a_file_that_the_store_may_not_read_is_refused(tmp_path, empty_path):
    path = tmp_path / "till.csv"
    path.write_text(GOOD["square_items"][1])
    with Store.open(Path(shutil.copy(empty_path, tmp_path / "shop.duckdb"))) as store:
        report = take(store, [("till.csv", path)])[0]
        assert report.error is not None
        assert "could not be read as a table, and nothing of it was kept" in report.error


@pytest.mark.usefixtures("facts_left_alone")
def test_nothing_of_a_row_is_written_to_the_log(empty_store, tmp_path, caplog):
    secret = "ana.secret@example.org"
    for text in (
        square_customers(f"customer | email\n | \nana | {secret}"),
        GOOD["square_items"][1].replace("Latte", f'"{secret}', 1),
    ):
        take_text(empty_store, tmp_path, text)
    assert secret not in caplog.text


def test_progress_goes_from_nothing_to_done(empty_store, tmp_path):
    told: list[tuple[float, str]] = []
    files = []
    for name in ("square_items", "square_customers"):
        path = tmp_path / f"{name}.csv"
        path.write_text(GOOD[name][1])
        files.append((path.name, path))
    take(empty_store, files, progress=lambda done, words: told.append((done, words)))
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert all(0 <= done <= 1 for done in shares)
    assert told[-1] == (1.0, "done")
    assert "working out who your regulars are" in [words for _, words in told]


@pytest.mark.usefixtures("facts_left_alone")
def test_progress_that_raises_stops_the_import_and_keeps_nothing(
    empty_store, tmp_path, monkeypatch
):
    monkeypatch.setattr(progress, "PROGRESS_SECONDS", 0.0)
    path = tmp_path / "big.csv"
    path.write_text(square_items([{"date": "2026-03-02"}] * 20_000))
    before = contents(empty_store)

    def stop(done: float, words: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        take(empty_store, [(path.name, path)], progress=stop)
    assert contents(empty_store) == before
    assert take(empty_store, [(path.name, path)])[0].kept == 20_000


def test_only_known_rows_rebuild_nothing(empty_store, tmp_path):
    take_text(empty_store, tmp_path, GOOD["square_items"][1])
    version = empty_store.version
    take_text(empty_store, tmp_path, GOOD["square_items"][1])
    assert empty_store.version == version + 1
