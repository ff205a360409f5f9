"""A person's rights: customer find, export, erase. They work while the dashboard runs, too."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from regulars.app.acts.identity import ErasePerson, ExportPerson
from regulars.app.rows.customer import CustomerSearch
from regulars.app.rows.shop import ShopOverview
from regulars.app.session import Session
from regulars.cli.dispatch import Command, run_in_server
from regulars.errors import RegularsError, StoreFailed
from regulars.settings import Settings
from regulars.store.backups.rewrite import rewrite_after_erasure

__all__ = ["COMMANDS", "add_commands"]

SURE = "ERASE"


def add_commands(commands: Any) -> None:
    """Add customer to the parser's commands."""
    parser = commands.add_parser("customer", help="download or erase what is known of a customer")
    actions = parser.add_subparsers(required=True, metavar="ACTION")

    finding = actions.add_parser("find", help="list whose name has this in it, with their ids")
    finding.add_argument("text", metavar="NAME")
    finding.set_defaults(run=_find)

    exporting = actions.add_parser("export", help="print all that is held about one, as JSON")
    exporting.add_argument("customer_id", metavar="ID", help='as in their card\'s address: "C14"')
    exporting.set_defaults(run=_export)

    erasing = actions.add_parser(
        "erase", help="forget who one is, for good; what was sold stays in the books"
    )
    erasing.add_argument("customer_id", metavar="ID")
    erasing.add_argument("--yes", action="store_true", help="do not ask")
    erasing.set_defaults(run=_erase)


def _find(chosen: argparse.Namespace, settings: Settings) -> int:
    return _run(settings, "customer find", {"text": chosen.text})


def _export(chosen: argparse.Namespace, settings: Settings) -> int:
    return _run(settings, "customer export", {"customer_id": chosen.customer_id})


def _erase(chosen: argparse.Namespace, settings: Settings) -> int:
    if not chosen.yes:
        print(
            f"{chosen.customer_id}: name, contacts, customer numbers and comments go for good; "
            "visits and sales stay without a name. Backups hold them until those roll over.",
            file=sys.stderr,
        )
        print(f"Type {SURE} to go on: ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip() != SURE:
            raise RegularsError("Nothing was changed.", title="Not erased")
    return _run(settings, "customer erase", {"customer_id": chosen.customer_id})


def _run(settings: Settings, command: str, arguments: dict[str, Any]) -> int:
    code, text = run_in_server(settings, command, arguments)
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _find_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    as_of = session.row(ShopOverview).last_trading_on
    if as_of is None:
        return "There is no visit yet."
    found = session.rows(CustomerSearch, text=str(arguments["text"]), as_of=as_of)
    lines = [
        f"{person.customer_id:<10} {person.customer_name}, {person.visit_count:,} visits"
        for person in found
    ]
    return "\n".join(lines) or "Nobody has that in their name."


def _export_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    held = session.do(ExportPerson(str(arguments["customer_id"])))
    return json.dumps(held, ensure_ascii=False, indent=2)


def _erase_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    erased = session.do(ErasePerson(str(arguments["customer_id"])))
    try:
        rewrite_after_erasure(session.store)
    except StoreFailed as failed:
        bytes_now = (
            "Their words are still among the bytes of the data file, which could not be written "
            f"anew: {failed.message} The next backup, or a running dashboard, does it."
        )
    else:
        bytes_now = "The data file was written anew without them."
    return (
        f"Erased. Their visits and what was sold are kept as {erased}, without a name. {bytes_now} "
        "Backups made before still hold the person until they are rolled over."
    )


COMMANDS: dict[str, Command] = {
    "customer find": _find_at_counter,
    "customer export": _export_at_counter,
    "customer erase": _erase_at_counter,
}
