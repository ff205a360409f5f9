"""People, their sessions, shared links, the log, and who is slowed down."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
from argon2 import PasswordHasher

from regulars.app.policy import Permission, Viewer
from regulars.auth import passwords
from regulars.auth.access import Access
from regulars.auth.links import Link
from regulars.auth.passwords import check_password, hash_password, new_token, refuse_weak
from regulars.auth.person import Person, Role, clean_email, clean_name
from regulars.auth.throttle import Throttle
from regulars.errors import AccessFailed, LinkEnded
from regulars.store.store import Store
from tests.conftest import Clock
from tests.tables import emptied, rows_of

PASSWORD = "a quiet corner table"
MONDAY = Clock().moment


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Argon2 takes its time on purpose."""
    monkeypatch.setattr(
        passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )


@pytest.fixture(scope="module")
def one_store(tmp_path_factory, new_path):
    path = tmp_path_factory.mktemp("auth") / "books.duckdb"
    with Store.open(Path(shutil.copy(new_path, path))) as opened:
        yield opened


@pytest.fixture
def store(one_store):
    """A store in whose books nothing stands yet; it serves all tests, one after the other."""
    return emptied(one_store)


@pytest.fixture
def own_store(tmp_path, new_path):
    """One whose file holds nothing of other tests."""
    with Store.open(Path(shutil.copy(new_path, tmp_path / "books.duckdb"))) as opened:
        yield opened


@pytest.fixture
def access(store, clock):
    return Access(store, clock)


def add_two(access):
    ana = access.people.add("Ana Lund", Role.MANAGER, password=PASSWORD)
    return ana, access.people.add("Tom", Role.STAFF, email="Tom@Example.org")


def share(access, **other):
    wanted = {
        "title": "For the owner",
        "sample": "",
        "sees_names": False,
        "has_cards": False,
        "days": 30,
        "passcode": "",
        "created_by": "Ana",
    } | other
    return access.links.share("lapsed", {"location": "Mill Lane"}, **wanted)


# People


def test_nobody_signs_in_until_somebody_is_added(access):
    assert not access.asks_to_sign_in
    add_two(access)
    assert access.asks_to_sign_in


def test_a_person_is_found_by_name_and_e_mail_in_any_case(access):
    ana, tom = add_two(access)
    assert access.people.named(" ana LUND ") == ana
    assert access.people.named("tom@example.org") == tom
    assert access.people.named("") is None
    assert access.people.named("Eve") is None


def test_the_right_password_and_no_other(access):
    ana, tom = add_two(access)
    assert access.people.has_right_password(ana, PASSWORD)
    assert not access.people.has_right_password(ana, PASSWORD + " ")
    assert not access.people.has_right_password(tom, "")
    assert not access.people.has_right_password(None, PASSWORD)


def test_passwords_and_tokens_are_nowhere_in_the_file(own_store, clock, tmp_path):
    access = Access(own_store, clock)
    ana, tom = add_two(access)
    tokens = [access.people.invite(tom.person_id), access.sessions.start(ana.person_id)]
    tokens.append(share(access, passcode="open sesame")[1])
    with access.store.write() as cursor:
        cursor.execute("insert into desk.setting values ('a', 'b')")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in (PASSWORD, "open sesame", *tokens):
        assert secret.encode() not in written
    assert b"Ana Lund" in written, "the test looks where names are"


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaa", "ana lund 2026", "x" * 201])
def test_a_password_that_is_easily_guessed_is_refused(access, weak):
    with pytest.raises(AccessFailed, match=r"characters|easy to guess"):
        access.people.add("Ana Lund", Role.MANAGER, password=weak)
    assert len(access.people) == 0


@pytest.mark.parametrize("name", ["", "  ", "a" * 61, "Ana\x00", "Ana\u202eLund"])
def test_a_name_that_is_none_is_refused(access, name):
    with pytest.raises(AccessFailed, match="letters"):
        access.people.add(name, Role.MANAGER, password=PASSWORD)


def test_no_two_share_a_name_or_an_e_mail(access):
    add_two(access)
    for name, email in (("ANA LUND", None), ("Eve", "TOM@example.org"), ("tom@example.org", None)):
        with pytest.raises(AccessFailed, match="is taken already"):
            access.people.add(name, Role.STAFF, email=email)
    with pytest.raises(AccessFailed, match="no e-mail"):
        access.people.add("Eve", Role.STAFF, email="eve at home")


def test_the_first_person_is_a_manager_and_the_last_manager_stays(access):
    with pytest.raises(AccessFailed, match="first person must be a manager"):
        access.people.add("Tom", Role.STAFF)
    ana, tom = add_two(access)
    for attempt in (
        lambda: access.people.remove(ana.person_id),
        lambda: access.people.change(ana.person_id, role=Role.STAFF),
    ):
        with pytest.raises(AccessFailed, match="only manager"):
            attempt()
    access.people.change(tom.person_id, role=Role.MANAGER)
    access.people.remove(ana.person_id)
    assert [access.people.named("Tom").role, access.people.named("Ana Lund")] == ["manager", None]


