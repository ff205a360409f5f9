"""Run a command where the data file is open: here, or in the running server."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.errors import RegularsError, StoreBusy
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from regulars.web.serving.terminal_commands import COMMAND_PATH, Command, Serving, read_serving

__all__ = [
    "Command",
    "ask_server",
    "at_terminal",
    "need_file",
    "opened",
    "run_in_server",
    "serving_of",
]

# A backup waits for an import to end, and reads all that it copied.
PATIENCE_SECONDS = 3600


def at_terminal(settings: Settings, store: Store) -> Session:
    """Whoever is at the terminal, at a data file that is open here."""
    return Session(Shop(settings, store), TERMINAL_MANAGER)


@contextmanager
def opened(settings: Settings, path: Path | None) -> Iterator[Session]:
    """Whoever is at the terminal, at a data file that is opened to be asked.

    Args:
        settings: where the shop's own is, and the key of either.
        path: another one; None for the shop's own.

    Raises:
        RegularsError: it is not there.
        StoreFailed: it cannot be opened.
    """
    with Store.open(need_file(settings, path), store_key=settings.store_key) as store:
        shop = Shop(settings, store)
        shop.bring_up_to_date()
        yield Session(shop, TERMINAL_MANAGER)


def need_file(settings: Settings, path: Path | None) -> Path:
    """The data file at ``path``, or the shop's own for None.

    Raises:
        RegularsError: there is none.
    """
    path = path or settings.store_path
    if not path.exists():
        raise RegularsError(
            f"{path} is not there. Import your exports first: python -m regulars import FILE...",
            title="There is no data yet",
        )
    return path


def run_in_server(settings: Settings, command: str, arguments: dict[str, Any]) -> tuple[int, str]:
    """Run one of ``regulars.cli.COMMANDS`` with the shop's own store.

    Args:
        settings: where the store is.
        command: its name.
        arguments: what it is told; of what JSON can say.

    Returns:
        (exit code, what to print).

    Raises:
        StoreBusy: another program than the dashboard has the data file open.
        RegularsError: the command failed here, or the running server does not answer.
    """
    try:
        store = Store.open(settings.store_path, store_key=settings.store_key)
    except StoreBusy as busy:
        serving = serving_of(settings, busy)
        if serving is None:
            raise
        return ask_server(serving, command, arguments)
    with store:
        # Only now: the rooms, whose commands these are, import this module.
        from regulars.cli import COMMANDS

        return 0, COMMANDS[command](at_terminal(settings, store), arguments)


def serving_of(settings: Settings, busy: StoreBusy) -> Serving | None:
    """The running server, if it is what has the data file open.

    A server that was killed leaves its note behind, and a password may be among what it is told:
    whoever else took its port must not get it.
    """
    serving = read_serving(settings.serving_path)
    holder = re.search(r"by process (\d+)", busy.message)
    is_holder = serving is not None and holder is not None and int(holder[1]) == serving.process
    return serving if is_holder else None


def ask_server(serving: Serving, command: str, arguments: dict[str, Any]) -> tuple[int, str]:
    """Have the running server run a command: (exit code, what to print).

    Raises:
        RegularsError: it does not answer.
    """
    # Not urllib: a proxy that the environment names must not get the key.
    connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request(
            "POST",
            COMMAND_PATH,
            json.dumps({"command": command, "arguments": arguments}),
            {"Authorization": f"Bearer {serving.key}", "Content-Type": "application/json"},
        )
        answer = json.loads(connection.getresponse().read())
        return int(answer["code"]), str(answer["text"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError) as error:
        raise RegularsError(
            f"The dashboard runs, but does not take commands at 127.0.0.1:{serving.port}. Stop it, "
            "try again, and start it; or do it on its screens.",
            title="The dashboard does not answer",
        ) from error
    finally:
        connection.close()
