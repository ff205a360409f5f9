"""People, their sessions, shared links, the log, and who is slowed down."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from regulars.app.policy import Permission, Viewer
from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.auth.throttle import Throttle
from regulars.errors import AccessFailed, LinkEnded
from regulars.store.store import Store
from tests.conftest import Clock

PASSWORD = "a quiet corner table"


@pytest.fixture
def store(tmp_path, new_path):
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


def test_passwords_and_tokens_are_nowhere_in_the_file(access, tmp_path):
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
