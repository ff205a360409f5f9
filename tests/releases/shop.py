"""A small made-up shop, and one of everything that its people do in Regulars.

It is done once when a release is made, and once more by the tests on the upgraded file: each round
has its own customers, so that the second finds nothing in its way.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.identity import decisions, erasure
from regulars.intake.choices import Choices
from regulars.intake.file_import import take
from regulars.intake.report import Report
from regulars.intake.undo import undo_import
from regulars.records import notes, regular_rule, thanks, word_changes
from regulars.records.follow_ups import new_cases, steps
from regulars.records.follow_ups.praise import pass_on_praise
from regulars.records.follow_ups.steps import Step
from regulars.records.win_back import contacts, lists
from regulars.records.win_back.terms import Terms
from regulars.store.store import Store
from tests.tables import Rows, answer, every, open_days, write_exports

PASSWORD = "a made-up password of nobody"
WEEKLY = ("Ana", "Ben", "Bennet", "Cia", "Dov", "Eve", "Fay")
LOST = tuple(f"Lost{place}" for place in range(6))
NOTEBOOK = Choices(
    kind="sales",
    fields={
        "date": "Tag",
        "customer_name": "Kundin",
        "phone": "Telefonnummer",
        "item": "Behandlung",
        "net": "Bezahlt",
    },
    is_confirmed=True,
)


@dataclass(frozen=True)
class Round:
    """Once through everything.

    Attributes:
        number: 1 for the release, 2 for the tests.
        first_on: the Monday on which its sales begin; they last for 12 weeks.
    """

    number: int
    first_on: date

    @property
    def last_on(self) -> date:
        """The last trading day."""
        return self.first_on + timedelta(days=83)

    @property
    def today(self) -> date:
        """The day on which staff do all this."""
        return self.last_on + timedelta(days=1)

    @property
    def now(self) -> datetime:
        """The moment at which they do it, UTC."""
        return datetime(self.today.year, self.today.month, self.today.day, 12)

    def named(self, name: str) -> str:
        """This round's own customer: Ana -> Ana One."""
        return f"{name} {('One', 'Two')[self.number - 1]}"


RELEASED = Round(1, date(2026, 6, 1))
AFTER_UPGRADE = Round(2, date(2026, 8, 24))


def import_exports(
    store: Store, folder: Path, round_: Round, notebook: Choices = NOTEBOOK
) -> list[Report]:
    """Import what one round's till, booking page and survey give away, and a notebook.

    One row is no use, one is brought twice, one is brought again with another price, and one import
    is taken back.

    Args:
        store: where to; it must be allowed to read ``folder``.
        folder: where the files may be written; it is empty.
        round_: whose files.
        notebook: how the notebook is to be read; nothing, where that is remembered.
    """
    last_on = f"{round_.last_on}"
    sales = [
        *open_days(f"{round_.first_on}", last_on, staff="Maya Lindt", location="Main Street"),
        *(
            sale
            for name in WEEKLY
            for sale in every(7, round_.named(name), f"{round_.first_on}", 12, staff="Tom Bauer")
        ),
        # Away for the last eight weeks.
        *(
            sale
            for name in LOST
            for sale in every(3, round_.named(name), f"{round_.first_on}", 10, net="9")
        ),
    ]
    edited = [sales[0] | {"net": "2"}, sales[1], {"receipt": "none", "date": "2026-02-30"}]
    bookings: Rows = [
        {
            "id": f"{round_.number}{place}",
            "start": f"{round_.last_on + timedelta(days=place - 5)} 10:00",
            "name": round_.named(name),
            "email": _email(round_, name),
            "staff": "Tom Bauer",
            "booked": f"{round_.last_on - timedelta(days=20)}",
        }
        for place, name in enumerate(("Ana", "Ben", "Cia", "Dov", "Fay", "Eve", "Ana"))
    ]
    reports = []
    for place, drawn in enumerate(
        (
            {"directory": _directory(round_), "sales": sales, "survey": _survey(round_)},
            {"sales": edited, "bookings": bookings},
            {"sales": open_days(f"{round_.today}", f"{round_.today}")},
        )
    ):
        files = folder / f"files{place}"
        files.mkdir()
        reports += take(store, write_exports(files, **drawn))
    undone = reports.pop().import_id
    assert undone is not None
    undo_import(store, undone)
    path = folder / "notebook.csv"
    path.write_text(_notebook(round_), encoding="utf-8")
    reports += take(store, [(path.name, path)], choices=notebook)
    return reports