def test_what_a_manager_allows_holds_at_once_and_after_a_restart(access, clock):
    _, tom = add_two(access)
    assert not Viewer.of_person(access.people.get(tom.person_id)).may(Permission.EXPORT)
    access.people.change(tom.person_id, sees_contacts=True, may_export=True)
    for now in (access, Access(access.store, clock)):
        viewer = Viewer.of_person(now.people.get(tom.person_id))
        assert viewer.sight.contacts
        assert viewer.may(Permission.EXPORT)
        assert not viewer.may(Permission.IMPORT)


def test_an_invitation_works_once_for_a_week(access, clock):
    _, tom = add_two(access)
    first, second = access.people.invite(tom.person_id), access.people.invite(tom.person_id)
    assert access.people.invited(first) is None, "replaced"
    assert access.people.invited(second) == tom
    access.people.set_password(tom.person_id, PASSWORD)
    assert access.people.invited(second) is None, "used"
    third = access.people.invite(tom.person_id)
    clock.move(days=7, seconds=1)
    assert access.people.invited(third) is None, "too old"


def test_who_was_removed_keeps_neither_password_nor_invitation(access):
    _, tom = add_two(access)
    token = access.people.invite(tom.person_id)
    access.people.remove(tom.person_id)
    assert access.people.invited(token) is None
    assert access.people.get(tom.person_id) is None
    access.people.add("Tom", Role.STAFF)


# Sessions


def test_a_session_lasts_as_long_as_it_is_used_but_not_for_ever(access, clock):
    ana, _ = add_two(access)
    token = access.sessions.start(ana.person_id)
    for _ in range(60):
        clock.move(hours=11.9)
        assert access.sessions.person_of(token) == ana.person_id
    clock.move(hours=11.9)
    assert access.sessions.person_of(token) is None, "thirty days are over"


def test_a_session_ends_after_twelve_hours_without_a_click(access, clock):
    ana, _ = add_two(access)
    token = access.sessions.start(ana.person_id)
    clock.move(hours=12, seconds=1)
    assert access.sessions.person_of(token) is None


def test_a_session_survives_a_restart_and_its_use_is_remembered(access, clock):
    ana, _ = add_two(access)
    token = access.sessions.start(ana.person_id)
    clock.move(hours=10)
    access.sessions.person_of(token)
    clock.move(hours=10)
    assert Access(access.store, clock).sessions.person_of(token) == ana.person_id


def test_signing_out_here_and_everywhere(access, clock):
    ana, _ = add_two(access)
    here, there, elsewhere = (access.sessions.start(ana.person_id) for _ in range(3))
    access.sessions.end(there)
    assert access.sessions.person_of(there) is None
    assert access.sessions.end_all(ana.person_id, but=here) == 1
    for now in (access, Access(access.store, clock)):
        assert now.sessions.person_of(here) == ana.person_id
        assert now.sessions.person_of(elsewhere) is None


def test_a_made_up_session_is_nobody(access):
    add_two(access)
    assert access.sessions.person_of("made up") is None


# Links


def test_an_address_opens_its_link(access, clock):
    link, token = share(access)
    for now in (access, Access(access.store, clock)):
        opened = now.links.open(token)
        assert opened == link
        viewer = Viewer.of_link(opened)
        assert viewer.locked == {"location": "Mill Lane"}
        assert viewer.screens == {"lapsed"}
        assert not viewer.permissions


@pytest.mark.parametrize("guess", ["", "x", "A" * 32])
def test_a_guessed_address_leads_nowhere(access, guess):
    share(access)
    with pytest.raises(LinkEnded, match="leads nowhere"):
        access.links.open(guess)


def test_a_link_ends_on_its_day(access, clock):
    link, token = share(access, days=1)
    clock.move(hours=23, minutes=59)
    access.links.open(token)
    clock.move(minutes=1)
    for attempt in (
        lambda: access.links.open(token),
        lambda: access.links.entered(link.link_id, link.turn),
    ):
        with pytest.raises(LinkEnded, match="ran until 3 November 2026"):
            attempt()


def test_a_revoked_link_is_out_at_once_and_after_a_restart(access, clock):
    link, token = share(access)
    access.links.revoke(link.link_id)
    for now in (access, Access(access.store, clock)):
        with pytest.raises(LinkEnded, match="has ended it"):
            now.links.open(token)
        with pytest.raises(LinkEnded, match="has ended it"):
            now.links.entered(link.link_id, link.turn)
    with pytest.raises(AccessFailed, match="has ended"):
        access.links.rotate(link.link_id)


