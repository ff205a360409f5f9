"""Streamlit's bundle on its way to the browser, with Streamlit's own handler behind."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from threading import Event

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message
from streamlit.file_util import get_static_dir
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_handler

from regulars.web.serving import compression
from regulars.web.serving.compression import CompressedAssets

SCRIPT = "export const sayings = ['the usual, please', 'see you tomorrow'];\n" * 400
SCRIPT_PATH = "/static/js/index.DormvYxC.js"
STYLE_PATH = "/static/css/index.C1JORDN2.css"
OPEN: dict[str, Callable[[bytes], bytes]] = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "identity": bytes,
}


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A bundle with one file of each kind, and a file beside it that is nobody's business."""
    folder = tmp_path / "bundle"
    for name in ("js", "css", "media"):
        (folder / "static" / name).mkdir(parents=True)
    (folder / "index.html").write_text(f"<title>Home</title><script src='.{SCRIPT_PATH}'></script>")
    (folder / "manifest.json").write_text('{"files": []}' * 100)
    (folder / "static" / "js" / "index.DormvYxC.js").write_text(SCRIPT)
    (folder / "static" / "js" / "plain.js").write_text(SCRIPT)
    (folder / "static" / "css" / "index.C1JORDN2.css").write_text("body { margin: 0 }\n" * 200)
    (folder / "static" / "media" / "Face.BsWL4Kly.woff2").write_bytes(b"wOF2" * 300)
    (folder / "static" / "media" / "fire.DxUqXJ3a.png").write_bytes(b"\x89PNG" * 300)
    (tmp_path / "secret.AAAAAAAA.js").write_text(
        "const secret = 'the till is under the stairs';\n" * 99
    )
    return folder


@pytest.fixture
def streamlit(bundle: Path) -> ASGIApp:
    """What answers without the middleware."""
    return Starlette(
        routes=[
            Route("/app/static/fonts/ours.woff2", lambda request: PlainTextResponse("a font")),
            Mount("/app/static", lambda *asgi: PlainTextResponse("not found", 404)(*asgi)),
            Mount("/", create_streamlit_static_handler(str(bundle), "")),
        ]
    )


class Client:
    """Asks an app one thing after the other."""

    def __init__(self, app: ASGIApp) -> None:
        self._transport = httpx.ASGITransport(app)

    def ask(self, path: str, coding: str = "br", *, method: str = "GET", **headers: str) -> Answer:
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        return asyncio.run(self._ask(method, path, [("accept-encoding", coding), *named]))

    async def _ask(self, method: str, path: str, headers: list[tuple[str, str]]) -> Answer:
        async with (
            httpx.AsyncClient(transport=self._transport) as opened,
            opened.stream(method, f"http://regulars{path}", headers=headers) as response,
        ):
            raw = b"".join([part async for part in response.aiter_raw()])
        return Answer(response.status_code, response.headers, raw)


@dataclass(frozen=True)
class Answer:
    """What came back, as it was sent."""

    status: int
    headers: httpx.Headers
    raw: bytes

    @property
    def body(self) -> str:
        return OPEN[self.headers.get("content-encoding", "identity")](self.raw).decode()


@pytest.fixture
def client(streamlit: ASGIApp, bundle: Path) -> Client:
    return Client(CompressedAssets(streamlit, bundle))


@pytest.fixture
def without(streamlit: ASGIApp) -> Client:
    return Client(streamlit)


@pytest.mark.parametrize("coding", ["br", "gzip"])
@pytest.mark.parametrize("path", [SCRIPT_PATH, STYLE_PATH])
def test_the_bundle_is_sent_compressed_and_otherwise_as_streamlit_sends_it(
    client: Client, without: Client, coding: str, path: str
) -> None:
    plain = without.ask(path, "identity")
    answer = client.ask(path, coding)
    assert answer.headers["content-encoding"] == coding
    assert answer.body == plain.body
    assert len(answer.raw) < len(plain.raw) / 4
    assert answer.headers["content-length"] == str(len(answer.raw))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert "accept-ranges" not in answer.headers
    for same in ("content-type", "cache-control", "last-modified"):
        assert answer.headers[same] == plain.headers[same]


def test_each_coding_has_a_tag_of_its_own(client: Client) -> None:
    tags = {client.ask(SCRIPT_PATH, coding).headers["etag"] for coding in OPEN}
    assert len(tags) == len(OPEN)
    assert all(re.fullmatch(r'"[\w-]+"', tag) for tag in tags)