def do_every_act(store: Store, access: Access, round_: Round) -> None:
    """Do one of everything that a manager and staff can do, on the customers of one round."""
    by = {"now": round_.now, "by": "Mara Quist"}
    on_day = by | {"today": round_.today}
    _write_on_cards(store, round_, by)
    _follow_up(store, round_, on_day)
    _win_back(store, round_, on_day)
    _decide_who_is_who(store, round_, by)
    word_changes.add_word(store, f"jukebox{round_.number}", "place", -1, **by)
    word_changes.add_word(store, f"gramophone{round_.number}", "place", 1, **by)
    word_changes.take_back_word(store, f"gramophone{round_.number}", "place")
    word_changes.switch_off_word(store, ("air con", "aisle")[round_.number - 1], "place", **by)
    word_changes.add_nickname(store, "Tom Bauer", ("Tommy", "Tomcat")[round_.number - 1], **by)
    word_changes.add_nickname(store, "Maya Lindt", "Mimi", **by)
    word_changes.remove_nickname(store, "Maya Lindt", "Mimi")
    regular_rule.change_rule(store, 5 + round_.number, 13, **by)
    _let_people_in(access, round_)


def customer(store: Store, round_: Round, name: str) -> str:
    """The id of one round's customer, by their first name."""
    found = answer(store, "customer/search", text=round_.named(name))
    return str(found.set_index("customer_name").loc[round_.named(name), "customer_id"])


def _email(round_: Round, name: str) -> str:
    return f"{name}.{round_.number}@example.org".lower()


def _directory(round_: Round) -> Rows:
    return [
        {
            "customer": round_.named(name),
            "name": round_.named(name),
            "email": _email(round_, name),
            "phone": f"603 555 0{round_.number}{place:02d}",
            "consent": "subscribed",
        }
        for place, name in enumerate((*WEEKLY, *LOST))
    ]


def _survey(round_: Round) -> str:
    said = (
        ("Ana", "9", "Great coffee, and Tom was lovely"),
        ("Ben", "2", "Too slow and the table was dirty"),
        ("Cia", "3", "I waited forever, rude and disappointing"),
        ("Dov", "10", "Tom remembered my name, wonderful"),
        ("Eve", "6", "The jukebox again and again"),
        ("Fay", "9", f"So {'very ' * (round_.number - 1)}kind"),
    )
    day = round_.last_on - timedelta(days=2)
    lines = [f"{day} | {_email(round_, name)} | {score} | {text}" for name, score, text in said]
    return "\n".join(["date | email | Would you recommend us? | More?", *lines])


def _notebook(round_: Round) -> str:
    """An export of a program that Regulars does not know."""
    rows = [
        f"{round_.last_on - timedelta(days=7 * place):%d.%m.%Y},{round_.named('Gus')},"
        f"603 555 0{round_.number}99,Bartpflege,{20 + place}.50"
        for place in range(3)
    ]
    return "\n".join([",".join(NOTEBOOK.fields.values()), *rows]) + "\n"


def _write_on_cards(store: Store, round_: Round, by: dict[str, object]) -> None:
    now = {"now": by["now"]}
    for name in ("Ana", "Eve"):
        customer_id = customer(store, round_, name)
        for kind in notes.KINDS:
            number = notes.write_note(store, customer_id, kind, f"{kind} of {name}", **by)
        notes.remove_note(store, number, **now)
        notes.restore_note(store, number)
        thanks.give_thanks(store, customer_id, "kind words", "a cake", **by)
        number = thanks.give_thanks(store, customer_id, "birthday", "", **by)
        thanks.undo_thanks(store, number, **now)