def test_a_new_address_shuts_out_the_old_one_and_whom_it_let_in(access, clock):
    link, old = share(access)
    _, new = access.links.rotate(link.link_id)
    for now in (access, Access(access.store, clock)):
        assert now.links.open(new).link_id == link.link_id
        with pytest.raises(LinkEnded):
            now.links.open(old)
        with pytest.raises(LinkEnded, match="replaced"):
            now.links.entered(link.link_id, link.turn)


def test_a_passcode(access):
    link, _ = share(access, passcode="open sesame")
    assert access.links.has_right_passcode(link, "open sesame")
    assert not access.links.has_right_passcode(link, "")
    assert access.links.has_right_passcode(share(access)[0], "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": 367},
        {"title": " "},
        {"title": "a\u202eb"},
        {"passcode": "12345"},
    ],
)
def test_a_link_that_cannot_be_is_refused(access, wrong):
    with pytest.raises(AccessFailed):
        share(access, **wrong)


# The log


def test_the_log_is_whole_until_somebody_touches_it(access):
    for number in range(5):
        access.audit.add("Ana", "imported", f"file {number}")
    assert access.audit.first_broken() is None
    assert [entry.number for entry in access.audit.newest(3)] == [5, 4, 3]
    with access.store.write() as cursor:
        cursor.execute("update desk.audit set who = 'Tom' where entry_no = 3")
    assert access.audit.first_broken() == 3


def test_a_missing_entry_shows(access):
    for number in range(5):
        access.audit.add("Ana", "imported", f"file {number}")
    with access.store.write() as cursor:
        cursor.execute("delete from desk.audit where entry_no = 2")
    assert access.audit.first_broken() == 2


def test_an_entry_slipped_in_at_the_front_shows(access):
    access.audit.add("Ana", "imported", "a file")
    with access.store.write() as cursor:
        cursor.execute("update desk.audit set entry_no = 2")
    assert access.audit.first_broken() == 1


# Slowing down


def test_failures_wait_longer_and_longer_up_to_a_limit():
    clock = Clock()
    throttle = Throttle(timedelta(minutes=1), clock)
    waits = []
    for _ in range(12):
        waits.append(throttle.wait_seconds("a"))
        throttle.fail("a")
    assert waits == [0, 0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60]
    assert throttle.wait_seconds("b") == 0
    clock.move(seconds=60)
    assert throttle.wait_seconds("a") == 0


def test_success_and_time_forget_failures():
    clock = Clock()
    throttle = Throttle(timedelta(minutes=15), clock)
    for key in ("a", "b"):
        for _ in range(9):
            throttle.fail(key)
    throttle.succeed("a")
    assert throttle.wait_seconds("a") == 0
    clock.move(hours=1, seconds=1)
    throttle.fail("b")
    assert throttle.wait_seconds("b") == 0


def test_many_keys_do_not_fill_the_memory():
    throttle = Throttle(timedelta(minutes=1), Clock())
    for _ in range(8):
        throttle.fail("first")
    for number in range(10_000):
        throttle.fail(f"key {number}")
    assert throttle.wait_seconds("first") == 0


def test_a_note_waits_for_no_import(store, access):
    with store.write() as cursor:
        cursor.execute("create or replace table facts.x as select 1 as y")
        noting = Thread(target=access.audit.add, args=["Ana", "signed in"])
        noting.start()
        noting.join(10)
        assert len(access.audit.newest(9)) == 1


def test_a_note_leaves_what_it_does_not_write_as_it_was(store, access):
    before = store.version_of(["facts.visit", "desk.note"]), store.version_of(["desk.audit"])
    access.audit.add("Ana", "signed in")
    assert store.version_of(["facts.visit", "desk.note"]) == before[0]
    assert store.version_of(["desk.audit"]) > before[1]


# The book within other writes


def test_an_entry_within_a_write_gets_its_number_after_it(store, access):
    with store.write() as cursor:
        cursor.execute("create or replace table facts.x as select 1 as y")
        access.audit.add("Ana", "imported")
        assert access.audit.newest(9) == []
        others = Thread(target=access.audit.add, args=["Tom", "signed in"])
        others.start()
        others.join(10)
    assert [(entry.number, entry.who) for entry in access.audit.newest(9)] == [
        (2, "Ana"),
        (1, "Tom"),
    ]
    assert access.audit.first_broken() is None


def test_an_entry_of_what_was_not_done_is_none(store, access):
    def fail(within):
        with within:
            access.audit.add("Ana", "imported")
            1 / 0  # noqa: B018

    for within in (store.write(), store.note()):
        with pytest.raises(ZeroDivisionError):
            fail(within)
    assert access.audit.newest(9) == []
    assert Access(store).audit.newest(9) == []


