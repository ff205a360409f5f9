"""Who may look, from a terminal."""

from __future__ import annotations

import io
import sys

import pytest

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import main
from regulars.store.store import Store

PASSWORD = "a quiet corner table"


class Terminal:
    """An installation of its own: terminal("person", "list") -> (exit code, what was printed)."""

    def __init__(self, tmp_path, monkeypatch, capsys):
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.path = tmp_path / "data" / "regulars.duckdb"
        monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
        monkeypatch.setenv("REGULARS_PUBLIC_URL", "https://regulars.example.com")

    def __call__(self, *words, typed=""):
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(list(words))
        printed = self._capsys.readouterr()
        return code, printed.out + printed.err

    def books(self):
        return Store.open(self.path)


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    return Terminal(tmp_path, monkeypatch, capsys)


def add_ana(terminal):
    assert terminal("person", "add", "Ana", "--role", "manager", typed=f"{PASSWORD}\n")[0] == 0


def test_the_first_manager_and_their_password(terminal):
    assert "Nobody signs in" in terminal("person", "list")[1]
    assert terminal("person", "add", "Tom", typed=f"{PASSWORD}\n")[0] == 1, "staff first"
    assert terminal("person", "add", "Ana", "--role", "manager", typed="short\n")[0] == 1
    add_ana(terminal)
    with terminal.books() as store:
        access = Access(store)
        assert access.people.has_right_password(access.people.named("Ana"), PASSWORD)


def test_an_invitation_is_an_address_that_works(terminal):
    add_ana(terminal)
    code, text = terminal("person", "add", "Tom", "--email", "tom@example.org", "--invite")
    address = text.splitlines()[-1]
    assert code == 0
    assert address.startswith("https://regulars.example.com/welcome/")
    with terminal.books() as store:
        assert Access(store).people.invited(address.rpartition("/")[2]).name == "Tom"


def test_another_password_signs_out_everywhere(terminal):
    add_ana(terminal)
    with terminal.books() as store:
        access = Access(store)
        token = access.sessions.start(access.people.named("Ana").person_id)
    assert terminal("person", "password", "ana", typed="tea before anything\n")[0] == 0
    with terminal.books() as store:
        access = Access(store)
        assert access.sessions.person_of(token) is None
        assert access.people.has_right_password(access.people.named("Ana"), "tea before anything")


def test_what_somebody_may_is_changed_and_shown(terminal):
    add_ana(terminal)
    terminal("person", "add", "Tom", "--invite")
    code, text = terminal("person", "change", "Tom", "--contacts", "--no-exports")
    assert code == 0
    assert "Tom   staff            yes       no       no" in text
    assert terminal("person", "remove", "Ana")[0] == 1
    assert terminal("person", "change", "Tom", "--role", "manager")[0] == 0
    assert terminal("person", "remove", "Ana")[0] == 0
    code, text = terminal("person", "remove", "Ana")
    assert (code, "Nobody here is called" in text) == (1, True)


def test_links_are_listed_renewed_and_ended(terminal):
    assert terminal("link", "list") == (0, "Nothing is shared.\n")
    with terminal.books() as store:
        link, old = Access(store).links.share(
            "lapsed",
            {},
            title="For the owner",
            sample="",
            sees_names=True,
            has_cards=False,
            days=7,
            passcode="",
            created_by="Ana",
        )
    assert "open      For the owner" in terminal("link", "list")[1]
    new = terminal("link", "renew", link.link_id)[1].split()[-1].rpartition("/")[2]
    with terminal.books() as store:
        assert Access(store).links.open(new).link_id == link.link_id
    assert terminal("link", "end", link.link_id)[0] == 0
    assert "ended     For the owner" in terminal("link", "list")[1]
    assert terminal("link", "end", "made-up")[0] == 1


def test_the_audit_shows_what_was_done_and_notices_a_hand_in_it(terminal):
    add_ana(terminal)
    terminal("person", "add", "Tom", "--invite")
    code, text = terminal("audit", "--last", "1")
    assert (code, "The terminal: added Tom (staff)" in text, "Ana" in text) == (0, True, False)
    assert "The log is whole." in text
    with terminal.books() as store, store.write() as cursor:
        cursor.execute("update desk.audit set what = 'Eve (staff)' where entry_no = 1")
    code, text = terminal("audit")
    assert (code, "Entry 1 was changed by hand" in text) == (1, True)


def test_a_role_that_is_none_is_a_misuse(terminal):
    with pytest.raises(SystemExit) as ended:
        terminal("person", "add", "Ana", "--role", Role.LINK.value)
    assert ended.value.code == 2
