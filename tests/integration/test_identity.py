"""Who is who as people decide it; a person erased, and a person's data told."""

import hashlib
import hmac
import json
from datetime import datetime

import pytest

from regulars.errors import RegularsError
from regulars.facts.build import are_facts_current
from regulars.identity.decisions import keep_apart, merge_people, split_person, undo_decision
from regulars.identity.erasure import erase_person
from regulars.identity.personal_data import export_person
from regulars.intake.erased import hash_keys
from regulars.intake.file_import import take
from regulars.intake.undo import undo_import
from tests.tables import (
    acuity_appointments,
    answer,
    contents,
    every,
    rows_of,
    square_customers,
    square_items,
    take_text,
    write_exports,
)

BY = {"now": datetime(2026, 11, 2, 9, 30), "by": "Ana"}

TWO = {
    "directory": """
    customer | name   | email           | phone
    K1       | Ana Bo | ana@example.org | 603 555 0101
    K2       | Ana Bo | bo@example.net  | 603 555 0190
    K3       | Ben Cy |                 | 603 555 0103
    """,
    "sales": """
    receipt | customer | name   | date       | net
    R1      | K1       | Ana Bo | 2026-03-02 | 4
    R2      | K2       | Ana Bo | 2026-03-03 | 5
    R3      | K3       | Ben Cy | 2026-03-04 | 6
    """,
}


def groups(store) -> set[str]:
    """The customers, each as what they are known by."""
    return {
        " ".join(sorted(handles))
        for (handles,) in rows_of(
            store,
            "select list(handle) from facts.identity where customer_id is not null "
            "group by customer_id",
        )
    }


def id_of(store, handle: str) -> str:
    return rows_of(store, f"select customer_id from facts.identity where handle = '{handle}'")[0][0]


def number_of(store, handle: str) -> int:
    return rows_of(store, f"select handle_no from exports.handle where handle = '{handle}'")[0][0]


def visits(store) -> dict[str, int]:
    return dict(rows_of(store, "select customer_id, visit_count from facts.customer"))


@pytest.fixture
def two(empty_store, tmp_path):
    take(empty_store, write_exports(tmp_path, **TWO))
    return empty_store


SEPARATE = {
    "+16035550101 K1 ana@example.org",
    "+16035550190 K2 bo@example.net",
    "+16035550103 K3",
}
MERGED = {
    "+16035550101 +16035550190 K1 K2 ana@example.org bo@example.net",
    "+16035550103 K3",
}


def test_two_that_are_merged_are_one_with_the_smaller_number(two):
    first, second = sorted([id_of(two, "K1"), id_of(two, "K2")], key=lambda one: int(one[1:]))
    merge_people(two, second, first, **BY)
    assert groups(two) == MERGED
    assert id_of(two, "K1") == id_of(two, "K2") == first
    assert visits(two)[first] == 2
    assert are_facts_current(two)


def test_a_merge_that_is_undone_was_never_there(two):
    before = {key: rows for key, rows in contents(two).items() if key[0] == "facts"}
    number = merge_people(two, id_of(two, "K1"), id_of(two, "K2"), **BY)
    undo_decision(two, number, now=BY["now"])
    assert groups(two) == SEPARATE
    after = {key: rows for key, rows in contents(two).items() if key[0] == "facts"}
    assert {k: v for k, v in after.items() if k[1] != "build"} == {
        k: v for k, v in before.items() if k[1] != "build"
    }
    with pytest.raises(RegularsError, match="not so any more"):
        undo_decision(two, number, now=BY["now"])


def test_a_merge_survives_imports_and_their_undo(two, tmp_path):
    merge_people(two, id_of(two, "K1"), id_of(two, "K2"), **BY)
    take(two, write_exports(tmp_path, **TWO))
    assert groups(two) == MERGED
    for (number,) in rows_of(two, "select import_id from exports.import order by import_id desc"):
        undo_import(two, number)
    assert groups(two) == set()
    take(two, write_exports(tmp_path, **TWO))
    assert groups(two) == MERGED