def test_an_entry_that_a_crash_left_without_a_number_gets_it_at_the_next_start(
    store, access, clock, monkeypatch
):
    monkeypatch.setattr(access.audit, "number_pending", lambda: None)
    with store.write():
        access.audit.add("Ana", "imported")
        access.audit.add("Ana", "imported more")
    assert access.audit.newest(9) == []
    told = Access(store, clock).audit.newest(9)
    assert [(entry.number, entry.act) for entry in told] == [(2, "imported more"), (1, "imported")]
    assert len(Access(store, clock).audit.newest(9)) == 2


def test_what_is_held_in_memory_is_undone_with_the_store(store, access):
    ana, tom = add_two(access)
    link, token = share(access)
    signed_in = access.sessions.start(ana.person_id)

    def change_all():
        with store.note():
            access.people.add("Eve", Role.STAFF)
            access.people.remove(tom.person_id)
            access.links.revoke(link.link_id)
            access.sessions.end_all(ana.person_id)
            1 / 0  # noqa: B018

    pytest.raises(ZeroDivisionError, change_all)
    assert [person.name for person in access.people.everybody()] == ["Ana Lund", "Tom"]
    assert access.links.open(token) == link
    assert access.sessions.person_of(signed_in) == ana.person_id


# What is kept, to the letter


def refusal(act) -> str:
    """What somebody is told who may not do that."""
    with pytest.raises(AccessFailed) as refused:
        act()
    return refused.value.message


def test_people_are_kept_as_they_were_added(store, access, clock):
    ana, tom = add_two(access)
    clock.move(minutes=1)
    eve = access.people.add(" Eve  Mar ", Role.STAFF, password=PASSWORD)
    assert ana == Person(ana.person_id, "Ana Lund", None, Role.MANAGER, True, True, True)
    assert tom == Person(tom.person_id, "Tom", "tom@example.org", Role.STAFF, False, False, False)
    assert eve == Person(eve.person_id, "Eve Mar", None, Role.STAFF, False, False, True)
    assert len({person.person_id for person in (ana, tom, eve)}) == 3
    assert {len(person.person_id) for person in (ana, tom, eve)} == {16}
    again = Access(store, clock).people
    assert again.everybody() == access.people.everybody() == [ana, tom, eve]
    assert again.has_right_password(eve, PASSWORD)
    assert rows_of(store, "select name, created_at from desk.person order by created_at, name") == [
        ("Ana Lund", MONDAY), ("Tom", MONDAY), ("Eve Mar", MONDAY + timedelta(minutes=1))
    ]  # fmt: skip


def test_who_was_added_first_stands_first_after_a_restart(store, access, clock):
    for name in ("Zoe", "Mia", "Ana"):
        access.people.add(name, Role.MANAGER)
        clock.move(seconds=1)
    assert [one.name for one in Access(store, clock).people.everybody()] == ["Zoe", "Mia", "Ana"]


@pytest.mark.parametrize("how", [lambda a: a.people.with_email, lambda a: a.people.named])
def test_an_e_mail_is_found_in_any_case_and_with_spaces(access, how):
    _, tom = add_two(access)
    find = how(access)
    assert find(" TOM@example.ORG ") == tom
    assert find("") is None
    assert find(" ") is None
    assert find("eve@example.org") is None


def test_a_name_is_no_e_mail_and_a_sign_that_looks_like_a_letter_is_none(access):
    add_two(access)
    kim = access.people.add("Kim", Role.STAFF, email="kim@example.org")
    assert access.people.with_email("Tom") is None
    assert access.people.with_email("kim@example.org") == kim
    assert access.people.with_email("\u212aim@example.org") is None


def test_a_change_keeps_what_it_does_not_speak_of(store, access, clock):
    _, tom = add_two(access)
    change = access.people.change
    seen = []
    for told in (
        {"sees_contacts": True},
        {"may_export": True},
        {"email": " T@Example.org "},
        {"sees_contacts": False},
        {"may_export": False},
        {"email": ""},
        {},
    ):
        seen.append(change(tom.person_id, **told))
        assert Access(store, clock).people.get(tom.person_id) == seen[-1]
    assert [(one.email, one.sees_contacts, one.may_export) for one in seen] == [
        ("tom@example.org", True, False),
        ("tom@example.org", True, True),
        ("t@example.org", True, True),
        ("t@example.org", False, True),
        ("t@example.org", False, False),
        (None, False, False),
        (None, False, False),
    ]
    assert {(one.person_id, one.name, one.role) for one in seen} == {
        (tom.person_id, "Tom", Role.STAFF)
    }


def test_a_manager_sees_and_exports_everything_whatever_is_said(access):
    ana, tom = add_two(access)
    made = access.people.change(tom.person_id, role=Role.MANAGER)
    assert (made.role, made.sees_contacts, made.may_export) == (Role.MANAGER, True, True)
    less = access.people.change(ana.person_id, sees_contacts=False, may_export=False)
    assert (less.sees_contacts, less.may_export) == (True, True)


