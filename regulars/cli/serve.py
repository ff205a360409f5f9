"""Serve the dashboard."""

from __future__ import annotations

import argparse
from typing import Any

from regulars.settings import Settings

__all__ = ["add_commands"]


def add_commands(commands: Any) -> None:
    """Add serve to the parser's commands."""
    serving = commands.add_parser("serve", help="serve the dashboard to browsers")
    serving.add_argument("--port", type=int, help="default: 8501, or REGULARS_PORT")
    serving.add_argument(
        "--address", help="the address to listen on; default: 127.0.0.1, or REGULARS_ADDRESS"
    )
    serving.set_defaults(run=_serve)


def _serve(chosen: argparse.Namespace, settings: Settings) -> int:
    from regulars.web.serving.server import serve

    serve(
        settings,
        port=chosen.port or settings.port,
        address=chosen.address or settings.address,
    )
    return 0
