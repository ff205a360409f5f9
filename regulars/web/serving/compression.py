"""The browser's half of Streamlit, sent small: the 9.4 MB of a first visit become 2.8.

Streamlit leaves its bundle uncompressed, for a proxy to see to. Here each file is compressed once,
away from the event loop, and kept. A file's name changes with its content, so that a browser asks
for it once and what is kept never gets old.

Not starlette-compress: it compresses anew for every visitor on the event loop, 0.6 s of processor
time for a first visit where this takes 0.2 s.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette.starlette_server_config import (
    STATIC_ASSET_CACHE_MAX_AGE_SECONDS,
)

__all__ = ["CompressedAssets"]

# Measured on this bundle: 9 takes six times as long as 5 for 3 % less, 11 eighty times for 12 %.
# Browsers offer Brotli over TLS and on this computer; over plain HTTP they know gzip only.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=5),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
HASHED = re.compile(r".+\.[\w-]{8}\.(?:css|js|json|map|mjs|svg|ttf|txt|wasm|xml)")
FONTS = "/app/static/fonts/"
FOREVER = f"public, immutable, max-age={STATIC_ASSET_CACHE_MAX_AGE_SECONDS}"
# Our fonts' names say nothing about their content.
ONE_DAY = "public, max-age=86400"
QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class _Packed:
    """A file as it is sent in one coding."""

    body: bytes
    headers: Headers


class CompressedAssets:
    """Sends Streamlit's bundle compressed, and lets browsers keep our fonts for a day.

    What is asked for in part, or by a client that takes neither coding, Streamlit answers itself,
    as it does everything else. Nothing here says who may ask: that is the door's to do before.
    """

    def __init__(self, app: ASGIApp, bundle: Path | None = None) -> None:
        """Find the files of the bundle; Streamlit's own, unless told otherwise.

        Args:
            app: what answers everything else.
            bundle: the folder that is served at "/".
        """
        folder = Path(get_static_dir()) if bundle is None else bundle
        self._app = app
        self._files = _find_files(folder)
        self._static = StaticFiles(directory=folder, check_dir=False)
        # At most one entry a file and coding: whatever is asked for, it grows no further.
        self._packed: dict[tuple[Path, str], Future[_Packed]] = {}
        # One thread: a first visit needs a quarter of a second of it, and screens run beside it.
        self._packing = ThreadPoolExecutor(1, thread_name_prefix="assets")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file of the bundle; hand on any other."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
        elif file := self._files.get(scope["path"]):
            response = await self._response(file, scope)
            if response is not None:
                await response(scope, receive, send)
            else:
                await self._app(scope, receive, _varying(send))
        elif scope["path"].startswith(FONTS):
            await self._app(scope, receive, _kept_for_a_day(send))
        else:
            await self._app(scope, receive, send)

    async def _response(self, file: Path, scope: Scope) -> Response | None:
        """The compressed answer; None where there is none."""
        asked = Headers(scope=scope)
        coding = _choose_coding(asked.getlist("accept-encoding"))
        if coding is None or "range" in asked:
            return None
        packed = await self._pack(file, coding)
        if packed is None:
            return None
        if self._static.is_not_modified(packed.headers, asked):
            return NotModifiedResponse(packed.headers)
        body = b"" if scope["method"] == "HEAD" else packed.body
        return Response(body, headers=dict(packed.headers))

    async def _pack(self, file: Path, coding: str) -> _Packed | None:
        """A file compressed for whoever asks first; None where that failed, to be tried again."""
        key = (file, coding)
        if key not in self._packed:
            self._packed[key] = self._packing.submit(_pack, file, coding)
        try:
            # Who goes away while it is compressed must not take it from the others who wait.
            return await asyncio.shield(asyncio.wrap_future(self._packed[key]))
        except (OSError, MemoryError, brotli.error):
            self._packed.pop(key, None)
            return None


def _find_files(bundle: Path) -> dict[str, Path]:
    """URL path -> file, for what may be sent: nothing else can be reached through this."""
    root = bundle.resolve()
    found = {}
    for listed in (root / "static").rglob("*"):
        file = listed.resolve()
        if HASHED.fullmatch(listed.name) and file.is_relative_to(root) and file.is_file():
            found[f"/{listed.relative_to(root).as_posix()}"] = file
    return found


def _pack(file: Path, coding: str) -> _Packed:
    body = CODINGS[coding](file.read_bytes())
    headers = MutableHeaders(raw=list(FileResponse(file, stat_result=file.stat()).raw_headers))
    del headers["accept-ranges"]
    # Each coding is a representation of its own: a part of one does not continue another.
    headers["etag"] = f'{headers["etag"][:-1]}-{coding}"'
    headers["cache-control"] = FOREVER
    headers["content-encoding"] = coding
    headers["content-length"] = str(len(body))
    headers["vary"] = "Accept-Encoding"
    return _Packed(body, headers)


def _choose_coding(offers: Iterable[str]) -> str | None:
    """What the client likes best, Brotli where it does not mind; None: neither of ours.

    Args:
        offers: the values of Accept-Encoding. A quality that cannot be read is a refusal.
    """
    liked: dict[str, float] = {}
    for offer in ",".join(offers).split(","):
        name, *parameters = offer.split(";")
        qualities = [QUALITY.fullmatch(parameter) for parameter in parameters]
        liked[name.strip().lower()] = min(
            (float(quality[1]) if quality else 0.0 for quality in qualities), default=1.0
        )
    others = liked.get("*", 0.0)
    best = max(CODINGS, key=lambda coding: liked.get(coding, others))
    quality = liked.get(best, others)
    return best if quality > 0 and quality >= liked.get("identity", 0.0) else None


def _varying(send: Send) -> Send:
    """A send that tells caches on the way that there are other codings of this."""

    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return send_varying


def _kept_for_a_day(send: Send) -> Send:
    """A send that lets browsers keep what was found."""

    async def send_kept(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in (200, 206):
            MutableHeaders(scope=message)["cache-control"] = ONE_DAY
        await send(message)

    return send_kept