def test_who_was_removed_leaves_a_name_and_a_day(store, access, clock):
    ana, tom = add_two(access)
    access.people.set_password(tom.person_id, PASSWORD)
    access.people.invite(tom.person_id)
    access.people.invite(ana.person_id)
    clock.move(days=1)
    assert access.people.remove(tom.person_id).name == "Tom"
    assert rows_of(
        store, "select name, email, password_hash, left_at from desk.person where name = 'Tom'"
    ) == [("Tom", None, None, MONDAY + timedelta(days=1))]
    assert rows_of(store, "select person_id from desk.invitation") == [(ana.person_id,)]
    assert Access(store, clock).people.everybody() == [ana]
    assert not access.people.has_right_password(tom, PASSWORD)
    gone = "This person is no longer there. Load the page again."
    for act in (
        lambda: access.people.remove(tom.person_id),
        lambda: access.people.change(tom.person_id, email="x@example.org"),
        lambda: access.people.invite(tom.person_id),
        lambda: access.people.set_password(tom.person_id, PASSWORD),
    ):
        assert refusal(act) == gone


def test_a_password_that_was_set_holds_after_a_restart_and_voids_invitations(store, access, clock):
    ana, tom = add_two(access)
    access.people.invite(tom.person_id)
    access.people.invite(ana.person_id)
    access.people.set_password(tom.person_id, PASSWORD + "!")
    assert access.people.get(tom.person_id) == replace(tom, has_password=True)
    assert rows_of(store, "select person_id from desk.invitation") == [(ana.person_id,)]
    for now in (access, Access(store, clock)):
        assert now.people.has_right_password(tom, PASSWORD + "!")
        assert not now.people.has_right_password(tom, PASSWORD)
        assert now.people.has_right_password(ana, PASSWORD)
        assert now.people.get(tom.person_id).has_password
    assert "characters" in refusal(lambda: access.people.set_password(tom.person_id, "short"))
    assert "easy to guess" in refusal(
        lambda: access.people.set_password(ana.person_id, "I am ana lund")
    )


def test_an_invitation_ends_to_the_second_and_is_one_person_s(store, access, clock):
    ana, tom = add_two(access)
    others = access.people.invite(ana.person_id)
    token = access.people.invite(tom.person_id)
    clock.move(days=7, seconds=-1)
    assert access.people.invited(token) == tom
    assert access.people.invited(others) == ana
    assert Access(store, clock).people.invited(token) == tom
    clock.move(seconds=1)
    assert access.people.invited(token) is None


def test_what_is_refused_about_people_is_said_in_words(access):
    people = access.people
    assert refusal(lambda: people.add("Tom", Role.STAFF)) == (
        "The first person must be a manager, or nobody could add more."
    )
    assert refusal(lambda: people.add("Tom", Role.LINK)) == "A person is a manager or staff."
    ana, _ = add_two(access)
    assert refusal(lambda: people.add("tom", Role.STAFF)) == (
        '"tom" is taken already. Choose another.'
    )
    assert refusal(lambda: people.change(ana.person_id, email="tom@example.org")) == (
        '"tom@example.org" is taken already. Choose another.'
    )
    assert refusal(lambda: people.remove(ana.person_id)) == (
        "Ana Lund is the only manager. Make somebody else a manager first."
    )


def test_names_and_e_mails_have_limits():
    assert clean_name("  Ana \t Lund ") == "Ana Lund"
    assert len(clean_name("a" * 60)) == 60
    for name in ("", "a" * 61, "Ana\x00"):
        assert refusal(lambda name=name: clean_name(name)) == "A name has 1 to 60 letters."
    longest = f"{'a' * 242}@example.org"
    assert clean_email(f" {longest.upper()} ") == longest
    assert refusal(lambda: clean_email("a" + longest)) == (
        "An e-mail address has at most 254 letters."
    )
    for none in (None, "", "  "):
        assert clean_email(none) is None
    for wrong in ("eve", "eve@home", "@home.org", "e ve@home.org", "eve@@home.org"):
        assert refusal(lambda wrong=wrong: clean_email(wrong)) == f'"{wrong}" is no e-mail address.'


@pytest.mark.parametrize("fine", ["abcde12345", "abcdeabcde", "abcde" * 40, "Lund sings"])
def test_a_password_that_is_just_long_or_varied_enough(fine):
    refuse_weak(fine, "Ana Lund")


@pytest.mark.parametrize(
    ("weak", "told"),
    [
        (
            "abcde1234",
            "The password needs at least 10 characters; a short sentence is easy to remember and "
            "hard to guess.",
        ),
        ("abcde" * 40 + "a", "The password may have at most 200 characters."),
        ("abcdabcdabcd", "That password is too easy to guess. Try a short sentence."),
        ("abcABCabcABCd", "That password is too easy to guess. Try a short sentence."),
        ("this is aNa lUnd", "That password is too easy to guess. Try a short sentence."),
    ],
)
def test_a_weak_password_is_refused_in_words(weak, told):
    assert refusal(lambda: refuse_weak(weak, "Ana Lund")) == told