def test_nobody_is_merged_with_themselves_or_with_somebody_who_is_not_there(two):
    for other in (id_of(two, "K1"), "C999", "", "C1; drop table exports.handle"):
        with pytest.raises(RegularsError, match="not so any more"):
            merge_people(two, id_of(two, "K1"), other, **BY)
    assert rows_of(two, "select count(*) from desk.identity_decision") == [(0,)]


def test_two_kept_apart_stay_apart_whatever_they_come_to_share(two, tmp_path):
    keep_apart(two, id_of(two, "K1"), id_of(two, "K2"), **BY)
    take_text(
        two,
        tmp_path,
        square_customers("""
        customer | name   | email
        K1       | Ana Bo | both@example.org
        K2       | Ana Bo | both@example.org
        """),
    )
    assert groups(two) == SEPARATE
    shared = answer(two, "imports/shared_contacts")
    assert list(shared["contact"]) == ["both@example.org"]


def test_a_later_merge_ends_what_kept_them_apart(two):
    keep_apart(two, id_of(two, "K1"), id_of(two, "K2"), **BY)
    merge_people(two, id_of(two, "K2"), id_of(two, "K1"), **BY)
    assert groups(two) == MERGED
    holds = answer(two, "imports/decisions")["undone_at"].isna()
    assert list(holds) == [True, False]


JOINED = {
    "directory": """
    customer | name   | email           | phone
    K1       | Ana Bo | ana@example.org | 603 555 0101
    K2       | Ana Bo | bo@example.net  | 603 555 0101
    K3       | Ana Bo | cy@example.net  | 603 555 0101
    """
}


def test_a_record_that_is_somebody_elses_takes_its_own_contacts_along(empty_store, tmp_path):
    """The phone is as close to K2 as to K1 and K3: it is theirs together, and joins nobody."""
    take(empty_store, write_exports(tmp_path, **JOINED))
    whole = {"+16035550101 K1 K2 K3 ana@example.org bo@example.net cy@example.net"}
    assert groups(empty_store) == whole
    number = split_person(empty_store, id_of(empty_store, "K1"), number_of(empty_store, "K2"), **BY)
    assert groups(empty_store) == {
        "K1 ana@example.org",
        "K2 bo@example.net",
        "K3 cy@example.net",
    }
    assert list(answer(empty_store, "imports/shared_contacts")["contact"]) == ["+16035550101"]
    undo_decision(empty_store, number, now=BY["now"])
    assert groups(empty_store) == whole


def test_a_chain_is_taken_apart_in_its_middle(empty_store, tmp_path):
    take(
        empty_store,
        write_exports(
            tmp_path,
            directory="""
            customer | name   | email           | phone
            K1       | Ana Bo | ana@example.org |
            K2       | Ana Bo |                 | 603 555 0102
            """,
            bookings="""
            start            | name   | email           | phone
            2026-03-02 09:00 | Ana Bo | ana@example.org | 603 555 0102
            """,
        ),
    )
    assert groups(empty_store) == {"+16035550102 K1 K2 ana@example.org"}
    split_person(empty_store, id_of(empty_store, "K1"), number_of(empty_store, "K2"), **BY)
    assert groups(empty_store) == {"K1 ana@example.org", "+16035550102 K2"}


def test_what_is_not_theirs_or_all_they_are_is_not_taken_apart(two):
    for handle in ("K3", "ana@example.org"):
        with pytest.raises(RegularsError):
            split_person(two, id_of(two, "K2"), number_of(two, handle), **BY)


