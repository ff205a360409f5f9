"""The server's connections."""

from __future__ import annotations

import gc
import socket

__all__ = ["answer_promptly"]


def answer_promptly() -> None:
    """Switch off Nagle's algorithm for the connections that the server will accept.

    Streamlit hands uvicorn a listening socket that was made without naming its protocol, and
    asyncio then leaves the algorithm on: an answer sent in two parts, as each is, waits 40 ms for
    the browser to confirm the first. Accepted connections inherit the option. Nobody hands the
    socket on to us, so it is looked for.
    """
    for thing in gc.get_objects():
        # Not isinstance: it would wake whatever else pretends to be something.
        if issubclass(type(thing), socket.socket) and _listens(thing):
            thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(found: socket.socket) -> bool:
    """Whether it is bound, of TCP and connected to nobody."""
    try:
        if found.type != socket.SOCK_STREAM or found.getsockname()[1] == 0:
            return False
        found.getpeername()
    except (OSError, IndexError, TypeError):
        return found.fileno() >= 0 and found.family in (socket.AF_INET, socket.AF_INET6)
    return False