def test_passwords_are_kept_as_rfc_9106_says(monkeypatch):
    """Argon2id; the second recommended option: 64 MiB, three passes, four lanes."""
    monkeypatch.undo()
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert check_password(PASSWORD, kept)


def test_a_hash_that_is_none_opens_nothing():
    kept = hash_password(PASSWORD)
    assert check_password(PASSWORD, kept)
    assert not check_password(PASSWORD, "broken")
    assert not check_password("", None)
    assert kept != hash_password(PASSWORD), "salted"


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert {len(token) for token in tokens} == {32}


# Sessions, to the second


def test_the_last_second_of_twelve_hours_and_of_thirty_days_counts(access, clock):
    ana, _ = add_two(access)
    token = access.sessions.start(ana.person_id)
    clock.move(hours=12)
    assert access.sessions.person_of(token) == ana.person_id
    for _ in range(59):
        clock.move(hours=12)
        assert access.sessions.person_of(token) == ana.person_id
    clock.move(seconds=1)
    assert access.sessions.person_of(token) is None


def test_when_somebody_was_seen_is_written_every_five_minutes(store, access, clock):
    ana, tom = add_two(access)
    token = access.sessions.start(ana.person_id)
    access.sessions.start(tom.person_id)

    def seen() -> list[tuple[datetime]]:
        sql = f"select seen_at from desk.session where person_id = '{ana.person_id}'"
        return rows_of(store, sql)

    for seconds, written in ((300, 0), (1, 301), (300, 301), (1, 602)):
        clock.move(seconds=seconds)
        access.sessions.person_of(token)
        assert seen() == [(MONDAY + timedelta(seconds=written),)]
    others = f"select seen_at from desk.session where person_id = '{tom.person_id}'"
    assert rows_of(store, others) == [(MONDAY,)]


def test_a_session_is_kept_with_its_start(store, access, clock):
    ana, tom = add_two(access)
    clock.move(minutes=1)
    token = access.sessions.start(ana.person_id)
    minute = MONDAY + timedelta(minutes=1)
    kept = "select person_id, started_at, seen_at from desk.session"
    assert rows_of(store, kept) == [(ana.person_id, minute, minute)]
    signed_in = "select name, signed_in_at from desk.person order by name"
    assert rows_of(store, signed_in) == [("Ana Lund", minute), ("Tom", None)]
    for _ in range(59):
        clock.move(hours=12)
        access.sessions.person_of(token)
    again = Access(store, clock)
    assert again.sessions.person_of(token) == ana.person_id
    clock.move(hours=12, seconds=1)
    assert again.sessions.person_of(token) is None, "thirty days after its start"


def test_sessions_that_are_over_are_forgotten_when_somebody_signs_in(store, access, clock):
    ana, tom = add_two(access)
    access.sessions.start(ana.person_id)
    clock.move(hours=11)
    alive = access.sessions.start(tom.person_id)
    clock.move(hours=2)
    access.sessions.start(tom.person_id)
    assert rows_of(store, "select person_id from desk.session") == [(tom.person_id,)] * 2
    assert access.sessions.person_of(alive) == tom.person_id


def test_signing_out_leaves_others_and_nothing_in_the_store(store, access):
    ana, tom = add_two(access)
    here, there = access.sessions.start(ana.person_id), access.sessions.start(ana.person_id)
    access.sessions.start(tom.person_id)
    access.sessions.end(there)
    access.sessions.end("made up")
    count = "select person_id, count(*) from desk.session group by all order by 2, 1"
    assert {row[1] for row in rows_of(store, count)} == {1}
    access.sessions.start(ana.person_id)
    access.sessions.start(ana.person_id)
    assert access.sessions.end_all(ana.person_id, but=here) == 2
    assert {row[1] for row in rows_of(store, count)} == {1}
    assert access.sessions.end_all(ana.person_id) == 1
    assert rows_of(store, "select person_id from desk.session") == [(tom.person_id,)]


# Links, to the letter


