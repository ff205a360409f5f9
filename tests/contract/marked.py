"""The sample, in which every personal word is marked, and in which there is one of everything.

A mark tells what kind of word it is, so that a test can see by the values of an answer, and not by
the names of its columns, what of a person it tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pandas as pd

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.facts.build import rebuild_facts
from regulars.identity.decisions import split_person, undo_decision
from regulars.questions import Question
from regulars.records.follow_ups.praise import pass_on_praise
from regulars.records.follow_ups.steps import Step, take_step
from regulars.records.notes import write_note
from regulars.records.thanks import give_thanks
from regulars.records.win_back.contacts import mark_list, note_contact
from regulars.records.win_back.lists import make_list
from regulars.records.win_back.terms import Terms
from regulars.store.store import Store
from tests.tables import answer

__all__ = ["COLLEAGUE", "CONTACT", "NAME", "WORDS", "answers_of", "mark"]

NAME, CONTACT, WORDS, COLLEAGUE = "xqname", "xqcontact", "xqwords", "xqstaff"
NOW = datetime(2026, 11, 2, 12)
TODAY = NOW.date()
BY = f"{COLLEAGUE}ana"


def mark(store: Store) -> None:
    """Mark the personal words of the sample café's exports, and write one of everything beside."""
    _mark_exports(store)
    rebuild_facts(store)
    _decide(store)
    _follow_up(store)
    _win_back(store)
    _write_down(store)
    _let_in(store)


def answers_of(store: Store, question: Question) -> Iterator[pd.DataFrame]:
    """What the marked store answers to a question; somewhere there is a row."""
    given: dict[str, Any] = {
        "text": "a",
        "visits": 4,
        "weeks": 26,
        "now": NOW,
        "by": "month",
        "list_no": 1,
        "import_id": 4,
    }
    given |= {
        "satisfaction/quotes": {"text": "product"},
        "satisfaction/colleague_quotes": {"text": f"{COLLEAGUE}Tom"},
        "satisfaction/emerging_words": {"as_of": date(2026, 6, 30)},
    }.get(question.name, {})
    chosen = {key: value for key, value in given.items() if key in question.params}
    if "case_key" in question.params:
        chosen["case_key"] = answer(store, "follow_ups/cases", owner_id="p1").iloc[0]["case_key"]
    if "link_id" in question.params:
        chosen["link_id"] = answer(store, "sharing/links", now=NOW).iloc[0]["link_id"]
    if "customer_id" not in question.params:
        yield answer(store, question.name, **chosen)
        return
    for customer_id in _customers(store):
        yield answer(store, question.name, customer_id=customer_id, **chosen)


def _customers(store: Store) -> list[str]:
    """A few regulars, who answered, who booked, who complained, whom somebody contacted."""
    regulars = list(answer(store, "regulars/people")["customer_id"])
    booked = answer(store, "imports/merged_people")["customer_id"]
    told = answer(store, "satisfaction/comments")["customer_id"].dropna()
    cases = answer(store, "follow_ups/cases", owner_id="p1")["customer_id"]
    contacted = answer(store, "lapsed/win_back_contacts")["customer_id"]
    return [*regulars[::40], *booked[:1], *told[:2], *cases[:1], *contacted[:1]]


