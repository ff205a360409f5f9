# ruff: noqa: E501  (drawn tables are as wide as their columns)
"""Later downloads with edits, imports taken back, and rows that several imports brought."""

from itertools import permutations

import pytest

from regulars.errors import ImportFailed
from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.undo import undo_import
from tests.tables import emptied, rows_of, square_customers, square_items, take_text

FIRST = """
receipt | date       | time  | customer | name    | item  | net  | staff
R1      | 2026-03-02 | 08:00 | K1       | Ana Bo  | Latte | 4.00 | Maya
R1      | 2026-03-02 | 08:00 | K1       | Ana Bo  | Latte | 5.00 | Maya
R2      | 2026-03-03 | 09:00 | K2       | Ben Cy  | Tea   | 3.00 | Tom
"""
EDITED = FIRST.replace("Ben Cy ", "Ben Cyr").replace("| 3.00 | Tom", "| 3.50 | Tom")
HOLDS = """
select receipt_id, item, net::double, customer_name
from exports.receipt_line
where is_current
order by all
"""
FACTS = """
select customer.customer_name, visit.visited_on::text, visit.spend::double, visit.staff
from facts.visit
left join facts.customer using (customer_id)
order by all
"""


@pytest.fixture
def take_table(empty_store, tmp_path):
    """Import a drawn table of Square's sales."""

    def run(table: str, name: str = "till.csv"):
        return take_text(empty_store, tmp_path, square_items(table), name=name)

    return run


def test_a_later_download_with_edits_does_not_double(empty_store, take_table):
    take_table(FIRST)
    report = take_table(EDITED)
    assert (report.kept, report.changed, report.known) == (1, 1, 2)
    assert rows_of(empty_store, HOLDS) == [
        ("R1", "Latte", 4.0, "Ana Bo"),
        ("R1", "Latte", 5.0, "Ana Bo"),
        ("R2", "Tea", 3.5, "Ben Cyr"),
    ]


def test_an_old_download_brought_again_changes_nothing(empty_store, take_table):
    take_table(FIRST)
    take_table(EDITED)
    before = rows_of(empty_store, HOLDS)
    report = take_table(FIRST)
    assert (report.kept, report.known) == (0, 3)
    assert rows_of(empty_store, HOLDS) == before


def test_the_export_that_reaches_further_holds_whichever_came_first(empty_store, tmp_path):
    further = EDITED + "R3      | 2026-03-09 | 09:00 | K2       | Ben Cyr | Tea   | 3.00 | Tom\n"
    seen = set()
    for order in permutations([FIRST, further]):
        store = emptied(empty_store)
        for table in order:
            take_text(store, tmp_path, square_items(table))
        seen.add(tuple(rows_of(store, HOLDS)))
    assert len(seen) == 1
    assert ("R2", "Tea", 3.5, "Ben Cyr") in seen.pop()


def test_two_alike_on_one_receipt_are_the_same_two_in_another_order(empty_store, take_table):
    take_table(FIRST)
    head, first, second, third = FIRST.strip().splitlines()
    report = take_table("\n".join([head, third, second, first]))
    assert (report.kept, report.known) == (0, 3)


def test_a_refund_added_later_comes_in_beside_the_sale(empty_store, take_table):
    take_table(FIRST)
    report = take_table(
        FIRST.replace("| staff", "| staff | event")
        .replace("| Maya", "| Maya | Payment")
        .replace("| Tom", "| Tom | Payment")
        + "R2      | 2026-03-05 | 09:00 | K2       | Ben Cy  | Tea   | -3.00 | Tom | Refund\n"
    )
    assert (report.kept, report.known) == (1, 3)
    assert rows_of(empty_store, "select sum(spend)::double from facts.visit") == [(9.0,)]


def test_a_customer_renamed_in_the_directory_is_one_customer_with_the_new_name(
    empty_store, tmp_path
):
    for name in ("Ana Bo", "Ana Bosch"):
        table = f"customer | name | email\nK1 | {name} | ana@example.org"
        take_text(empty_store, tmp_path, square_customers(table), name="people.csv")
    assert rows_of(empty_store, "select customer_name from facts.customer") == [("Ana Bosch",)]


def test_an_import_taken_back_leaves_nothing(empty_store, take_table):
    report = take_table(FIRST)
    assert undo_import(empty_store, report.import_id) == "till.csv"
    for table in ("receipt_line", "import", "rejected_row", "sighting", "handle_name"):
        assert rows_of(empty_store, f"select count(*) from exports.{table}") == [(0,)], table
    assert rows_of(empty_store, FACTS) == []
    assert rows_of(empty_store, "select * from facts.customer") == []


