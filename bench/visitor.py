"""A browser without the browser: opens screens of a running server over its WebSocket.

What is timed is what a person waits for before anything can be drawn: from the request to rerun
until the server says that the script has finished, all messages received. Nothing is drawn.
"""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket
from types import TracebackType
from urllib.error import URLError

from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

START_SECONDS = 120
ANSWER_SECONDS = 120
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


class Visitor:
    """One session, as one browser tab has it.

    Attributes:
        pages: path below the address -> title, as the server last listed them.
    """

    def __init__(self, port: int, *, cookie: str = "") -> None:
        self.pages: dict[str, str] = {}
        self._connection = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            additional_headers={"Cookie": cookie} if cookie else None,
        )

    def open(self, page: str, query: str = "") -> tuple[float, int]:
        """Open a page, or the same one again: milliseconds and bytes until it has finished.

        Raises:
            RuntimeError: the page shows an exception, or does not exist.
        """
        request = BackMsg()
        request.rerun_script.page_name = page
        request.rerun_script.query_string = query
        start = time.perf_counter()
        self._connection.send(request.SerializeToString())
        size = 0
        while True:
            data = self._connection.recv(timeout=ANSWER_SECONDS)
            size += len(data)
            message = ForwardMsg.FromString(data)
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished in DONE:
                return 1000 * (time.perf_counter() - start), size
            self._check(message, kind, page)

    def _check(self, message: ForwardMsg, kind: str | None, page: str) -> None:
        if kind == "navigation":
            self.pages = {
                "" if listed.is_default else listed.url_pathname: listed.page_name
                for listed in message.navigation.app_pages
            }
        elif kind == "page_not_found":
            raise RuntimeError(f'There is no screen "{page}".')
        elif kind == "script_finished" and (
            message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR
        ):
            raise RuntimeError(f'The screen "{page}" does not compile.')
        elif kind == "delta":
            element = message.delta.new_element
            if element.HasField("exception"):
                raise RuntimeError(f'The screen "{page}" fails: {element.exception.message}')
            if element.HasField("alert") and element.alert.format == Alert.ERROR:
                raise RuntimeError(f'The screen "{page}" says: {element.alert.body}')

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()


@contextmanager
def serving(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Run a server until the end of the block; ``{port}`` in the command is a free port."""
    port = _free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *(word.replace("{port}", str(port)) for word in command)],
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
        )
        try:
            _wait_until_healthy(process, port, log)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with (
            suppress(URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(  # noqa: S310 - always this machine
                f"http://127.0.0.1:{port}/health", timeout=2
            ),
        ):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-2000:]}")