@pytest.mark.parametrize("is_open", [False, True])
def test_a_link_is_kept_as_it_was_shared(store, access, clock, is_open):
    link, token = access.links.share(
        "lapsed",
        {"location": "Mill Lane", "müller": ""},
        title="  For   the owner ",
        sample="cafe" if is_open else "",
        sees_names=is_open,
        has_cards=not is_open,
        days=30,
        passcode="open sesame" if is_open else "",
        created_by="Ana",
    )
    assert link == Link(
        link.link_id, 1, "For the owner", "lapsed", {"location": "Mill Lane", "müller": ""},
        "cafe" if is_open else "", is_open, not is_open, is_open, "Ana", MONDAY,
        MONDAY + timedelta(days=30), None,
    )  # fmt: skip
    for now in (access, Access(store, clock)):
        assert now.links.everyone() == [link]
        assert now.links.open(token) == now.links.entered(link.link_id, 1) == link
        assert now.links.has_right_passcode(link, "open sesame")
        assert now.links.has_right_passcode(link, "") != is_open
    assert len(link.link_id) == 16


def test_links_stand_in_the_order_in_which_they_were_shared(store, access, clock):
    titles = ["z", "m", "a"]
    for title in titles:
        share(access, title=title)
        clock.move(seconds=1)
    for now in (access, Access(store, clock)):
        assert [link.title for link in now.links.everyone()] == titles


def test_a_link_has_limits(access):
    for days in (1, 366):
        assert (share(access, days=days)[0].expires_at - MONDAY).days == days
    assert share(access, passcode="123456")[0].has_passcode
    assert share(access, title="x" * 90)[0].title == "x" * 80
    for days in (0, 367):
        assert refusal(lambda days=days: share(access, days=days)) == "A link lasts 1 to 366 days."
    assert refusal(lambda: share(access, passcode="12345")) == (
        "A passcode has at least 6 characters."
    )
    for title in (" ", "a\u202eb"):
        assert refusal(lambda title=title: share(access, title=title)) == (
            "Give the link a name, so that you know it in the list."
        )


def test_why_a_link_does_not_open_is_said_in_words(access, clock):
    def told(act) -> str:
        with pytest.raises(LinkEnded) as ended:
            act()
        return ended.value.message

    link, token = share(access, days=1)
    assert told(lambda: access.links.open("guess")) == (
        "This link leads nowhere: it may be cut off, or it was replaced by another."
    )
    replaced = "This link was replaced by another."
    assert told(lambda: access.links.entered("nobody", 1)) == replaced
    assert told(lambda: access.links.entered(link.link_id, 2)) == replaced
    clock.move(days=1)
    assert told(lambda: access.links.open(token)) == (
        "This link ran until 3 November 2026. Ask whoever shared it for a new one."
    )
    ended = "This link has ended. Share the view again."
    assert refusal(lambda: access.links.rotate(link.link_id)) == ended
    access.links.revoke(link.link_id)
    assert told(lambda: access.links.open(token)) == (
        "Whoever shared this view has ended it. Ask them for a new link."
    )
    assert refusal(lambda: access.links.rotate(link.link_id)) == ended
    gone = "This link is no longer there. Load the page again."
    assert refusal(lambda: access.links.revoke("nobody")) == gone
    assert refusal(lambda: access.links.rotate("nobody")) == gone


def test_ending_or_replacing_a_link_leaves_the_others(store, access, clock):
    first, _ = share(access)
    clock.move(minutes=5)
    second, old = share(access)
    third, token = share(access)
    revoked = access.links.revoke(first.link_id)
    assert revoked == replace(first, revoked_at=MONDAY + timedelta(minutes=5))
    turned, new = access.links.rotate(second.link_id)
    assert turned == replace(second, turn=2)
    for now in (access, Access(store, clock)):
        kept = {link.link_id: link for link in now.links.everyone()}
        assert kept == {link.link_id: link for link in (revoked, turned, third)}
        assert now.links.open(token) == third
        assert now.links.open(new) == now.links.entered(second.link_id, 2) == turned
        with pytest.raises(LinkEnded, match="leads nowhere"):
            now.links.open(old)


def test_a_look_through_a_link_is_written_down_with_its_moment(store, access, clock):
    link, _ = share(access)
    access.links.note_view(link.link_id)
    clock.move(minutes=2)
    access.links.note_view(link.link_id)
    assert rows_of(store, "select link_id, viewed_at from desk.link_view order by 2") == [
        (link.link_id, MONDAY),
        (link.link_id, MONDAY + timedelta(minutes=2)),
    ]


# The log, to the letter


def test_an_entry_says_when_who_and_what(access, clock):
    access.audit.add("Ana", "signed in")
    clock.move(minutes=1)
    access.audit.add("Tom", "imported", "a file")
    told = [
        (entry.number, entry.happened_at, entry.who, entry.act, entry.what)
        for entry in access.audit.newest(5)
    ]
    assert told == [
        (2, MONDAY + timedelta(minutes=1), "Tom", "imported", "a file"),
        (1, MONDAY, "Ana", "signed in", ""),
    ]
    assert len(access.audit.newest(1)) == 1