def test_a_decision_names_both_sides_and_who_decided(two):
    merge_people(two, id_of(two, "K1"), id_of(two, "K3"), **BY)
    decision = answer(two, "imports/decisions").iloc[0]
    assert decision["kind"] == "same"
    assert [list(decision[side]) for side in ("names", "kinds", "contacts")] == [
        ["Ana Bo"],
        ["square"],
        ["K1"],
    ]
    assert [list(decision[f"other_{side}"]) for side in ("names", "kinds", "contacts")] == [
        ["Ben Cy"],
        ["square"],
        ["K3"],
    ]
    assert (decision["decided_by"], decision["customer_id"]) == ("Ana", id_of(two, "K1"))


# Erasing -------------------------------------------------------------------------------------

DANA = {
    "directory": """
    customer | name           | email            | phone
    K1       | Dana Whitfield | dana@example.org | 603 555 0107
    K2       | Dana Whitfield | d.w@example.net  | 603 555 0107
    K3       | Ben Cy         | ben@example.org  | 860 555 0187
    K4       | Ada Cy         | ada@example.org  | 860 555 0187
    """,
    "sales": """
    receipt | customer | name           | date       | net
    R1      | K1       | Dana Whitfield | 2026-03-02 | 4
    R2      | K2       | Dana Whitfield | 2026-03-09 | 5
    R3      | K3       | Ben Cy         | 2026-03-10 | 6
    R4      | K1       | Dana Whitfield | 2026-99-99 | 4
    """,
    "bookings": """
    start            | name           | email            | phone
    2026-03-03 09:00 | Dana Whitfield | dana@example.org | 603 555 0107
    2026-03-04 09:00 | Ben Cy         | ben@example.org  | 860 555 0187
    """,
    "survey": """
    date       | email            | How likely are you to recommend us? | Anything else?
    2026-03-03 | dana@example.org | 9                                   | Dana loves it
    2026-03-05 | ben@example.org  | 8                                   | Ben is fine
    """,
}
TRACES = ("dana", "whitfield", "d.w@", "5550107", "555 0107")


@pytest.fixture
def drawn(tmp_path):
    return write_exports(tmp_path, **DANA)


@pytest.fixture
def dana(empty_store, drawn):
    for report in take(empty_store, drawn):
        assert report.error is None
    return empty_store


def traces(store) -> list[str]:
    """Where in the store anything of hers can still be read."""
    return [
        f"{table}: {row}"
        for table, rows in contents(store).items()
        for row in rows
        if any(trace in repr(row).lower() for trace in TRACES)
    ]


def books(store) -> list[tuple]:
    return rows_of(
        store,
        "select (select sum(net) from exports.receipt_line), (select count(*) from facts.visit),"
        "(select sum(spend) from facts.visit), (select count(*) from exports.response)",
    )


def test_an_erased_person_leaves_the_books_and_nothing_else(dana):
    assert traces(dana)
    before, here = books(dana), visits(dana)[id_of(dana, "K1")]
    nobody = erase_person(dana, id_of(dana, "K1"), **BY)
    assert traces(dana) == []
    assert books(dana) == before
    assert visits(dana)[nobody] == here == 3
    assert rows_of(
        dana,
        f"select customer_name, email, phone from facts.customer where customer_id = '{nobody}'",
    ) == [("Erased person", None, None)]
    assert "K1" not in repr(contents(dana))
    assert id_of(dana, "K3"), "the others are as they were"
    comments = rows_of(dana, "select comment from exports.response where comment is not null")
    assert comments == [("Ben is fine",)]


def test_of_an_erased_person_no_consent_is_left(empty_store, tmp_path):
    drawn = square_customers("customer | name | email | consent\nK1 | Ana | a@x.org | subscribed")
    take_text(empty_store, tmp_path, drawn)
    consent = "select distinct may_email from exports.customer_record"
    assert rows_of(empty_store, consent) == [(True,)]
    erase_person(empty_store, id_of(empty_store, "K1"), **BY)
    take_text(empty_store, tmp_path, drawn, "again.csv")
    assert rows_of(empty_store, consent) == [(None,)]


