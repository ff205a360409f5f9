"""What a browser may send over the WebSocket, and how fast.

Streamlit's protocol knows more than a screen needs: clearing caches for everybody, asking where the
code lies, installing files. Only what a click needs gets through.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive
from streamlit.proto.BackMsg_pb2 import BackMsg

from regulars.app.policy import Permission, Viewer
from regulars.errors import AccessFailed

__all__ = ["Pace", "Paces", "only_clicks"]

# A click tells the state of a screen's widgets: a few thousand bytes.
LONGEST_BYTES = 2**20
PROTOCOL_ERROR = 1002
FOR_EVERYBODY = {"rerun_script", "stop_script", "app_heartbeat"}


class Pace:
    """So many at once, then so many a second."""

    def __init__(self, burst: float, per_second: float) -> None:
        self._burst = burst
        self._per_second = per_second
        self._left = burst
        self._at = time.monotonic()

    def take(self) -> float:
        """Take one; returns the seconds to wait for it, 0 when it is there."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        self._left -= 1
        return max(0.0, -self._left / self._per_second)


class Paces:
    """A pace for each key; the ones used longest ago are forgotten."""

    def __init__(self, burst: float, per_second: float, most: int = 1000) -> None:
        self._burst = burst
        self._per_second = per_second
        self._most = most
        self._paces: OrderedDict[str, Pace] = OrderedDict()

    def of(self, key: str) -> Pace:
        """The pace of one key."""
        pace = self._paces.pop(key, None) or Pace(self._burst, self._per_second)
        self._paces[key] = pace
        if len(self._paces) > self._most:
            self._paces.popitem(last=False)
        return pace


def only_clicks(receive: Receive, viewer_now: Callable[[], Viewer], pace: Pace | None) -> Receive:
    """A receive that lets through what a click of this viewer needs, no faster than the pace.

    Args:
        receive: the WebSocket's own.
        viewer_now: who looks at this moment; may raise AccessFailed.
        pace: for viewers of shared links.
    """

    async def receive_clicks() -> Message:
        while True:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            if pace is not None:
                await asyncio.sleep(pace.take())
            asked = _read(message.get("bytes"))
            if asked is None:
                # Streamlit would write a traceback for each: whoever sends this is gone.
                return {"type": "websocket.disconnect", "code": PROTOCOL_ERROR}
            if _is_wanted(asked, viewer_now):
                return message

    return receive_clicks


def _read(sent: bytes | None) -> BackMsg | None:
    """The message in a frame; None for a text, a giant, or bytes that are none."""
    if sent is None or len(sent) > LONGEST_BYTES:
        return None
    asked = BackMsg()
    try:
        asked.ParseFromString(sent)
    except DecodeError:
        return None
    return asked


def _is_wanted(asked: BackMsg, viewer_now: Callable[[], Viewer]) -> bool:
    kind = asked.WhichOneof("type")
    if kind in FOR_EVERYBODY:
        # A rerun is answered in words by the screen when the session has ended.
        return True
    try:
        viewer = viewer_now()
    except AccessFailed:
        return False
    if kind == "file_urls_request":
        return viewer.may(Permission.IMPORT)
    if kind == "backend_operation_request":
        wanted = asked.backend_operation_request.WhichOneof("payload")
        return wanted == "deferred_file" and viewer.may(Permission.EXPORT)
    return False
