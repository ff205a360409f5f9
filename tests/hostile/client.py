"""Browsers without a browser: HTTP with exactly the bytes we want, and a tab's WebSocket."""

from __future__ import annotations

import http.client
import io
import json
import socket
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode, urlsplit

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.browser.server import Server

__all__ = ["Answer", "Cookies", "Screen", "Tab", "form", "knock", "request"]

Cookies = Mapping[str, str]
SECONDS = 30


@dataclass(frozen=True)
class Answer:
    """What the server answered; a header that comes twice has a line each."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, whatever it is, as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def leads_to(self) -> str:
        """Where a redirect leads; empty for none."""
        return self.headers.get("location", "")


def request(
    server: Server,
    method: str,
    path: str,
    cookies: Cookies | None = None,
    headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    body: bytes | Iterable[bytes] | None = None,
) -> Answer:
    """One request with exactly these headers beside Host and Cookie; an iterable goes in chunks."""
    parts = urlsplit(server.address)
    given = list(headers.items() if isinstance(headers, Mapping) else headers)
    named = {name.lower() for name, _ in given}
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=SECONDS)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        if "host" not in named:
            connection.putheader("Host", parts.netloc)
        if cookies:
            connection.putheader("Cookie", cookie_header(cookies))
        for name, value in given:
            connection.putheader(name, value)
        if isinstance(body, bytes) and "content-length" not in named:
            connection.putheader("Content-Length", str(len(body)))
        chunked = body is not None and not isinstance(body, bytes)
        if chunked:
            connection.putheader("Transfer-Encoding", "chunked")
        # It may have seen enough before the end, and have said so.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.endheaders(body, encode_chunked=chunked)
        answer = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in answer.getheaders():
            before = told.get(name.lower())
            told[name.lower()] = value if before is None else f"{before}\n{value}"
        return Answer(answer.status, told, answer.read())
    finally:
        connection.close()


def form(fields: Mapping[str, str]) -> tuple[dict[str, str], bytes]:
    """(headers, body) of a form."""
    return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode()


def cookie_header(cookies: Cookies) -> str:
    """The cookies as a browser sends them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def knock(
    server: Server,
    cookies: Cookies | None = None,
    headers: Mapping[str, str] | None = None,
    path: str = "/_stcore/stream",
) -> int:
    """Ask for the WebSocket: 101 when it opens, otherwise the status of the refusal."""
    try:
        with _open(server, cookies, headers or {}, path, ["streamlit"]):
            pass
    except InvalidStatus as refused:
        return refused.response.status_code
    return 101


def _open(
    server: Server,
    cookies: Cookies | None,
    headers: Mapping[str, str],
    path: str,
    subprotocols: list[str],
) -> ClientConnection:
    given = dict(headers)
    if cookies:
        given["Cookie"] = cookie_header(cookies)
    parts = urlsplit(server.address)
    return connect(
        f"ws://{given.pop('Host', parts.netloc)}{path}",
        origin=given.pop("Origin", server.address) or None,  # type: ignore[arg-type]
        additional_headers=given,
        subprotocols=subprotocols,  # type: ignore[arg-type]
        sock=socket.create_connection((parts.hostname, parts.port), SECONDS),
        max_size=None,
        proxy=None,
        compression=None,
        open_timeout=SECONDS,
        close_timeout=1,
    )


@dataclass
class Screen:
    """What the server sent for one rerun."""

    messages: list[ForwardMsg] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        """All elements drawn, in order."""
        return [
            message.delta.new_element
            for message in self.messages
            if message.WhichOneof("type") == "delta"
            and message.delta.WhichOneof("type") == "new_element"
        ]

    def of(self, kind: str) -> list[Any]:
        """The elements of one kind, such as ``metric``."""
        return [
            getattr(element, kind)
            for element in self.elements
            if element.WhichOneof("type") == kind
        ]

    @cached_property
    def text(self) -> str:
        """All that can be read in it: every string, table and chart."""
        return "\n".join(_strings(self.messages))

    @property
    def drawn(self) -> list[bytes]:
        """The elements as they were sent, in any order: the same twice is the same screen."""
        return sorted(element.SerializeToString(deterministic=True) for element in self.elements)

    @property
    def pages(self) -> dict[str, str]:
        """The screens that the navigation offers: address -> hash."""
        for message in self.messages:
            if message.WhichOneof("type") == "navigation":
                return {
                    page.url_pathname: page.page_script_hash
                    for page in message.navigation.app_pages
                }
        return {}

    @property
    def kinds(self) -> list[str]:
        """The kinds of the messages."""
        return [str(message.WhichOneof("type")) for message in self.messages]


