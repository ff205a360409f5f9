"""Win-back lists: who may be on one, who is left alone, what is taken back and forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from regulars.app.policy import LOCAL_MANAGER, Permission, Viewer, allow
from regulars.app.vcards import Card, write_cards
from regulars.auth.person import Person, Role
from regulars.errors import NotAllowed, RegularsError
from regulars.identity.decisions import merge_people
from regulars.identity.erasure import erase_person
from regulars.records.win_back import contacts, lists
from regulars.records.win_back.contacts import mark_list, undo_marking
from regulars.records.win_back.lists import remove_list
from regulars.records.win_back.selection import (
    HELD_OUT,
    LATELY,
    WAITING,
    Candidate,
    draw_list,
    held_out_of,
)
from regulars.records.win_back.terms import Terms
from regulars.store.store import Store
from tests.queries.lapsed.win_backs import (
    BY,
    TODAY,
    a_list,
    candidates,
    contacted_list,
    directory,
    numbers,
    sales,
)
from tests.tables import answer, rows_of

NOW = BY["now"]


@pytest.fixture
def store(a_store: Callable[..., Store]) -> Store:
    """Ten who are late; P01 said no to e-mails and P02 never said."""
    people = directory(10, P01="unsubscribed", P02="")
    return a_store(directory=people, sales=sales(10))


def reasons(store: Store, **terms: object) -> Counter[str]:
    drawn = draw_list(store, candidates(store), Terms(**terms), today=TODAY)  # type: ignore[arg-type]
    return Counter(drawn.left_out.values())


def test_no_is_no_and_silence_is_the_managers_to_decide(store: Store) -> None:
    no, unknown = "said no", "never said yes or no"
    assert reasons(store, channel="e-mail") == {no: 1, unknown: 1}
    assert reasons(store, channel="e-mail", includes_unknown=True) == {no: 1}
    assert reasons(store, channel="phone call") == {}
    drawn = draw_list(store, candidates(store), Terms("e-mail", 0, True), today=TODAY)
    assert numbers(store, drawn.left_out) == ["P01"]


def test_who_heard_from_us_waits_or_is_left_alone_is_on_no_other_list(store: Store) -> None:
    first = a_list(store)
    assert (len(first.contacted), len(first.held_out)) == (6, 2)
    call = {"channel": "phone call"}
    waits, alone = WAITING, HELD_OUT
    assert reasons(store, **call) == {waits: 6, alone: 2}
    mark_list(store, first.list_no, "", **BY)
    assert reasons(store, **call) == {LATELY: 6, alone: 2}
    drawn = draw_list(store, candidates(store), Terms("letter"), today=TODAY + timedelta(29))
    assert Counter(drawn.left_out.values())[LATELY] == 6
    drawn = draw_list(store, candidates(store), Terms("letter"), today=TODAY + timedelta(30))
    assert LATELY not in drawn.left_out.values()
    remove_list(store, first.list_no, now=NOW)
    assert reasons(store, **call) == {LATELY: 6}


@pytest.mark.parametrize(("rate", "count"), [(0.0, 0), (0.2, 2), (0.25, 3), (0.5, 5)])
def test_the_hold_out_has_its_size(store: Store, rate: float, count: int) -> None:
    drawn = draw_list(store, candidates(store), Terms("letter", rate), today=TODAY)
    assert len(drawn.held_out) == count
    assert sorted([*drawn.contacted, *drawn.held_out]) == sorted(candidates(store))


def test_the_draw_is_that_of_the_preview_and_another_for_another_list(store: Store) -> None:
    people = candidates(store)
    seen = draw_list(store, people, Terms("letter"), today=TODAY)
    made = lists.make_list(store, "A", people[::-1], Terms("letter"), **BY)
    assert made == seen
    stored = answer(store, "lapsed/win_back_people", list_no=made.list_no)
    assert set(stored[stored["is_held_out"]]["customer_id"]) == set(made.held_out)
    held = set()
    for number in range(2, 12):
        remove_list(store, number - 1, now=NOW)
        held |= set(lists.make_list(store, "A", people, Terms("letter"), **BY).held_out)
    assert len(held) > 4, "the same few are left alone by every list"


def test_each_band_gives_its_share() -> None:
    people = [Candidate(f"C{n}", n, "lapsed" if n % 5 else "slipping", None) for n in range(100)]
    for seed in range(20):
        held = held_out_of(people, 0.2, seed)
        assert len(held) == 20
        assert sum(int(who[1:]) % 5 == 0 for who in held) in (3, 4, 5)


def test_marking_one_or_all_and_taking_it_back(store: Store) -> None:
    drawn = a_list(store)
    people = answer(store, "lapsed/win_back_people", list_no=drawn.list_no)
    one = int(people[~people["is_held_out"]].iloc[0]["contact_no"])
    held = int(people[people["is_held_out"]].iloc[0]["contact_no"])
    contacts.mark_person(store, one, "in person", "Said hello", **BY)
    for refused in (one, held):
        with pytest.raises(RegularsError, match="changed or removed"):
            contacts.mark_person(store, refused, "in person", "", **BY)
    later = {**BY, "now": NOW + timedelta(hours=1)}
    assert mark_list(store, drawn.list_no, "10 % off", **later) == 5
    with pytest.raises(RegularsError):
        mark_list(store, drawn.list_no, "", **later)
    assert undo_marking(store, drawn.list_no) == 5
    left = answer(store, "lapsed/win_back_people", list_no=drawn.list_no).dropna(
        subset="contacted_on"
    )
    assert list(left["notes"]) == ["Said hello"]
    contacts.undo_contact(store, one)
    with pytest.raises(RegularsError):
        contacts.undo_contact(store, one)
    assert len(answer(store, "lapsed/win_back_people", list_no=drawn.list_no)) == 8


def test_a_contact_without_a_list_counts_for_the_cap_until_it_is_taken_back(store: Store) -> None:
    who = candidates(store)[0]
    number = contacts.note_contact(store, who, "phone call", "Called", **BY)
    assert reasons(store, channel="letter") == {LATELY: 1}
    assert list(answer(store, "lapsed/win_back_contacts")["notes"]) == ["Called"]
    contacts.undo_contact(store, number)
    assert reasons(store, channel="letter") == {}
    assert answer(store, "lapsed/win_back_contacts").empty


def test_erased_and_merged_people_break_no_list(store: Store) -> None:
    drawn = contacted_list(store)
    erase_person(store, drawn.contacted[0], now=NOW, by="Ana")
    people = answer(store, "lapsed/win_back_people", list_no=drawn.list_no)
    assert len(people) == 7
    assert drawn.contacted[0] not in set(people["customer_id"])
    merge_people(store, drawn.contacted[1], drawn.held_out[0], now=NOW, by="Ana")
    row = answer(store, "lapsed/win_back_lists").iloc[0]
    assert (row["held_out_count"], row["group_count"] <= 5) == (1, True)
    assert row["not_counted_count"] + row["group_count"] + row["held_out_count"] == 8
    with pytest.raises(RegularsError):
        contacts.note_contact(store, drawn.contacted[0], "letter", "", **BY)


def test_forgetting_blanks_the_words_and_the_number(store: Store) -> None:
    contacts.note_contact(store, candidates(store)[0], "letter", "Her mother is ill", **BY)
    [(handle,)] = rows_of(store, "select handle_no from desk.contact")
    with store.write() as cursor:
        contacts.forget_contacts(cursor, [handle], 999)
    assert rows_of(store, "select handle_no, words from desk.contact") == [(999, None)]


def test_what_cannot_be_is_refused(store: Store) -> None:
    people = candidates(store)
    for title, chosen, terms, why in (
        (" ", people, Terms("letter"), "name"),
        ("A", [], Terms("letter"), "nobody is left"),
        ("A", ["C999999"], Terms("letter"), "nobody is left"),
        ("A", people, Terms("letter", 0.6), "At most half"),
        ("A", people, Terms("pigeon"), "one of"),
    ):
        with pytest.raises(RegularsError, match=why):
            lists.make_list(store, title, chosen, terms, **BY)
    assert rows_of(store, "select count(*) from desk.contact_list") == [(0,)]


def test_only_managers_contact_customers() -> None:
    allow(LOCAL_MANAGER, Permission.CONTACT)
    trusted = Viewer.of_person(Person("p2", "Tom", None, Role.STAFF, True, True, True))
    with pytest.raises(NotAllowed):
        allow(trusted, Permission.CONTACT)


def test_a_card_is_escaped_and_folded_and_reads_back() -> None:
    note = "Likes; commas, and\nlines \\ " + "é" * 60
    written = write_cards([Card("Ana María Bo, jr", "a@x.org", "+1603", note), Card("Cher")])
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    whole = written.decode().replace("\r\n ", "").split("\r\n")
    assert whole[:6] == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "FN:Ana María Bo\\, jr",
        "N:jr;Ana María Bo\\,;;;",
        "EMAIL:a@x.org",
        "TEL:+1603",
    ]
    assert whole[6] == "NOTE:Likes\\; commas\\, and\\nlines \\\\ " + "é" * 60
    assert whole[8:12] == ["BEGIN:VCARD", "VERSION:4.0", "FN:Cher", "N:;Cher;;;"]
