"""Where commands of the terminal reach the running server, which alone can open the data file.

The server writes down where it is and a key that it made up at its start, for its own account only:
whoever can read that can read the data file too. It takes commands from this machine, with that
key.
"""

from __future__ import annotations

import hmac
import json
import logging
import os
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from regulars.app.session import Session
from regulars.errors import RegularsError
from regulars.web.serving.hosts import is_local

__all__ = ["COMMAND_PATH", "Command", "TerminalCommands", "Serving", "read_serving"]

COMMAND_PATH = "/_local/command"
LONGEST_BODY = 64 * 1024

Command = Callable[[Session, dict[str, Any]], str]
"""What a command does: (of whoever is at the terminal, what it was told) -> the text to print."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Serving:
    """Where the running server is.

    Attributes:
        process: its number.
        port: where it listens, on loopback.
        key: what a command is let in by.
    """

    process: int
    port: int
    key: str = field(repr=False)


def read_serving(path: Path) -> Serving | None:
    """What a server wrote down; None if there is nothing that can be read."""
    try:
        return Serving(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


class TerminalCommands:
    """The commands that one server takes.

    Args:
        session: of whoever is at the terminal, asked for at each command.
        commands: name -> what to do.
    """

    def __init__(self, session: Callable[[], Session], commands: Mapping[str, Command]) -> None:
        self._session = session
        self._commands = commands
        self._key = secrets.token_urlsafe(32)

    def routes(self) -> list[BaseRoute]:
        """The one route."""
        return [Route(COMMAND_PATH, self._answer, methods=["POST"])]

    @contextmanager
    def open(self, path: Path, port: int) -> Iterator[None]:
        """Say in ``path`` where commands are taken, as long as this is open."""
        serving = Serving(os.getpid(), port, self._key)
        part = path.with_name(f".{path.name}.{serving.process}.part")
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(serving), file)
        part.replace(path)
        try:
            yield
        finally:
            # A server that was started since has written its own.
            if read_serving(path) == serving:
                path.unlink(missing_ok=True)

    async def _answer(self, request: Request) -> Response:
        if not is_local(request.scope):
            return _say(403, "Commands are taken from this machine only.")
        given = request.headers.get("authorization", "").encode()
        if not hmac.compare_digest(given, f"Bearer {self._key}".encode()):
            return _say(401, "This is not the key of the running server.")
        body = await _read_body(request)
        if body is None:
            return _say(413, "The command is too long.")
        try:
            asked = json.loads(body)
            name, arguments = asked["command"], asked["arguments"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return _say(400, "The command cannot be read.")
        if not isinstance(name, str) or not isinstance(arguments, dict):
            return _say(400, "The command cannot be read.")
        command = self._commands.get(name)
        if command is None:
            return _say(404, "The running server does not know this command. Start it again.")
        return await run_in_threadpool(self._run, command, arguments)

    def _run(self, command: Command, arguments: dict[str, Any]) -> Response:
        try:
            return _say(200, command(self._session(), arguments), code=0)
        except RegularsError as error:
            return _say(200, f"{error.title}. {error.message}")
        except Exception as error:  # the terminal is told, and the server goes on
            # Its message may quote a customer's data: only its kind is logged.
            _log.error("a command failed: %s", type(error).__name__)
            return _say(500, "The running server could not do that; its log says when.")


async def _read_body(request: Request) -> bytes | None:
    """The body; None if it is longer than a command is."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            return None
    return bytes(body)


def _say(status: int, text: str, *, code: int = 1) -> Response:
    return JSONResponse({"code": code, "text": text}, status, {"cache-control": "no-store"})