def test_an_erased_person_is_not_brought_back_by_the_same_files(dana, drawn):
    nobody = erase_person(dana, id_of(dana, "K1"), **BY)
    before, people = books(dana), visits(dana)
    for report in take(dana, drawn):
        assert (report.error, report.kept) == (None, 0)
        assert report.read == report.known + report.rejected
    assert traces(dana) == []
    assert books(dana) == before
    assert visits(dana) == people
    assert nobody in people


def test_nor_by_files_that_were_taken_back_in_between(dana, drawn):
    nobody = erase_person(dana, id_of(dana, "K1"), **BY)
    before, people = books(dana), visits(dana)
    for (number,) in rows_of(dana, "select import_id from exports.import order by import_id desc"):
        undo_import(dana, number)
    assert visits(dana) == {}
    take(dana, drawn[::-1])
    assert traces(dana) == []
    assert books(dana) == before
    assert visits(dana)[nobody] == people[nobody]


def test_new_records_with_an_erased_contact_are_the_nameless_persons(dana, tmp_path):
    nobody = erase_person(dana, id_of(dana, "K1"), **BY)
    take_text(
        dana,
        tmp_path,
        square_customers("""
        customer | name    | email            | phone
        K9       | Dana W. | new@example.com  | 603 555 0107
        K3       | Ben Cy  | dana@example.org | 860 555 0111
        """),
        "later.csv",
    )
    take_text(
        dana,
        tmp_path,
        acuity_appointments("""
        id | start            | name    | email           | phone
        88 | 2026-03-08 09:00 | Dana W. | new@example.com |
        """),
        "bookings.csv",
    )
    take_text(
        dana,
        tmp_path,
        square_items("receipt | customer | name | date\nR9 | K9 | Dana W. | 2026-03-10"),
        "till.csv",
    )
    assert traces(dana) == []
    assert "new@example.com" not in repr(contents(dana))
    assert visits(dana)[nobody] == 5
    known = rows_of(dana, "select handle from facts.identity where handle = '+18605550111'")
    assert known, "Ben keeps what is his; only the erased e-mail on his record is left out"
    assert id_of(dana, "K3") != nobody


def test_a_name_beside_a_contact_of_several_goes_too(empty_store, tmp_path):
    files = write_exports(
        tmp_path,
        directory="""
        customer | name         | phone
        K1       | Chidi Okafor | 860 555 0187
        K2       | Ngozi Okafor | 860 555 0187
        """,
        bookings="""
        start            | name         | phone
        2026-03-03 09:00 | Chidi Okafor | 860 555 0187
        2026-03-04 09:00 | Ngozi Okafor | 860 555 0187
        """,
    )
    take(empty_store, files)
    erase_person(empty_store, id_of(empty_store, "K1"), **BY)
    assert "Chidi" not in repr(contents(empty_store))
    assert repr(contents(empty_store)).count("Ngozi") > 2
    assert [report.kept for report in take(empty_store, files)] == [0, 0]
    assert "Chidi" not in repr(contents(empty_store))


def test_only_keyed_hashes_of_the_handles_stay(dana):
    erase_person(dana, id_of(dana, "K1"), **BY)
    with dana.write() as cursor:
        keys = hash_keys(cursor)
        ours = cursor.execute(
            "select keyed_hash($text, $inner_key, $outer_key)",
            {"text": "email|dana@example.org", **keys},
        ).fetchone()[0]
        key = cursor.execute(
            "select value from desk.setting where name = 'erasure_key'"
        ).fetchone()[0]
    said = hmac.new(bytes.fromhex(key), b"email|dana@example.org", hashlib.sha256).hexdigest()
    assert ours == said
    assert (said,) in rows_of(dana, "select handle_hash from desk.erased_handle")
    assert len(rows_of(dana, "select * from desk.erased_handle")) == 5


