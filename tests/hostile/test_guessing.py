"""Guessing passwords, passcodes and addresses."""

from __future__ import annotations

from itertools import count

import pytest

from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Answer, form, request
from tests.hostile.guarded import MANAGER, PASSCODE, PASSWORD, STAFF, GuardedServer

HANDFUL = 6
_networks = count(1)


@pytest.fixture
def network() -> str:
    """Addresses that no other test comes from: the proxy's word counts, as a proxy's does."""
    return f"198.51.{next(_networks)}"


@attack("One person's password from one address, then from many", "the sign-in page")
def test_a_persons_password_is_not_guessed(
    server: GuardedServer, network: str, tell: Telling
) -> None:
    answers = [_sign_in(server, MANAGER, f"guess {n} or so", f"{network}.1") for n in range(9)]
    answers += [_sign_in(server, MANAGER, f"more {n} or so", f"{network}.{n}") for n in range(2, 9)]
    _are_slowed(answers)
    held_up = _sign_in(server, MANAGER, PASSWORD, f"{network}.99")
    assert held_up.status == 429, "the right password must wait as well"
    other = _sign_in(server, STAFF, PASSWORD, f"{network}.100")
    assert other.status == 303, "others sign in meanwhile"
    _tell(tell, answers)


@attack("Many people's passwords from one address", "the sign-in page")
def test_an_address_does_not_try_everybody(
    server: GuardedServer, network: str, tell: Telling
) -> None:
    names = [f"Somebody {n}" for n in range(6)] + [STAFF, "Invited Ida", "", "' or 1=1 --"]
    answers = [_sign_in(server, name, "password1234", f"{network}.1") for name in names]
    _are_slowed(answers)
    assert _sign_in(server, STAFF, PASSWORD, f"{network}.1").status == 429
    assert _sign_in(server, STAFF, PASSWORD, f"{network}.2").status == 303
    _tell(tell, answers)


@attack("Whether a name is somebody's: the words of the refusal", "the sign-in page")
def test_a_refusal_does_not_say_whose_name_it_is(
    server: GuardedServer, network: str, tell: Telling
) -> None:
    told = set()
    for number, name in enumerate((STAFF, "Nobody Known", "Invited Ida")):
        answer = _sign_in(server, name, "not the password", f"{network}.{number}")
        told.add((answer.status, answer.text.replace(name, "NAME")))
        tell.saw("the same words for everybody")
    assert len(told) == 1


@attack("A link's passcode", "a link with a passcode")
def test_a_passcode_is_not_guessed(server: GuardedServer, network: str, tell: Telling) -> None:
    path = f"/s/{server.keys.tokens['passcode']}"
    answers = []
    for number in range(14):
        headers, body = form({"passcode": f"guess{number}"})
        headers["X-Forwarded-For"] = f"{network}.{number + 1}"
        answers.append(request(server, "POST", path, {}, headers, body))
        assert "set-cookie" not in answers[-1].headers
    _are_slowed(answers)
    headers, body = form({"passcode": PASSCODE})
    headers["X-Forwarded-For"] = f"{network}.99"
    assert request(server, "POST", path, {}, headers, body).status == 429
    _tell(tell, answers)


@attack("Addresses of shared links", "/s/...")
def test_a_links_address_is_not_guessed(server: GuardedServer, network: str, tell: Telling) -> None:
    answers = [_get(server, f"/s/{n:032d}", f"{network}.1") for n in range(14)]
    _are_slowed(answers, wrong=410)
    assert _get(server, f"/s/{server.keys.tokens['link']}", f"{network}.1").status == 429
    assert _get(server, f"/s/{server.keys.tokens['link']}", f"{network}.2").status == 303
    _tell(tell, answers)


@attack("Addresses of invitations", "/welcome/...")
def test_an_invitation_is_not_guessed(server: GuardedServer, network: str, tell: Telling) -> None:
    answers = [_get(server, f"/welcome/{n:032d}", f"{network}.1") for n in range(14)]
    _are_slowed(answers, wrong=410)
    token = server.keys.tokens["invitation"]
    assert _get(server, f"/welcome/{token}", f"{network}.2").status == 200
    _tell(tell, answers)


@attack("The present password, with a cookie that was left behind", "the account page")
def test_a_borrowed_browser_does_not_change_the_password(
    server: GuardedServer, network: str, tell: Telling
) -> None:
    answers = []
    for number in range(10):
        headers, body = form(
            {"present": f"guess {number}", "password": "a new one entirely", "again": "x"}
        )
        headers["X-Forwarded-For"] = f"{network}.{number + 1}"
        answers.append(request(server, "POST", "/account", server.cookies("staff"), headers, body))
    _are_slowed(answers)
    _tell(tell, answers)


@attack(
    "Forms that are too long, of files, of a thousand fields, without a length",
    "sign-in, passcode, set-up",
)
def test_a_form_is_a_small_thing(server: GuardedServer, network: str, tell: Telling) -> None:
    numbers = count(1)
    boundary = {"Content-Type": "multipart/form-data; boundary=x"}
    part = b'--x\r\nContent-Disposition: form-data; name="name"; filename="f"\r\n\r\n'
    for path in ("/sign-in", f"/s/{server.keys.tokens['passcode']}", "/set-up"):
        for headers, body in (
            form({"name": "x" * 300_000, "password": "y" * 300_000}),
            form({f"field{n}": "" for n in range(900)}),
            form({"name": "x", "password": "p" * 7000}),
            (boundary, part + b"x" * 5000 + b"\r\n--x--\r\n"),
            (boundary, part[:20]),
            (form({})[0], b"%ff%fe=%00&&&=="),
            (form({})[0], iter([b"name=x", b"&password=y"])),
            ({**form({})[0], "Content-Length": "many"}, b"name=x"),
            ({**form({})[0], "Content-Length": "-1"}, b""),
        ):
            sent = {**headers, "X-Forwarded-For": f"{network}.{next(numbers)}"}
            answer = request(server, "POST", path, {}, sent, body)
            assert answer.status < 500, (path, headers, answer.status)
            assert "regulars_person=" not in answer.headers.get("set-cookie", "")
            tell.saw("refused; nobody is let in")


def _sign_in(server: GuardedServer, name: str, password: str, address: str) -> Answer:
    headers, body = form({"name": name, "password": password})
    return request(server, "POST", "/sign-in", {}, {**headers, "X-Forwarded-For": address}, body)


def _get(server: GuardedServer, path: str, address: str) -> Answer:
    return request(server, "GET", path, {}, {"X-Forwarded-For": address})


def _are_slowed(answers: list[Answer], wrong: int = 403) -> None:
    """The first few are told that they are wrong, the others how long they have to wait."""
    statuses = [answer.status for answer in answers]
    assert set(statuses) == {wrong, 429}, statuses
    assert statuses[-1] == 429
    assert statuses.count(wrong) <= HANDFUL, statuses
    for answer in answers:
        assert (int(answer.headers.get("retry-after", "0")) > 0) == (answer.status == 429), (
            "429 without Retry-After"
        )


def _tell(tell: Telling, answers: list[Answer]) -> None:
    tell.saw("the first few are wrong, then 429 with Retry-After", len(answers))