def test_an_import_is_taken_back_once(empty_store, take_table):
    report = take_table(FIRST)
    undo_import(empty_store, report.import_id)
    with pytest.raises(ImportFailed, match="taken back already"):
        undo_import(empty_store, report.import_id)


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_without_one_of_three_all_is_as_if_it_had_never_come(empty_store, tmp_path, gone):
    more = "receipt | date | customer | name | net\nR9 | 2026-03-04 | K1 | Ana Bo | 2"
    tables = [FIRST, EDITED + "R3 | 2026-03-09 | 09:00 | K3 | Cleo | Tea | 1.00 | Tom\n", more]
    store = emptied(empty_store)
    for place, table in enumerate(tables):
        if place != gone:
            take_text(store, tmp_path, square_items(table))
    expected = rows_of(store, HOLDS), rows_of(store, FACTS)
    store = emptied(empty_store)
    reports = [take_text(store, tmp_path, square_items(table)) for table in tables]
    undo_import(store, reports[gone].import_id)
    assert (rows_of(store, HOLDS), rows_of(store, FACTS)) == expected


def test_what_an_edit_replaced_holds_again_when_the_edit_is_taken_back(empty_store, take_table):
    take_table(FIRST)
    before = rows_of(empty_store, HOLDS)
    undo_import(empty_store, take_table(EDITED).import_id)
    assert rows_of(empty_store, HOLDS) == before


def test_rows_that_two_files_brought_stay_until_both_are_taken_back(empty_store, take_table):
    first, second = take_table(FIRST), take_table(FIRST, "again.csv")
    undo_import(empty_store, first.import_id)
    assert len(rows_of(empty_store, HOLDS)) == 3
    assert len(rows_of(empty_store, FACTS)) == 2
    undo_import(empty_store, second.import_id)
    assert rows_of(empty_store, HOLDS) == []


def test_a_customer_comes_back_under_the_same_id(empty_store, take_table):
    report = take_table(FIRST)
    ids = rows_of(empty_store, "select customer_id, customer_name from facts.customer order by 2")
    undo_import(empty_store, report.import_id)
    take_table(FIRST)
    assert ids == rows_of(
        empty_store, "select customer_id, customer_name from facts.customer order by 2"
    )


def test_the_number_of_an_import_is_never_used_again(empty_store, take_table):
    first = take_table(FIRST)
    undo_import(empty_store, first.import_id)
    assert take_table(FIRST).import_id > first.import_id


@pytest.mark.usefixtures("facts_left_alone")
def test_a_dry_run_says_the_same_and_keeps_nothing(empty_store, tmp_path):
    path = tmp_path / "till.csv"
    path.write_text(square_items(FIRST + "R4 | soon | 09:00 | K2 | Ben | Tea | 3.00 | Tom\n"))
    version = empty_store.version
    (dry,) = take(empty_store, [("till.csv", path)], is_dry_run=True)
    assert empty_store.version == version
    assert rows_of(empty_store, "select * from exports.import") == []
    assert rows_of(empty_store, "select * from exports.handle") == []
    (wet,) = take(empty_store, [("till.csv", path)])
    assert dry.as_dict() == wet.as_dict()
    assert dry.import_id is None
    assert [row["item"] for row in dry.first_rows] == ["Latte", "Latte", "Tea"]


@pytest.mark.usefixtures("facts_left_alone")
@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (Choices(fields={"nett": "Net Sales"}), 'There is no field "nett"'),
        (Choices(fields={"net": "Netto"}), 'has no column "Netto" to take for net'),
        (Choices(kind="money"), '"money" is no kind of export'),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(empty_store, tmp_path, choices, words):
    path = tmp_path / "till.csv"
    path.write_text(square_items(FIRST))
    (report,) = take(empty_store, [("till.csv", path)], choices=choices)
    assert words in report.error
    assert rows_of(empty_store, "select * from exports.import") == []


def test_what_an_import_said_of_the_shop_goes_with_it(empty_store, tmp_path, take_table):
    """Somebody else's file, brought by mistake, must not leave its currency behind."""
    said = "select name, value from desk.setting where name in ('currency', 'time_zone')"
    theirs = square_items(FIRST).replace("$", "€").replace("Eastern", "Pacific")
    mistaken = take_text(empty_store, tmp_path, theirs, name="theirs.csv")
    assert dict(rows_of(empty_store, said)) == {
        "currency": "EUR",
        "time_zone": "America/Los_Angeles",
    }
    undo_import(empty_store, mistaken.import_id)
    assert dict(rows_of(empty_store, said)) == {}

    mistaken = take_text(empty_store, tmp_path, theirs, name="theirs.csv")
    take_table(FIRST.replace("R1", "Q1").replace("R2", "Q2"))
    undo_import(empty_store, mistaken.import_id)
    ours = {"currency": "USD", "time_zone": "America/New_York"}
    assert dict(rows_of(empty_store, said)) == ours