def test_decisions_about_an_erased_person_and_shared_cards_go(dana):
    with dana.write() as cursor:
        cursor.execute(
            "insert into desk.link select 'l1', 'h', 1, 'The card of Dana', 'customer', "
            "json_object('customer', $id), '', true, true, null, 'Ana', $now, $now, null",
            {"id": id_of(dana, "K1"), "now": BY["now"]},
        )
    keep_apart(dana, id_of(dana, "K1"), id_of(dana, "K3"), **BY)
    keep_apart(dana, id_of(dana, "K4"), id_of(dana, "K3"), **BY)
    erase_person(dana, id_of(dana, "K1"), **BY)
    assert len(answer(dana, "imports/decisions")) == 1
    assert rows_of(dana, "select title, revoked_at from desk.link") == [
        ("A customer's card", BY["now"])
    ]


def test_whoever_is_not_there_cannot_be_erased(dana):
    nobody = erase_person(dana, id_of(dana, "K1"), **BY)
    before = contents(dana)
    for customer_id in ("C999", "", nobody):
        with pytest.raises(RegularsError):
            erase_person(dana, customer_id, **BY)
    assert contents(dana) == before


# Telling -------------------------------------------------------------------------------------


def test_a_person_is_told_everything_that_is_held_and_nothing_of_others(dana):
    keep_apart(dana, id_of(dana, "K1"), id_of(dana, "K3"), **BY)
    held = export_person(dana, id_of(dana, "K1"))
    text = json.dumps(held, ensure_ascii=False)
    assert {row["contact"] for row in held["known_by"]} == {
        *("K1", "K2", "dana@example.org", "d.w@example.net", "+16035550107")
    }
    assert [row["net"] for row in held["receipt_lines"]] == [4.0, 5.0]
    assert [row["starts_at"] for row in held["appointments"]] == ["2026-03-03T09:00"]
    assert "Dana loves it" in [row["comment"] for row in held["answers"]]
    assert [row["visited_on"] for row in held["visits"]] == [
        "2026-03-09",
        "2026-03-03",
        "2026-03-02",
    ]
    assert len(held["profiles"]) == 2
    assert len(held["rejected_rows"]) == 1
    assert len(held["decisions"]) == 1
    assert "ben@example.org" not in text
    assert "860555" not in text


def test_lists_are_told_whole(empty_store, tmp_path):
    """What was had on a visit, and at which times somebody usually comes."""
    text = square_items(
        every(7, "ana", "2026-01-05", 9, item="Latte")
        + every(7, "ana", "2026-01-05", 9, item="Tea")
    )
    take_text(empty_store, tmp_path, text)
    held = json.loads(json.dumps(export_person(empty_store, id_of(empty_store, "ana"))))
    assert held["visits"][0]["items"] == ["Latte", "Tea"]
    assert held["visits"][0]["item_counts"] == [1, 1]
    assert [len(one) for one in held["standing"][0].values() if isinstance(one, list)]


def test_from_whom_they_were_told_apart_is_not_told(dana):
    keep_apart(dana, id_of(dana, "K1"), id_of(dana, "K3"), **BY)
    held = export_person(dana, id_of(dana, "K1"))
    (decision,) = held["decisions"]
    assert "Dana Whitfield" in decision["names"]
    assert (decision["kind"], decision["other_names"]) == ("apart", None)
    (decision,) = export_person(dana, id_of(dana, "K3"))["decisions"]
    assert decision["names"] is None
    assert "Ben Cy" in decision["other_names"]


def test_of_a_shared_contact_only_their_own_name_is_told(dana):
    held = export_person(dana, id_of(dana, "K3"))
    shared = [row for row in held["known_by"] if row["is_shared"]]
    assert [(row["contact"], row["names"]) for row in shared] == [("+18605550187", "Ben Cy")]
    assert "Ada" not in json.dumps(held)


def test_nobody_is_told_of_somebody_who_is_not_there(dana):
    with pytest.raises(RegularsError):
        export_person(dana, "C999")