class Tab:
    """A browser's tab: one session over one WebSocket."""

    def __init__(self, server: Server, cookies: Cookies, resume: str = "") -> None:
        tokens = ["streamlit", "no-token", resume] if resume else ["streamlit"]
        self._opening = _open(server, cookies, {}, "/_stcore/stream", tokens)
        self.session_id = ""

    def __enter__(self) -> Tab:
        self._connection = self._opening.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._opening.__exit__(*error)

    def rerun(
        self,
        query: str = "",
        *,
        page_hash: str = "",
        page_name: str = "",
        widgets: Iterable[WidgetState] = (),
        fragment_id: str = "",
        known: Iterable[str] = (),
    ) -> Screen:
        """Click, with whatever is given, and wait until the screen is drawn."""
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string, state.page_script_hash = query, page_hash
        state.page_name, state.fragment_id = page_name, fragment_id
        state.widget_states.widgets.extend(widgets)
        state.cached_message_hashes.extend(known)
        state.context_info.color_scheme = "light"
        self.send(asked)
        return self.read_until("script_finished")

    def open(self, page_name: str, query: str = "", widgets: Iterable[WidgetState] = ()) -> Screen:
        """Go to a screen by its address."""
        return self.rerun(query, page_name=page_name, widgets=widgets)

    def send(self, message: Message | bytes | str) -> None:
        """Send a message, or whatever this is."""
        self._connection.send(
            message.SerializeToString() if isinstance(message, Message) else message
        )

    def read_until(self, *kinds: str, seconds: float = SECONDS) -> Screen:
        """All messages up to one of these kinds; a rerun that asks for another is waited for."""
        screen = Screen()
        while True:
            message = ForwardMsg()
            message.ParseFromString(self._connection.recv(seconds, decode=False))
            screen.messages.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.session_id = message.new_session.initialize.session_id or self.session_id
            if kind in kinds and not _goes_on(message):
                return screen

    def count(self, kind: str, seconds: float) -> int:
        """How many messages of a kind come before it is silent for so long."""
        found = 0
        while True:
            try:
                found += self.read_until(kind, seconds=seconds).kinds.count(kind)
            except TimeoutError:
                return found


def _goes_on(message: ForwardMsg) -> bool:
    return (
        message.WhichOneof("type") == "script_finished"
        and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    )


def _strings(messages: Iterable[Message]) -> Iterable[str]:
    for message in messages:
        for descriptor, value in message.ListFields():
            many = value if descriptor.is_repeated else [value]
            if hasattr(many, "items"):
                many = [*many.keys(), *many.values()]
            for one in many:
                if isinstance(one, Message):
                    yield from _strings([one])
                elif isinstance(one, str):
                    yield one
                    yield from _strings_of_json(one)
                elif isinstance(one, bytes):
                    yield from _strings_of_table(one)


def _strings_of_json(text: str) -> Iterable[str]:
    if not text.startswith(("{", "[")):
        return
    try:
        parsed = json.loads(text)
    except ValueError:
        return
    yield json.dumps(parsed, ensure_ascii=False)


def _strings_of_table(sent: bytes) -> Iterable[str]:
    try:
        table = pa.ipc.open_stream(io.BytesIO(sent)).read_all()
    except pa.ArrowInvalid:
        yield sent.decode("utf-8", "replace")
        return
    for column in table.columns:
        yield from (str(value) for value in column.to_pylist() if value is not None)