@pytest.mark.parametrize(
    "change",
    [
        "happened_at = happened_at + interval 1 second",
        "who = 'Eve'",
        "act = 'exported'",
        "what = 'another'",
        "entry_hash = 'made up'",
        "entry_no = 7",
    ],
)
def test_whatever_is_changed_in_an_entry_shows(store, access, change):
    for number in range(3):
        access.audit.add("Ana", "imported", f"file {number}")
    with store.write() as cursor:
        cursor.execute(f"update desk.audit set {change} where entry_no = 2")
    assert access.audit.first_broken() == 2


def test_an_entry_s_hash_covers_the_one_before_it(store, access):
    for _ in range(2):
        access.audit.add("Ana", "signed in")
    hashes = [row[0] for row in rows_of(store, "select entry_hash from desk.audit")]
    assert len(set(hashes)) == 2
    assert {len(one) for one in hashes} == {64}
    one_at_the_front = Access(store, Clock())
    with store.write() as cursor:
        cursor.execute("delete from desk.audit where entry_no = 1")
        cursor.execute("update desk.audit set entry_no = 1")
    assert one_at_the_front.audit.first_broken() == 1


def test_entries_of_writes_are_numbered_as_they_happened(store, access, clock):
    with store.write():
        access.audit.add("Ana", "imported", "first")
        clock.move(minutes=1)
        access.audit.add("Ana", "imported", "second")
    told = access.audit.newest(5)
    assert [entry.what for entry in told] == ["second", "first"]
    assert [later.happened_at - sooner.happened_at for later, sooner in pairwise(told)] == [
        timedelta(minutes=1)
    ]
    assert rows_of(store, "select count(*) from desk.audit_pending") == [(0,)]
    assert access.audit.first_broken() is None


# The key and the waits


def test_the_key_of_cookies_is_a_store_s_own_and_stays(store, access, clock, own_store):
    key = access.cookie_key
    assert len(bytes.fromhex(key)) == 32
    assert access.cookie_key == Access(store, clock).cookie_key == key
    assert Access(own_store, clock).cookie_key != key


def test_by_name_one_waits_a_minute_at_most_and_by_address_fifteen(access, clock):
    for throttle, longest in ((access.name_throttle, 60), (access.address_throttle, 900)):
        for _ in range(30):
            throttle.fail("a")
        assert throttle.wait_seconds("a") == longest


def test_a_wait_is_told_in_whole_seconds_and_doubles_twenty_times_at_most():
    clock = Clock()
    throttle = Throttle(timedelta(days=400), clock)
    for _ in range(6):
        throttle.fail("a")
    assert throttle.wait_seconds("a") == 4
    clock.move(seconds=1.5)
    assert throttle.wait_seconds("a") == 3
    clock.move(seconds=2.5)
    assert throttle.wait_seconds("a") == 0
    clock.move(seconds=100)
    assert throttle.wait_seconds("a") == 0
    for _ in range(40):
        throttle.fail("a")
    assert throttle.wait_seconds("a") == 2 * 2**20


def test_failures_of_an_hour_ago_still_count_and_a_second_later_no_more():
    clock = Clock()
    throttle = Throttle(timedelta(minutes=15), clock)
    for key in ("a", "b"):
        for _ in range(5):
            throttle.fail(key)
    clock.move(hours=1)
    throttle.fail("a")
    assert throttle.wait_seconds("a") == 4
    clock.move(seconds=1)
    throttle.fail("b")
    assert throttle.wait_seconds("b") == 0
    throttle.succeed("nobody")


def test_ten_thousand_keys_are_held_and_the_oldest_goes_first():
    throttle = Throttle(timedelta(minutes=1), Clock())
    for key in ("first", "second"):
        for _ in range(8):
            throttle.fail(key)
    for number in range(9_998):
        throttle.fail(f"key {number}")
    assert throttle.wait_seconds("first") > 0
    throttle.fail("first")
    throttle.fail("one more")
    assert throttle.wait_seconds("second") == 0
    assert throttle.wait_seconds("first") > 0


def test_whoever_kept_an_answer_hears_of_what_was_written(store, access):
    """Answers are kept by the versions of the tables that they read."""
    ana, tom = add_two(access)
    link, _ = share(access)
    token = access.sessions.start(ana.person_id)

    def entry_within_a_write() -> None:
        with store.write():
            access.audit.add("Ana", "imported")

    for act, table in (
        (lambda: access.people.change(tom.person_id, email=""), "person"),
        (lambda: access.people.invite(tom.person_id), "invitation"),
        (lambda: access.sessions.start(ana.person_id), "person"),
        (lambda: access.sessions.end(token), "session"),
        (lambda: access.links.rotate(link.link_id), "link"),
        (lambda: access.links.note_view(link.link_id), "link_view"),
        (entry_within_a_write, "audit"),
        (entry_within_a_write, "audit_pending"),
    ):
        before = store.version_of([f"desk.{table}"])
        act()
        assert store.version_of([f"desk.{table}"]) > before, table