@pytest.mark.parametrize(
    ("offered", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.5", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.000, gzip ; q=0.001", "gzip"),
        ("br; Q=0.9, gzip; Q=0.5", "br"),
        ("gzip;q=0, br;q=0", None),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("*;q=0", None),
        ("identity, br;q=0.5", None),
        ("identity;q=0.5, br;q=0.5", "br"),
        ("identity;q=0", None),
        ("br;q=much, gzip;q=2", None),
        ("zstd, deflate", None),
        ("brotli", None),
        ("", None),
    ],
)
def test_a_client_gets_what_it_takes(client: Client, offered: str, coding: str | None) -> None:
    answer = client.ask(SCRIPT_PATH, offered)
    assert (answer.status, answer.headers.get("content-encoding")) == (200, coding)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.body == SCRIPT


def test_what_is_offered_in_several_headers_counts_together(client: Client) -> None:
    answer = client.ask(SCRIPT_PATH, "gzip", Accept_Encoding="br;q=0.9")
    assert answer.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize("words", ["{tag}", "W/{tag}", '"another", {tag}', "*"])
def test_who_has_it_already_is_told_so(client: Client, words: str) -> None:
    first = client.ask(SCRIPT_PATH)
    again = client.ask(SCRIPT_PATH, if_none_match=words.format(tag=first.headers["etag"]))
    assert (again.status, again.raw) == (304, b"")
    for same in ("etag", "cache-control", "vary"):
        assert again.headers[same] == first.headers[same]


def test_who_has_it_in_another_coding_gets_it_anew(client: Client) -> None:
    zipped = client.ask(SCRIPT_PATH, "gzip")
    answer = client.ask(SCRIPT_PATH, "br", if_none_match=zipped.headers["etag"])
    assert (answer.status, answer.body) == (200, SCRIPT)


def test_who_has_it_since_it_changed_is_told_so(client: Client) -> None:
    since = client.ask(SCRIPT_PATH).headers["last-modified"]
    assert client.ask(SCRIPT_PATH, if_modified_since=since).status == 304
    before = "Mon, 01 Jan 2001 00:00:00 GMT"
    assert client.ask(SCRIPT_PATH, if_modified_since=before).status == 200


def test_a_part_comes_from_the_file_as_it_is(client: Client) -> None:
    compressed = client.ask(SCRIPT_PATH)
    part = client.ask(SCRIPT_PATH, range="bytes=7-20")
    assert (part.status, part.raw.decode()) == (206, SCRIPT[7:21])
    assert "content-encoding" not in part.headers

    continued = client.ask(SCRIPT_PATH, range="bytes=7-20", if_range=compressed.headers["etag"])
    assert (continued.status, continued.body) == (200, SCRIPT)


def test_head_says_what_get_would_send(client: Client) -> None:
    assert client.ask(SCRIPT_PATH, method="HEAD").headers == client.ask(SCRIPT_PATH).headers


def test_head_sends_nothing_else(streamlit: ASGIApp, bundle: Path) -> None:
    _, *parts = asyncio.run(
        ask_plainly(CompressedAssets(streamlit, bundle), SCRIPT_PATH, method="HEAD")
    )
    assert [part["body"] for part in parts] == [b""]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/lapsed"),
        ("GET", "/index.html"),
        ("GET", "/manifest.json"),
        ("GET", "/static/js/plain.js"),
        ("GET", "/static/js/gone.AAAAAAAA.js"),
        ("GET", "/static/media/Face.BsWL4Kly.woff2"),
        ("GET", "/static/media/fire.DxUqXJ3a.png"),
        ("GET", "/static/js"),
        ("GET", "/STATIC/js/index.DormvYxC.js"),
        ("GET", "/static/js/INDEX.DormvYxC.js"),
        ("GET", f"{SCRIPT_PATH}/"),
        ("GET", f"/{SCRIPT_PATH}"),
        ("POST", SCRIPT_PATH),
        ("OPTIONS", SCRIPT_PATH),
    ],
)
def test_everything_else_is_as_without(
    client: Client, without: Client, method: str, path: str
) -> None:
    assert client.ask(path, method=method) == without.ask(path, method=method)


async def ask_plainly(app: ASGIApp, path: str, method: str = "GET") -> list[Message]:
    """What is sent for a path just as it is written: a client would tidy up both."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(b"accept-encoding", b"br")],
    }
    await app(scope, receive, send)
    return sent


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../secret.AAAAAAAA.js",
        "/static/js/../../../secret.AAAAAAAA.js",
        "/static/js/..\\..\\..\\secret.AAAAAAAA.js",
        "/static/%2e%2e/%2e%2e/secret.AAAAAAAA.js",
        "//secret.AAAAAAAA.js",
        "/static/js/linked.AAAAAAAA.js",
        "/static/linked/secret.AAAAAAAA.js",
    ],
)
def test_nothing_outside_the_bundle_is_sent(streamlit: ASGIApp, bundle: Path, path: str) -> None:
    outside = bundle.parent / "secret.AAAAAAAA.js"
    (bundle / "static" / "js" / "linked.AAAAAAAA.js").symlink_to(outside)
    (bundle / "static" / "linked").symlink_to(bundle.parent)
    sent = asyncio.run(ask_plainly(CompressedAssets(streamlit, bundle), path))
    assert b"content-encoding" not in dict(sent[0]["headers"])
    assert sent == asyncio.run(ask_plainly(streamlit, path))
    if "linked" not in path:
        assert b"the till" not in b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture
def compressed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is compressed with Brotli, one entry each time."""
    seen: list[bytes] = []
    compress = compression.CODINGS["br"]

    def note(body: bytes) -> bytes:
        seen.append(body)
        return compress(body)

    monkeypatch.setitem(compression.CODINGS, "br", note)
    return seen


