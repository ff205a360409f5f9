"""Who may look: person, link, audit. They work while the dashboard runs, too."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from regulars.app.acts.links import RevokeLink, RotateLink
from regulars.app.acts.team import AddPerson, ChangePerson, InvitePerson, RemovePerson, SetPassword
from regulars.app.session import Session
from regulars.auth.person import Person, Role
from regulars.cli.dispatch import Command, run_in_server
from regulars.clock import utc_now
from regulars.errors import AccessFailed
from regulars.settings import Settings

__all__ = ["COMMANDS", "add_commands"]


def add_commands(commands: Any) -> None:
    """Add person, link and audit to the parser's commands."""
    _add_person(commands.add_parser("person", help="say who may sign in"))
    _add_link(commands.add_parser("link", help="list or end shared views"))

    audit = commands.add_parser("audit", help="show what was done, and whether the log is whole")
    audit.add_argument("--last", type=int, default=50, metavar="N", help="entries; default: 50")
    audit.set_defaults(run=_run_audit)


def _add_person(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    listing = actions.add_parser("list", help="list who may sign in")
    listing.set_defaults(run=_run("person list"))

    adding = actions.add_parser("add", help="let somebody in; asks for a password")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("--role", choices=("manager", "staff"), default="staff")
    adding.add_argument("--email", default="", help="to sign in through an identity provider")
    adding.add_argument(
        "--invite", action="store_true", help="print an address where they choose the password"
    )
    adding.set_defaults(run=_run("person add", "name", "role", "email", "invite", asks=True))

    password = actions.add_parser("password", help="give somebody another password")
    password.add_argument("name", metavar="NAME")
    password.add_argument("--invite", action="store_true", help="let them choose it themselves")
    password.set_defaults(run=_run("person password", "name", "invite", asks=True))

    changing = actions.add_parser("change", help="change what somebody may do")
    changing.add_argument("name", metavar="NAME")
    changing.add_argument("--role", choices=("manager", "staff"))
    changing.add_argument("--email", help='"" removes it')
    changing.add_argument(
        "--contacts", action=argparse.BooleanOptionalAction, help="sees e-mails and phones"
    )
    changing.add_argument(
        "--exports", action=argparse.BooleanOptionalAction, help="may download lists"
    )
    changing.set_defaults(run=_run("person change", "name", "role", "email", "contacts", "exports"))

    removing = actions.add_parser("remove", help="they may no longer sign in")
    removing.add_argument("name", metavar="NAME")
    removing.set_defaults(run=_run("person remove", "name"))


def _add_link(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="list the shared views")
    listing.set_defaults(run=_run("link list"))
    for action, words in (("end", "end one for good"), ("renew", "replace its address")):
        one = actions.add_parser(action, help=words)
        one.add_argument("link", metavar="LINK", help='as "link list" names it')
        one.set_defaults(run=_run(f"link {action}", "link"))


def _run(command: str, *names: str, asks: bool = False) -> Any:
    """A command that takes these of the parser's arguments to the store, wherever it is open."""

    def run(chosen: argparse.Namespace, settings: Settings) -> int:
        arguments = {name: getattr(chosen, name) for name in names}
        if asks and not chosen.invite:
            arguments["password"] = _ask_password()
        arguments["address"] = settings.public_url or f"http://127.0.0.1:{settings.port}"
        code, text = run_in_server(settings, command, arguments)
        print(text, file=sys.stderr if code else sys.stdout)
        return code

    return run


def _ask_password() -> str:
    """Typed twice by a person, or one line from a pipe; never an argument, which others can see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise AccessFailed("The two passwords differ. Nothing was changed.")
    return password


def _run_audit(chosen: argparse.Namespace, settings: Settings) -> int:
    code, text = run_in_server(settings, "audit", {"last": chosen.last})
    print(text)
    return code or (1 if "was changed by hand" in text else 0)


def _list_people(session: Session, arguments: dict[str, Any]) -> str:
    people = session.shop.access.people.everybody()
    if not people:
        return "Nobody signs in: the dashboard answers to the person at this computer only."
    return _table(
        ("NAME", "ROLE", "E-MAIL", "CONTACTS", "EXPORTS", "PASSWORD"),
        [
            (
                person.name,
                person.role.value,
                person.email or "",
                "yes" if person.sees_contacts else "no",
                "yes" if person.may_export else "no",
                "yes" if person.has_password else "no",
            )
            for person in people
        ],
    )


def _add(session: Session, arguments: dict[str, Any]) -> str:
    role = Role(arguments["role"])
    person, token = session.do(
        AddPerson(arguments["name"], role, arguments["email"], arguments.get("password"))
    )
    added = f"{person.name} may sign in as {role.value}."
    return f"{added}\n{_invitation(person, token, arguments)}" if token else added


def _set_password(session: Session, arguments: dict[str, Any]) -> str:
    person = _need(session, arguments["name"])
    if arguments["invite"]:
        return _invitation(person, session.do(InvitePerson(person.person_id)), arguments)
    session.do(SetPassword(person.person_id, arguments["password"]))
    return f"{person.name} has another password, and is signed out everywhere."


def _change(session: Session, arguments: dict[str, Any]) -> str:
    person = _need(session, arguments["name"])
    session.do(
        ChangePerson(
            person.person_id,
            role=Role(arguments["role"]) if arguments["role"] else None,
            email=arguments["email"],
            sees_contacts=arguments["contacts"],
            may_export=arguments["exports"],
        )
    )
    return _list_people(session, arguments)


def _remove(session: Session, arguments: dict[str, Any]) -> str:
    person = session.do(RemovePerson(_need(session, arguments["name"]).person_id))
    return f"{person.name} may no longer sign in."


def _list_links(session: Session, arguments: dict[str, Any]) -> str:
    links = session.shop.access.links.everyone()
    if not links:
        return "Nothing is shared."
    return _table(
        ("LINK", "SCREEN", "NAMES", "UNTIL", "STANDING", "TITLE"),
        [
            (
                link.link_id,
                link.screen,
                "full" if link.sees_names else "initials",
                f"{link.expires_at:%Y-%m-%d}",
                "ended"
                if link.revoked_at
                else ("expired" if link.expires_at <= utc_now() else "open"),
                link.title,
            )
            for link in links
        ],
    )


def _end_link(session: Session, arguments: dict[str, Any]) -> str:
    link = session.do(RevokeLink(arguments["link"]))
    return f'"{link.title}" has ended; whoever has it open is out at the next click.'


def _renew_link(session: Session, arguments: dict[str, Any]) -> str:
    link, token = session.do(RotateLink(arguments["link"]))
    return f'"{link.title}" is now at\n{arguments["address"]}/s/{token}'


def _show_audit(session: Session, arguments: dict[str, Any]) -> str:
    entries = session.shop.access.audit.newest(max(1, int(arguments["last"])))[::-1]
    lines = [
        f"{entry.number:>6}  {_local(entry.happened_at):%Y-%m-%d %H:%M}  {entry.who}: {entry.act}"
        + (f" {entry.what}" if entry.what else "")
        for entry in entries
    ]
    broken = session.shop.access.audit.first_broken()
    lines.append(
        "The log is whole."
        if broken is None
        else f"Entry {broken} was changed by hand, or one before it is missing: compare with a "
        "backup."
    )
    return "\n".join(lines)


COMMANDS: dict[str, Command] = {
    "person list": _list_people,
    "person add": _add,
    "person password": _set_password,
    "person change": _change,
    "person remove": _remove,
    "link list": _list_links,
    "link end": _end_link,
    "link renew": _renew_link,
    "audit": _show_audit,
}


def _need(session: Session, name: str) -> Person:
    person = session.shop.access.people.named(name)
    if person is None:
        raise AccessFailed(f'Nobody here is called "{name}". See: python -m regulars person list')
    return person


def _invitation(person: Person, token: str, arguments: dict[str, Any]) -> str:
    return (
        f"Give {person.name} this address; it works once, for a week:\n"
        f"{arguments['address']}/welcome/{token}"
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    )


def _local(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC).astimezone()