def _mark_exports(store: Store) -> None:
    with store.write() as cursor:
        staff = [
            str(name)
            for (name,) in cursor.execute(
                "select distinct staff from exports.receipt_line where staff is not null"
            ).fetchall()
        ]
        for table in ("customer_record", "receipt_line", "appointment", "response", "handle_name"):
            cursor.execute(
                f"update exports.{table} set customer_name = "
                f"'{NAME}' || replace(customer_name, ' ', ' {NAME}')"
            )
        for table in ("receipt_line", "appointment", "response"):
            cursor.execute(f"update exports.{table} set staff = '{COLLEAGUE}' || staff")
        cursor.execute(f"update exports.response set comment = '{WORDS} ' || comment")
        for name in staff:
            cursor.execute(
                "update exports.response "
                "set comment = regexp_replace(comment, $name, $marked, 'gi')",
                {"name": rf"\b{name}\b", "marked": f"{COLLEAGUE}{name}"},
            )
        cursor.execute(f"update exports.handle set handle = '{CONTACT}' || handle")
        cursor.execute(
            f"update exports.customer_record "
            f"set email = '{CONTACT}' || email, phone = '{CONTACT}' || phone"
        )
        cursor.execute(
            f"update exports.rejected_row "
            f"set row_text = '{NAME} {CONTACT}', reason = '{WORDS}', "
            f"column_name = '{WORDS}', cell = '{WORDS}'"
        )
        # Two who look like one person.
        for which, provider in (("min", "example.org"), ("max", "example.com")):
            (handle_no,) = cursor.execute(
                f"select {which}(handle_no) from exports.handle where kind = 'email'"
            ).fetchall()[0]
            cursor.execute(
                "update exports.handle_name set customer_name = $name where handle_no = $no",
                {"name": f"{NAME}Ada {NAME}Zeno", "no": handle_no},
            )
            cursor.execute(
                "update exports.handle set handle = $handle where handle_no = $no",
                {"handle": f"{CONTACT}ada.zeno@{provider}", "no": handle_no},
            )


def _decide(store: Store) -> None:
    merged = answer(store, "imports/merged_people").iloc[0]["customer_id"]
    handle_no = int(answer(store, "imports/person_contacts", customer_id=merged).iloc[0, 0])
    split = split_person(store, merged, handle_no, now=NOW, by=BY)
    undo_decision(store, split, now=NOW)
    rebuild_facts(store)


def _write_down(store: Store) -> None:
    likely = list(answer(store, "today/expected")["customer_id"])
    for customer_id in {*likely, *_customers(store)}:
        write_note(store, customer_id, "allergy", f"{WORDS} nuts", now=NOW, by=BY)
        give_thanks(store, customer_id, "birthday", f"{WORDS} a cake", now=NOW, by=BY)
    with store.write() as cursor:
        cursor.execute(
            "insert into desk.word values ('jukebox', 'place', -1, false, $now, $by)",
            {"now": NOW, "by": BY},
        )
        cursor.execute(
            "insert into desk.nickname values ($staff, $nickname, $now, $by)",
            {"staff": f"{COLLEAGUE}Tom", "nickname": f"{COLLEAGUE}my", "now": NOW, "by": BY},
        )


def _follow_up(store: Store) -> None:
    by: dict[str, Any] = {"now": NOW, "today": TODAY, "by": BY}
    cases = answer(store, "follow_ups/cases")
    known = cases[cases["customer_id"].notna() & cases["comment"].notna()]
    case_key = known.iloc[0]["case_key"]
    take_step(store, case_key, Step(owner=f"{COLLEAGUE}tom", owner_id="p1"), **by)
    take_step(store, case_key, Step(status="contacted", notes=f"{WORDS} called"), **by)
    praise_key = answer(store, "follow_ups/praise").iloc[0]["praise_key"]
    pass_on_praise(store, praise_key, True, **by)


def _win_back(store: Store) -> None:
    by: dict[str, Any] = {"now": NOW, "today": TODAY, "by": BY}
    people = list(answer(store, "lapsed/win_back_candidates")["customer_id"])
    make_list(store, "November", people[1:], Terms("in person"), **by)
    mark_list(store, 1, f"{WORDS} a card", **by)
    note_contact(store, people[0], "phone call", f"{WORDS} nobody there", **by)


def _let_in(store: Store) -> None:
    access = Access(store, lambda: NOW)
    access.people.add(f"{COLLEAGUE}ana", Role.MANAGER, email=f"{CONTACT}@example.org")
    link, _ = access.links.share(
        "lapsed",
        {"staff": f"{COLLEAGUE}Tom"},
        title="For the owner",
        sample="",
        sees_names=False,
        has_cards=False,
        days=30,
        passcode="",
        created_by=BY,
    )
    access.links.note_view(link.link_id)
    access.audit.add(BY, "shared", f"{WORDS} for the owner")