def test_many_at_once_wait_for_one_compression(
    streamlit: ASGIApp, bundle: Path, compressed: list[bytes]
) -> None:
    app = CompressedAssets(streamlit, bundle)

    async def open_many() -> list[list[Message]]:
        return await asyncio.gather(*(ask_plainly(app, SCRIPT_PATH) for _ in range(20)))

    for _, body in asyncio.run(open_many()):
        assert brotli.decompress(body["body"]).decode() == SCRIPT
    assert len(compressed) == 1


def test_who_goes_away_takes_nothing_from_who_waits(
    streamlit: ASGIApp, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = CompressedAssets(streamlit, bundle)
    compress, may_go_on = compression.CODINGS["br"], Event()

    def compress_slowly(body: bytes) -> bytes:
        may_go_on.wait(30)
        return compress(body)

    async def leave() -> list[Message]:
        busy, impatient, patient = (
            asyncio.create_task(ask_plainly(app, path))
            for path in (STYLE_PATH, SCRIPT_PATH, SCRIPT_PATH)
        )
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.sleep(0)
        may_go_on.set()
        await busy
        return await patient

    monkeypatch.setitem(compression.CODINGS, "br", compress_slowly)
    _, body = asyncio.run(leave())
    assert brotli.decompress(body["body"]).decode() == SCRIPT


def test_it_is_kept_for_the_next_visitor(client: Client, compressed: list[bytes]) -> None:
    for headers in ({}, {"if_none_match": '"old"'}, {"cache_control": "no-cache"}):
        assert client.ask(SCRIPT_PATH, **headers).body == SCRIPT
    client.ask(SCRIPT_PATH, method="HEAD")
    assert len(compressed) == 1


def test_a_file_that_has_gone_is_streamlits_to_miss(
    client: Client, without: Client, bundle: Path
) -> None:
    file = bundle / SCRIPT_PATH[1:]
    file.rename(bundle / "away")
    assert client.ask(SCRIPT_PATH).body == without.ask(SCRIPT_PATH).body
    (bundle / "away").rename(file)
    assert client.ask(SCRIPT_PATH).headers["content-encoding"] == "br"


def test_our_fonts_are_kept_for_a_day(client: Client) -> None:
    found = client.ask("/app/static/fonts/ours.woff2")
    assert found.headers["cache-control"] == "public, max-age=86400"
    missed = client.ask("/app/static/fonts/theirs.woff2")
    assert missed.status == 404
    assert "cache-control" not in missed.headers


def test_the_socket_passes() -> None:
    seen = []

    async def app(scope: object, receive: object, send: object) -> None:
        seen.append((scope, receive, send))

    asked = ({"type": "websocket", "path": SCRIPT_PATH}, object(), object())
    asyncio.run(CompressedAssets(app)(*asked))  # type: ignore[arg-type]
    assert seen == [asked]


def test_streamlits_own_bundle_shrinks_to_a_third() -> None:
    """Fails when a new Streamlit names or places its files in another way."""
    folder = Path(get_static_dir())
    linked = re.findall(
        r"(?:src|href)=\"\./(static/[^\"]+\.(?:js|css))\"", (folder / "index.html").read_text()
    )
    charts = [file.relative_to(folder).as_posix() for file in folder.rglob("PlotlyChart.*.js")]
    tables = [file.relative_to(folder).as_posix() for file in folder.rglob("DataFrame.*.js")]
    assert linked
    assert charts
    assert tables
    client = Client(CompressedAssets(create_streamlit_static_handler(str(folder), "")))
    plain = sent = 0
    for path in chain(linked, charts, tables):
        answer = client.ask(f"/{path}")
        assert answer.headers.get("content-encoding") == "br", path
        assert answer.body == (folder / path).read_text("utf-8")
        plain, sent = plain + (folder / path).stat().st_size, sent + len(answer.raw)
    assert plain > 6_000_000
    assert sent < plain / 3
