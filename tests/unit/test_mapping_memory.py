"""How an export was read is remembered for the next one of the same program, and for no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.store.store import Store
from tests.tables import rows_of, square_items, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")

# "due" is what a person says was sold for.
HEADER = ["date", "receipt", "guest no", "item", "total", "due", "till", "shift", "desk", "note"]
CELLS = ["2026-03-02", "R1", "7", "Latte", "5.00", "4.00", "a1", "early", "north", "x"]
FIELDS = {"date": "date", "receipt_id": "receipt", "customer_id": "guest no", "net": "due"}


def export(columns: list[str], receipt: str = "R1") -> str:
    """A row of these columns; one that HEADER does not have is empty."""
    row = dict(zip(HEADER, CELLS, strict=True)) | {"receipt": receipt}
    return f"{','.join(columns)}\n{','.join(row.get(column, '') for column in columns)}\n"


def net_of(store: Store, receipt: str) -> list[float]:
    sql = "select net::double, receipt_id from exports.receipt_line where is_current"
    return [net for net, receipt_id in rows_of(store, sql) if receipt_id == receipt]


@pytest.fixture
def store(empty_store: Store, tmp_path: Path) -> Store:
    """A manager said how the program's first export is to be read."""
    path = tmp_path / "sold.csv"
    path.write_text(export(HEADER), encoding="utf-8")
    choices = Choices(kind="sales", fields=FIELDS, vendor="till", is_confirmed=True)
    (report,) = take(empty_store, [(path.name, path)], choices=choices)
    assert report.error is None
    assert net_of(empty_store, "R1") == [4]
    return empty_store


@pytest.mark.parametrize(
    ("columns", "is_known"),
    [
        (HEADER, True),
        (HEADER[:7], True),
        ([*HEADER, "one", "two", "three", "four"], True),
        (HEADER[:6], False),
        ([*HEADER, "one", "two", "three", "four", "five"], False),
        (["due total" if column == "due" else column for column in HEADER], False),
    ],
    ids=["the same", "7 of 10", "10 of 14", "6 of 10", "10 of 15", "one that was read is gone"],
)
def test_an_export_with_seven_tenths_of_the_columns_is_read_alike(
    store: Store, tmp_path: Path, columns: list[str], is_known: bool
) -> None:
    report = take_text(store, tmp_path, export(columns, "R2"))
    assert (report.error is None) == is_known, report.error
    assert net_of(store, "R2") == ([4] if is_known else [])


def test_of_two_that_are_alike_the_nearer_is_followed(store: Store, tmp_path: Path) -> None:
    nearly = [*HEADER[:9], "memo"]
    path = tmp_path / "nearly.csv"
    path.write_text(export(nearly, "R2"), encoding="utf-8")
    choices = Choices(
        kind="sales", fields=FIELDS | {"net": "total"}, vendor="till", is_confirmed=True
    )
    take(store, [(path.name, path)], choices=choices)
    take_text(store, tmp_path, export(HEADER, "R3"))
    take_text(store, tmp_path, export(nearly, "R4"))
    assert (net_of(store, "R3"), net_of(store, "R4")) == ([4], [5])


def test_two_programs_whose_files_are_called_alike_keep_their_customers_apart(
    empty_store: Store, tmp_path: Path
) -> None:
    for folder, columns in (("till", HEADER[:5]), ("desk", ["guest no", "date", "sold for"])):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "export 2026.csv"
        path.write_text(export(columns).replace(",\n", ",6.00\n"), encoding="utf-8")
        fields = {"date": "date", "customer_id": "guest no", "net": columns[-1]}
        (report,) = take(
            empty_store, [(path.name, path)], choices=Choices(kind="sales", fields=fields)
        )
        assert report.error is None
    handles = "select kind, handle from exports.handle order by all"
    assert rows_of(empty_store, handles) == [("export export", "7"), ("export export 2", "7")]


def test_saying_again_what_is_what_counts_no_row_twice(empty_store: Store, tmp_path: Path) -> None:
    """Nobody named the program: the first import did, and what is corrected is of the same one."""
    path = tmp_path / "sold.csv"
    path.write_text(export(HEADER), encoding="utf-8")
    first, second, corrected = (
        take(
            empty_store,
            [(path.name, path)],
            choices=Choices(kind="sales", fields=FIELDS | {"net": net}, is_confirmed=True),
        )[0]
        for net in ("due", "due", "total")
    )
    assert (first.kept, second.kept, second.known) == (1, 0, 1)
    assert first.vendor == second.vendor == corrected.vendor == "export sold"
    assert (corrected.kept, corrected.changed) == (1, 1)
    assert net_of(empty_store, "R1") == [5]


def test_a_program_that_is_named_is_another_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "sold.csv"
    path.write_text(export(HEADER), encoding="utf-8")
    choices = Choices(kind="sales", fields=FIELDS, vendor="booth", is_confirmed=True)
    (report,) = take(store, [(path.name, path)], choices=choices)
    assert (report.vendor, report.kept) == ("booth", 1)


def test_how_a_known_export_was_read_names_no_program(empty_store: Store, tmp_path: Path) -> None:
    """Its days were said to begin with the day; whoever maps its columns otherwise does so anew."""
    path = tmp_path / "items.csv"
    text = square_items("receipt | date       | net\nR1 | 2026-03-02 | 4")
    path.write_text(text.replace("2026-03-02", "03/02/2026"), encoding="utf-8")
    for choices in (Choices(day_first=True), Choices(fields={"net": "Gross Sales"})):
        (report,) = take(empty_store, [(path.name, path)], choices=choices)
    assert report.vendor == "export items"
