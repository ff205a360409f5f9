"""What the server writes down: its own words, and nothing about anybody.

Uvicorn would log each address in full, a link's token and a customer's number included, and from
where it was asked for. That is off; the front door writes a line of its own for each request.
"""

from __future__ import annotations

import logging

__all__ = ["keep_logs_clean"]

TELLING_TOO_MUCH = ("uvicorn.access", "httpx", "httpcore", "authlib")


def keep_logs_clean() -> None:
    """Send our log to the standard error, and silence what tells too much. May be called again."""
    ours = logging.getLogger("regulars")
    if not ours.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False
    for name in TELLING_TOO_MUCH:
        logging.getLogger(name).disabled = True
    # Who opens a WebSocket, from where; the door has its own line for it.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
