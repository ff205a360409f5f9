from datetime import datetime

import pytest

from regulars.identity.decisions import keep_apart, merge_people, undo_decision
from regulars.intake.file_import import take
from tests.tables import answer, assert_table, rows_of, write_exports

BY = {"now": datetime(2026, 11, 2), "by": "Ana"}


SIGNS = ["has_same_name", "has_close_phone", "has_close_email", "has_same_habit", "is_only_pair"]


def signs_of(pair) -> set[str]:
    """What speaks for it."""
    shared = set() if pair.shared_kind is None else {pair.shared_kind}
    return {sign for sign in SIGNS if getattr(pair, sign)} | shared


def suggested(store) -> list[tuple[set[str], set[str]]]:
    return [
        ({pair.records[-1], pair.other_records[-1]}, signs_of(pair))
        for pair in answer(store, "imports/suggested_matches").itertuples()
    ]


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        (
            "Dana Whitfield | dana@example.org |",
            "WHITFIELD, Dana | dama@example.org |",
            {"has_same_name", "has_close_email"},
        ),
        (
            "Dana Whitfield | dana@example.org |",
            "Dána Whitfield | dana@example.net |",
            {"has_same_name", "has_close_email"},
        ),
        (
            "Dana Whitfield | | 603 555 0107",
            "Dana Whitfield | | 603 555 0170",
            {"has_same_name", "has_close_phone"},
        ),
        (
            "Dana Whitfield | | 603 555 0107",
            "Dana Whitfield | | 603 555 0167",
            {"has_same_name", "has_close_phone"},
        ),
    ],
)
def test_one_name_and_a_slip_in_a_contact(a_store, one, other, signs):
    store = a_store(directory=f"customer | name | email | phone\nK1 | {one}\nK2 | {other}")
    assert suggested(store) == [({"K1", "K2"}, signs)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dana Whitfield | |", "Dana Whitfield | |"),
        ("Dana Whitfield | info@a.example |", "Dana Whitfield | info@b.example |"),
        ("Dana Whitfield | dana@example.org |", "Dana Whitfield | whitfield@example.org |"),
        ("Dana Whitfield | | 603 555 0107", "Dana Whitfield | | 603 555 0170 9"),
        ("Dana Whitfield | dana@example.org |", "Dina Winter | dama@example.org |"),
        ("| dana@example.org |", "| dama@example.org |"),
    ],
)
def test_a_name_or_a_slip_alone_says_nothing(a_store, one, other):
    store = a_store(directory=f"customer | name | email | phone\nK1 | {one}\nK2 | {other}")
    assert suggested(store) == []


def test_people_of_a_shared_contact_whose_names_can_be_one(a_store):
    store = a_store(
        directory="""
        customer | name         | phone
        K1       | Ana Bo       | 603 555 0107
        K2       | A. Bo        | 603 555 0107
        K3       | Ben Bo       | 603 555 0107
        """
    )
    assert suggested(store) == [({"K1", "K2"}, {"phone"})]


def test_the_only_two_of_a_name_each_at_another_vendor(a_store):
    store = a_store(
        directory="customer | name\nK1 | Ana Bo\nK2 | Eva Lund\nK3 | Eva Lund",
        bookings="""
        start            | name     | email
        2026-03-02 09:00 | Ana Bo   | ana@example.org
        2026-03-02 10:00 | Eva Lund | eva@example.org
        """,
    )
    found = answer(store, "imports/suggested_matches")
    assert [signs_of(pair) for pair in found.itertuples()] == [{"has_same_name", "is_only_pair"}]
    assert {*found["customer_name"], *found["other_customer_name"]} == {"Ana Bo"}


def test_what_speaks_for_it_stands_side_by_side_the_surest_first(a_store):
    store = a_store(
        directory="""
        customer | name   | email           | phone
        K1       | Ana Bo | ana@example.org |
        K2       | Ana Bo | ama@example.org |
        K3       | Eva Lu |                 | 603 555 0144
        K4       | E. Lu  |                 | 603 555 0144
        K5       | Ben Cy |                 | 603 555 0144
        """,
        sales="""
        receipt | customer | name   | date       | item
        R1      | K1       | Ana Bo | 2026-03-02 | Latte
        R2      | K3       | Eva Lu | 2026-03-03 | Tea
        R3      | K3       | Eva Lu | 2026-03-04 | Tea
        """,
    )
    found = answer(store, "imports/suggested_matches")
    assert_table(
        found.assign(
            first=found["first_visited_on"].fillna(found["other_first_visited_on"]),
            n=found["visit_count"] + found["other_visit_count"],
        ),
        """
        customer_name | other_customer_name | n | first
        Ana Bo        | Ana Bo              | 1 | 2026-03-02
        Eva Lu        | E. Lu               | 2 | 2026-03-03
        """,
    )


def test_what_was_decided_is_not_suggested_again(empty_store, tmp_path):
    take(
        empty_store,
        write_exports(
            tmp_path,
            directory="""
            customer | name   | email
            K1       | Ana Bo | ana@example.org
            K2       | Ana Bo | ama@example.org
            """,
        ),
    )
    one, other = (row[0] for row in rows_of(empty_store, "select customer_id from facts.customer"))
    number = keep_apart(empty_store, one, other, **BY)
    assert suggested(empty_store) == []
    undo_decision(empty_store, number, now=BY["now"])
    assert len(suggested(empty_store)) == 1
    merge_people(empty_store, one, other, **BY)
    assert suggested(empty_store) == []
