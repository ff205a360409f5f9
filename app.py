"""What is served: ``streamlit run app.py``, or ``uvicorn app:app``."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from regulars.cli import COMMANDS
from regulars.jobs.nightly_backup import backing_up
from regulars.settings import Settings
from regulars.store.backups.rewrite import rewriting_after_erasures
from regulars.web.auth.gate import Gate
from regulars.web.auth.routes import auth_routes
from regulars.web.context import current_access, current_shop, terminal_session
from regulars.web.screens.today.briefing_page import briefing_routes
from regulars.web.serving.compression import CompressedAssets
from regulars.web.serving.logs import keep_logs_clean
from regulars.web.serving.server import refuse_open_address, stopping_in_words, tell_address
from regulars.web.serving.sockets import answer_promptly
from regulars.web.serving.terminal_commands import TerminalCommands

FRAME = Path(__file__).resolve().parent / "regulars" / "web" / "frame.py"

terminal_commands = TerminalCommands(terminal_session, COMMANDS)


@asynccontextmanager
async def open_shop(app: st.App) -> AsyncIterator[None]:
    """Open the data before the first visitor: the very first start builds the sample café."""
    os.umask(0o077)
    keep_logs_clean()
    answer_promptly()
    address, port = st.get_option("server.address"), st.get_option("server.port")
    with stopping_in_words():
        shop = current_shop()
        refuse_open_address(settings, address, shop.access)
    tell_address(settings, address, port)
    with terminal_commands.open(settings.serving_path, port):
        async with rewriting_after_erasures(shop.own), backing_up(shop.own, settings.backup_dir):
            yield
    shop.close()


async def lead_home(request: Request) -> RedirectResponse:
    """The first screen lives at "/"; its name leads there, and keeps the filters."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/{query}")


with stopping_in_words():
    settings = Settings.from_environment()

app = st.App(
    FRAME,
    lifespan=open_shop,
    routes=[
        Route("/today", lead_home),
        *auth_routes(current_access),
        *briefing_routes(current_shop),
        *terminal_commands.routes(),
    ],
    middleware=[
        Middleware(Gate, access=current_access, public_url=settings.public_url),
        Middleware(CompressedAssets),
    ],
)