def _follow_up(store: Store, round_: Round, by: dict[str, object]) -> None:
    cases = answer(store, "follow_ups/cases", today=by["today"]).set_index("customer_name")
    key = cases.loc[round_.named("Ben"), "case_key"]
    due_on = round_.today + timedelta(days=3)
    first = Step(owner="Tom Bauer", due_on=due_on, status="contacted", notes="Called Ben")
    steps.take_step(store, key, first, **by)
    steps.take_step(store, key, Step(status="resolved", done=("share", "fix")), **by)
    steps.take_step(store, key, Step(notes="wrong case"), **by)
    steps.undo_step(store, key, now=by["now"], by=by["by"])
    by_hand = Step(notes="At the counter: the coffee was cold")
    new_cases.open_about_customer(store, customer(store, round_, "Eve"), by_hand, **by)
    said = answer(store, "satisfaction/comments").set_index("customer_name")
    about = said.loc[round_.named("Fay")]
    new_cases.open_about_answer(
        store, int(about["response_number"]), about["responded_on"].date(), Step(), **by
    )
    praise = answer(store, "follow_ups/praise").set_index("customer_name")
    for name in ("Dov", "Ana"):
        pass_on_praise(store, praise.loc[round_.named(name), "praise_key"], is_passed=True, **by)
    pass_on_praise(store, praise.loc[round_.named("Ana"), "praise_key"], is_passed=False, **by)


def _win_back(store: Store, round_: Round, by: dict[str, object]) -> None:
    chosen = answer(store, "lapsed/win_back_candidates").set_index("customer_name")
    people = [chosen.loc[round_.named(name), "customer_id"] for name in LOST]
    removed = lists.make_list(store, "By mistake", people, Terms("phone call", 0.0), **by)
    lists.remove_list(store, removed.list_no, now=by["now"])
    made = lists.make_list(store, f"Autumn {round_.number}", people, Terms("e-mail", 0.2), **by)
    contacts.mark_list(store, made.list_no, "10 % off", **by)
    contacts.undo_marking(store, made.list_no)
    on_list = answer(store, "lapsed/win_back_people", list_no=made.list_no)
    contacted = on_list[~on_list["is_held_out"]]["contact_no"]
    contacts.mark_person(store, int(contacted.iloc[0]), "phone call", "left a message", **by)
    contacts.undo_contact(store, int(contacted.iloc[0]))
    contacts.mark_list(store, made.list_no, "10 % off", **by)
    contacts.note_contact(store, customer(store, round_, "Cia"), "in person", "said hello", **by)


def _decide_who_is_who(store: Store, round_: Round, by: dict[str, object]) -> None:
    one, other = (customer(store, round_, name) for name in ("Ben", "Bennet"))
    undone = decisions.merge_people(store, one, other, **by)
    decisions.undo_decision(store, undone, now=by["now"])
    decisions.merge_people(store, one, other, **by)
    decisions.keep_apart(
        store, customer(store, round_, "Cia"), customer(store, round_, "Dov"), **by
    )
    fay = customer(store, round_, "Fay")
    known = answer(store, "imports/person_contacts", customer_id=fay).set_index("kind")
    decisions.split_person(store, fay, int(known.loc["email", "handle_no"]), **by)
    erasure.erase_person(store, customer(store, round_, "Eve"), **by)


def _let_people_in(access: Access, round_: Round) -> None:
    tag = f"{round_.number}"
    manager = access.people.add(
        f"Mara Quist {tag}", Role.MANAGER, email=f"mara.{tag}@example.org", password=PASSWORD
    )
    colleague = access.people.add(f"Tom Bauer {tag}", Role.STAFF)
    access.people.change(colleague.person_id, sees_contacts=True, may_export=False)
    access.people.invite(colleague.person_id)
    leaving = access.people.add(f"Ned Novak {tag}", Role.STAFF, password=PASSWORD)
    access.people.remove(leaving.person_id)
    access.sessions.start(manager.person_id)
    link, _ = _share(access, f"Today {tag}", passcode="1234567")
    access.links.note_view(link.link_id)
    access.links.rotate(link.link_id)
    ended, _ = _share(access, f"Ended {tag}", passcode="")
    access.links.revoke(ended.link_id)
    access.audit.add(manager.name, "shared", f"today: {link.title}")


def _share(access: Access, title: str, passcode: str):  # type: ignore[no-untyped-def]
    return access.links.share(
        "today",
        {"location": "Main Street"},
        title=title,
        sample="",
        sees_names=False,
        has_cards=True,
        days=30,
        passcode=passcode,
        created_by="Mara Quist",
    )
