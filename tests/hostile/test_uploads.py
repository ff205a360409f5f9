"""Uploads and downloads."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.hostile.attacks import Telling, attack
from tests.hostile.client import Screen, Tab, request
from tests.hostile.content import EVIL, FORMULAS
from tests.hostile.guarded import SHUT_OUT, GuardedServer
from tests.hostile.uploads import Uploader

UNPACKED = 256 * 2**20
LIMIT = 2**20  # conftest sets one megabyte
HOSTILE_NAMES = (
    "<img src=x onerror=alert(1)>.csv",
    f"[x](http://{EVIL}) ![y](http://{EVIL}/y.png).csv",
    ":red[x] :material/lock: $\\href{javascript:alert(1)}{x}$.csv",
    "../../../../etc/cron.d/x.csv",
    "..\\..\\..\\x.csv",
    "/etc/passwd.csv",
    "a\nb\r\nSet-Cookie: x=1.csv",
    "n" * 10_000 + ".csv",
    "exe.\u202evsc.csv",
    "\u200b\u2066\u2069.csv",
    "C:\\Windows\\x.csv",
    "'; drop table exports.import; --.csv",
    ".csv",
    "~root.csv",
    "$(touch x).csv",
)


@pytest.fixture
def uploader(server: GuardedServer) -> Iterator[Uploader]:
    with Tab(server, server.cookies("manager")) as tab:
        yield Uploader(server, tab, "manager")


@attack(
    "Sending a file, or deleting one",
    "visitors who are shut out, staff, links; a manager's session",
)
def test_nobody_else_uploads(server: GuardedServer, uploader: Uploader, tell: Telling) -> None:
    assert uploader.put("x.csv", b"a,b\n1,2\n").status == 204
    for visitor in (*SHUT_OUT, "staff", "link", "imports"):
        # With the manager's own session and token, so that nothing but the cookie decides.
        stolen = {**uploader.cookies}
        stolen.pop("regulars_person")
        uploader_cookies = {**stolen, **server.cookies(visitor)}
        with Tab(server, server.cookies("manager")) as tab:
            tab.rerun()
            path = f"/_stcore/upload_file/{tab.session_id}/x"
            for method in ("PUT", "DELETE", "POST", "OPTIONS"):
                answer = request(server, method, path, uploader_cookies, uploader.headers, b"x")
                assert answer.status in (401, 403), (visitor, method, answer.status)
                tell.saw(str(answer.status))


@attack("A file over the limit: its length declared, not declared, in many pieces", "manager")
def test_a_file_over_the_limit_is_not_read(uploader: Uploader, tell: Telling) -> None:
    over = b"x" * (LIMIT + 1)
    assert uploader.put("x.csv", over).status == 413
    assert uploader.put("x.csv", iter([over])).status == 413
    pieces = (b"x" * 65536 for _ in range(16 * 64))
    assert uploader.put("x.csv", pieces).status == 413
    assert uploader.put("x.csv", b"x" * (LIMIT - 4096)).status == 204
    tell.saw("413", 3)


@attack("Another session's number, a made-up one, paths in its place, no token", "manager")
def test_an_upload_belongs_to_its_session(
    server: GuardedServer, uploader: Uploader, tell: Telling
) -> None:
    for session_id, file_id in (
        ("00000000-0000-0000-0000-000000000000", "x"),
        ("..", "x"),
        ("..%2f..", "x"),
        ("x", "..%2f..%2fapp.py"),
        ("%00", "x"),
        ("x" * 4000, "x"),
    ):
        answer = uploader.put("x.csv", b"x", session_id, file_id)
        assert answer.status in (400, 404), (session_id, answer.status)
        assert "site-packages" not in answer.text
        tell.saw(str(answer.status))
    with Tab(server, server.cookies("manager")) as tab:
        tab.rerun()
        path = f"/_stcore/upload_file/{tab.session_id}/x"
        for cookies, headers in (
            (server.cookies("manager"), {}),
            (uploader.cookies, {}),
            (uploader.cookies, {"X-Xsrftoken": "2|0|0|0"}),
        ):
            assert request(server, "PUT", path, cookies, headers, b"x").status == 403
            tell.saw("403")


@attack(
    "Archives that unpack to 256 megabytes: zip, gzip, a workbook; under honest names and as .csv",
    "manager, the Imports screen",
)
def test_an_archive_is_not_unpacked(
    server: GuardedServer, uploader: Uploader, tmp_path: Path, tell: Telling
) -> None:
    zeros = b"0" * 2**20
    bombs = {}
    for name, inside in (("bomb.zip", "x.csv"), ("book.xlsx", "xl/worksheets/sheet1.xml")):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            if name.endswith("xlsx"):
                archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open(inside, "w") as file:
                for _ in range(UNPACKED // len(zeros)):
                    file.write(zeros)
        bombs[name] = packed.getvalue()
    squeezed = io.BytesIO()
    with gzip.open(squeezed, "wb", compresslevel=9) as file:
        for _ in range(UNPACKED // len(zeros)):
            file.write(zeros)
    bombs["bomb.csv.gz"] = squeezed.getvalue()
    assert all(len(bomb) < LIMIT for bomb in bombs.values())
    before = server.memory_peak
    for honest, bomb in bombs.items():
        for name in (honest, "export.csv"):
            for content in (bomb, bomb[: len(bomb) // 2]):
                told = [alert.body for alert in uploader.take(name, content).of("alert")]
                assert len(told) == 1, (name, told)
                assert "Something went wrong" not in told[0], name
                tell.saw("refused in words, not unpacked")
    assert server.memory_peak - before < UNPACKED // 2
    assert _is_left_alone(server, uploader)


@attack(
    "File names of HTML, Markdown, line breaks, 10,000 letters, paths, invisible marks, SQL",
    "manager, the Imports screen",
)
def test_a_file_name_is_only_ever_a_text(
    server: GuardedServer, uploader: Uploader, tell: Telling
) -> None:
    for name in HOSTILE_NAMES:
        if uploader.put(name, b"x").status == 400:
            tell.saw("400")
            continue
        seen = uploader.take(name, b"no export at all\n1\n")
        assert len(seen.of("alert")) == 1, (name[:80], seen.of("exception"))
        told = seen.of("alert")[0].body
        assert len(told) < 1500, len(told)
        assert not any(mark in told for mark in ("\n", "\r", "\x00", "\u202e", "\u2066")), told
        assert not re.search(r"(?<!\\)[<>\[\]$`]", told), told
        assert not re.search("cron|etc|Windows", told), told
        tell.saw("refused in words, its name shown as text")
    # Cut off at the null, it is no name that the uploader takes.
    seen = uploader.take("x\x00.csv", b"no export at all\n1\n")
    assert all("redacted" in error.message for error in seen.of("exception"))
    tell.saw("refused for its name alone")
    assert _is_left_alone(server, uploader)
    assert not Path("/etc/cron.d/x.csv").exists()


@attack(
    "Content that is no export: nulls, one endless line, a thousand columns, quotes that never "
    "end, UTF-16, formulas as header, SQL as header",
    "manager, the Imports screen",
)
def test_strange_content_is_refused_in_words(
    server: GuardedServer, uploader: Uploader, tell: Telling
) -> None:
    for content in (
        b"\x00" * 4096,
        b"a" * 900_000,
        b",".join(b"c%d" % n for n in range(20_000)) + b"\n" + b"," * 19_999 + b"\n",
        b'"' + b"x\n" * 50_000,
        "Date,Time\n1,2\n".encode("utf-16"),
        b"=1+1,@SUM(A1)\n1,2\n",
        b'"\'); drop table desk.person; --",b\n1,2\n',
        b"select * from read_text('/etc/passwd')\n1\n",
        b"/etc/passwd\n/etc/passwd\n",
        b"\xef\xbb\xbf" * 1000,
        b"%PDF-1.7\n",
        b"\x7fELF" + b"\x00" * 64,
        b"<html><script>alert(1)</script></html>\n",
        b"SQLite format 3\x00" + b"\x00" * 100,
    ):
        seen = uploader.take("x.csv", content)
        alerts = [alert.body for alert in seen.of("alert")]
        assert len(alerts) == 1, (content[:40], alerts)
        assert "Something went wrong" not in alerts[0], content[:40]
        assert "root:" not in seen.text
        tell.saw("refused in words")
    assert _is_left_alone(server, uploader)


@attack(
    "Cells that a spreadsheet takes for a formula: = + - @, behind a tab, a semicolon, a quote",
    "every download of a shop whose names, items and comments are formulas",
)
def test_no_download_holds_a_formula(own_server: GuardedServer, tell: Telling) -> None:
    found = 0
    with Tab(own_server, own_server.cookies("manager")) as tab:
        for page in ("", "regulars", "lapsed", "satisfaction", "imports"):
            screen = tab.open(page, "period=All+time")
            for button in screen.of("download_button"):
                text = _download(own_server, tab, button.deferred_file_id)
                found += any(formula[2:] in text for formula in FORMULAS)
                # A spreadsheet of another country splits at semicolons, a pasted one at tabs.
                for delimiter in ",;\t":
                    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
                        risky = [cell for cell in row if _is_formula(cell)]
                        assert not risky, (button.label, delimiter, risky[:2])
                tell.saw("neutralised: it opens as text")
    assert found >= 3, "the downloads hold no formulas at all"


@attack("Downloading, where it is not allowed: buttons, and a request by hand", "staff, every link")
def test_who_may_not_download_finds_nothing_to_download(
    server: GuardedServer, betrayed: Callable[..., list[str]], tell: Telling
) -> None:
    for visitor in ("staff", "today", "lapsed", "satisfaction", "imports", "cards"):
        with Tab(server, server.cookies(visitor)) as tab:
            seen = tab.rerun()
            assert seen.of("heading")
            assert not seen.of("download_button"), visitor
            assert not seen.of("file_uploader"), visitor
            assert "Share" not in [button.label for button in seen.of("button")], visitor
            tell.saw("no download, no upload, no sharing")


def _download(server: GuardedServer, tab: Tab, file_id: str) -> str:
    asked = BackMsg()
    asked.backend_operation_request.request_id = file_id
    asked.backend_operation_request.session_id = tab.session_id
    asked.backend_operation_request.deferred_file.file_id = file_id
    tab.send(asked)
    heard: Screen = tab.read_until("backend_operation_response")
    address = heard.messages[-1].backend_operation_response.deferred_file.url
    answer = request(server, "GET", address, server.cookies("manager"))
    assert answer.status == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    return answer.body.decode("utf-8-sig")


def _is_formula(cell: str) -> bool:
    # Numbers may begin with a sign.
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r"))
    return False


def _is_left_alone(server: GuardedServer, uploader: Uploader) -> bool:
    """Whether nothing of what was refused stays after the next file, and the sample is shown."""
    uploader.take("empty.csv", b"")
    assert list((server.log.parent / "shop" / "spool").iterdir()) == []
    with Tab(server, server.cookies("manager")) as tab:
        return "sample café" in tab.rerun().text
