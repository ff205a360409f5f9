"""Commands reach the server that has the data file open, and nobody else gives it any."""

import asyncio
import io
import json
import logging
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import COMMANDS, main
from regulars.cli.dispatch import run_in_server
from regulars.errors import AccessFailed, StoreBusy
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.store.store import Store
from regulars.web.auth.gate import Gate
from regulars.web.serving.terminal_commands import COMMAND_PATH, TerminalCommands, read_serving
from tests.tables import rows_of

ROOT = Path(__file__).resolve().parents[2]
HOME = "http://127.0.0.1:8501"


def ask(app, method="POST", *, client="127.0.0.1", base=HOME, **request) -> httpx.Response:
    """One request to the counter's address."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(client, 40000))
        async with httpx.AsyncClient(transport=transport, base_url=base) as browser:
            return await browser.request(method, COMMAND_PATH, **request)

    return asyncio.run(ask())


def greet(session: Session, arguments) -> str:
    return f"Good day, {arguments['name']}, to {len(session.shop.access.people)} people."


def refuse(session: Session, arguments) -> str:
    raise AccessFailed("Not like that.")


def fail(session: Session, arguments) -> str:
    raise ValueError("of Zebedeus Quincunx")


def terminal(access: Access) -> Session:
    return Session(Shop(Settings(), access.store), TERMINAL_MANAGER)


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The books where nobody signs in, and where somebody does."""
    folder = tmp_path_factory.mktemp("books")
    with Store.open(folder / "none.duckdb") as none, Store.open(folder / "one.duckdb") as one:
        Access(one).people.add("Ana", Role.MANAGER, password="a quiet corner table")
        yield {"nobody": Access(none), "people": Access(one)}


@pytest.fixture(params=["nobody", "people"])
def access(books, request):
    """The books of both, one after the other."""
    return books[request.param]


@pytest.fixture
def counter(access):
    return TerminalCommands(
        lambda: terminal(access), {"greet": greet, "refuse": refuse, "fail": fail}
    )


@pytest.fixture
def key(counter, tmp_path):
    """The key of the counter, as a command of the terminal finds it."""
    with counter.open(tmp_path / "serving.json", 8501):
        serving = read_serving(tmp_path / "serving.json")
    assert serving is not None
    return serving.key


@pytest.fixture
def send(counter, access, key):
    """Give a command through the front door: send("greet", name="Ana") -> the response."""
    door = Gate(Starlette(routes=counter.routes()), access=lambda: access, public_url="")

    def give(command="greet", *, headers=None, body=None, name="Ana", **request):
        if body is None:
            body = json.dumps({"command": command, "arguments": {"name": name}})
        headers = {"Authorization": f"Bearer {key}", **(headers or {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        return ask(door, headers=headers, content=body, **request)

    return give


def test_a_command_is_done_with_the_books_of_the_server(send, access):
    answer = send("greet", name="Ben")
    assert answer.status_code == 200
    assert answer.json() == {
        "code": 0,
        "text": f"Good day, Ben, to {len(access.people)} people.",
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_command_that_fails_is_answered_in_words(send):
    assert send("refuse").json() == {"code": 1, "text": "That cannot be. Not like that."}


def test_a_command_that_breaks_tells_nothing_about_anybody(send, caplog):
    with caplog.at_level(logging.DEBUG):
        answer = send("fail")
    assert answer.status_code == 500
    assert answer.json()["code"] == 1
    assert "ValueError" in caplog.text
    assert "Zebedeus" not in caplog.text + answer.text


@pytest.mark.parametrize(
    "given",
    [
        {"headers": {"Authorization": None}},
        {"headers": {"Authorization": ""}},
        {"headers": {"Authorization": "Bearer "}},
        {"headers": {"Authorization": "Bearer " + "x" * 43}},
        {"headers": {"Authorization": "Bearer \xff".encode("latin-1")}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"X-Forwarded-Host": "localhost"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
        {"headers": {"X-Real-IP": "127.0.0.1"}},
        {"headers": {"Host": "regulars.example.com"}},
        {"client": "192.168.1.7"},
        {"client": "testclient"},
        {"base": "http://192.168.1.5:8501"},
    ],
    ids=str,
)
def test_only_this_machine_with_the_key_is_listened_to(send, given):
    answer = send(**given)
    assert answer.status_code in (401, 403, 421)
    assert "Good day" not in answer.text


def test_the_key_of_another_server_does_not_open(send, access, tmp_path):
    other = TerminalCommands(lambda: terminal(access), {"greet": greet})
    with other.open(tmp_path / "other.json", 8502):
        other_key = read_serving(tmp_path / "other.json").key
    assert len(other_key) >= 43
    assert send(headers={"Authorization": f"Bearer {other_key}"}).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[]", 400),
        ('"greet"', 400),
        ("null", 400),
        ("[" * 60000, 400),
        ('{"command": "greet"}', 400),
        ('{"command": ["greet"], "arguments": {}}', 400),
        ('{"command": "greet", "arguments": []}', 400),
        (b"\xff\xfe\xfd", 400),
        ('{"command": "fly", "arguments": {}}', 404),
        ('{"command": "__class__", "arguments": {}}', 404),
        (json.dumps({"command": "greet", "arguments": {"name": "x" * 65536}}), 413),
        (b"x" * 5_000_000, 413),
    ],
    ids=lambda given: str(given)[:24],
)
def test_what_is_no_command_is_refused(send, body, status):
    answer = send(body=body)
    assert answer.status_code == status
    assert answer.json()["code"] == 1


def test_a_command_of_64_kib_is_not_too_long(send):
    body = json.dumps({"command": "greet", "arguments": {"name": ""}})
    body = body.replace('""', '"' + "x" * (65536 - len(body)) + '"')
    assert len(body) == 65536
    assert send(body=body).status_code == 200


def test_a_command_is_not_given_by_an_address(counter, key):
    app = Starlette(routes=counter.routes())
    answer = ask(app, "GET", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 405


def test_the_note_is_for_this_account_only_and_goes_with_the_server(counter, tmp_path):
    path = tmp_path / "serving.json"
    with counter.open(path, 8501):
        assert path.stat().st_mode & 0o777 == 0o600
        assert read_serving(path).port == 8501
        assert read_serving(path).process == os.getpid()
        assert read_serving(path).key not in repr(read_serving(path))
    assert not list(tmp_path.glob("*serving*"))


def test_a_stale_note_is_written_over_and_a_later_servers_is_left(counter, access, tmp_path):
    path = tmp_path / "serving.json"
    path.write_text("left by a killed server")
    later = TerminalCommands(lambda: terminal(access), {})
    with ExitStack() as later_serving:
        with counter.open(path, 8501):
            assert read_serving(path).port == 8501
            later_serving.enter_context(later.open(path, 8502))
        assert read_serving(path).port == 8502
    assert not path.exists()


# From the terminal.

SERVER = """
import sys
import uvicorn
from contextlib import asynccontextmanager
from starlette.applications import Starlette
from regulars.app.policy import TERMINAL_MANAGER
from regulars.app.session import Session
from regulars.cli import COMMANDS
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web.serving.terminal_commands import TerminalCommands
from regulars.web.auth.gate import Gate
from regulars.web.auth.routes import auth_routes

settings = Settings.from_environment()
shop = Shop.open(settings)
terminal_commands = TerminalCommands(lambda: Session(shop, TERMINAL_MANAGER), COMMANDS)

@asynccontextmanager
async def lifespan(app):
    with terminal_commands.open(settings.serving_path, settings.port):
        yield

routes = [*terminal_commands.routes(), *auth_routes(lambda: shop.access)]
app = Starlette(routes=routes, lifespan=lifespan)
app = Gate(app, access=lambda: shop.access, public_url="")
uvicorn.run(app, port=settings.port, log_level="warning")
"""


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run commands in an installation of its own: command("backup") -> exit code."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([str(argument) for argument in arguments])


@contextmanager
def serving(tmp_path, empty_path, monkeypatch):
    """A server with its gate that takes commands, in a process of its own."""
    data = tmp_path / "data"
    data.mkdir(exist_ok=True)
    if not (data / "regulars.duckdb").exists():
        (data / "regulars.duckdb").write_bytes(empty_path.read_bytes())
        with Store.open(data / "regulars.duckdb") as store, store.write() as cursor:
            cursor.execute("insert into desk.setting values ('shows_sample', 'no')")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("REGULARS_PORT", str(port))
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            with suppress(OSError), closing(socket.create_connection(("127.0.0.1", port), 2)):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        process.wait(20)
        log.close()


def test_while_the_server_runs_commands_are_done_there(
    tmp_path, command, empty_path, monkeypatch, capsys
):
    data = tmp_path / "data"
    monkeypatch.setattr("sys.stdin", io.StringIO("a quiet corner table\n"))
    # A proxy of the environment gets neither the key nor the password.
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(tmp_path, empty_path, monkeypatch) as server:
        assert read_serving(data / "serving.json").process == server.pid
        assert command("backup", "copy.duckdb") == 0
        assert "Backup made and read through" in capsys.readouterr().out
        assert command("backup", "copy.duckdb") == 1
        assert "No backup was made." in capsys.readouterr().err
        # Still locked, though the server has read its own file.
        with pytest.raises(StoreBusy):
            Store.open(data / "regulars.duckdb")
        assert command("person", "add", "Ana", "--role", "manager") == 0
        # From now on people sign in, and the counter still opens.
        assert command("person", "list") == 0
        assert "Ana" in capsys.readouterr().out
        assert command("audit") == 0
        out = capsys.readouterr().out
        assert "The terminal: made a backup copy.duckdb" in out
        assert "The terminal: added Ana (manager)" in out
        assert command("restore", "copy.duckdb") == 1
        assert "Stop the dashboard" in capsys.readouterr().err
        note = json.loads((data / "serving.json").read_text())
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            changed = {**note, "port": silent.getsockname()[1]}
            (data / "serving.json").write_text(json.dumps(changed))
            assert command("person", "list") == 1
        assert "The dashboard does not answer." in capsys.readouterr().err
        (data / "serving.json").write_text(json.dumps(note))
    assert not (data / "serving.json").exists()
    log = (tmp_path / "server.log").read_text()
    assert note["key"] not in log
    assert "a quiet corner table" not in log
    assert command("restore", "copy.duckdb") == 0
    with Store.open(data / "regulars.duckdb") as store:
        assert rows_of(store, "select * from desk.person") == []


def test_a_note_of_a_killed_server_is_not_believed(tmp_path, command, empty_path, monkeypatch):
    """Whoever has taken its port since must get neither the key nor a password."""
    monkeypatch.setattr("regulars.cli.dispatch.PATIENCE_SECONDS", 2)
    path = tmp_path / "data" / "serving.json"
    with serving(tmp_path, empty_path, monkeypatch) as server:
        server.kill()
        server.wait()
    assert path.exists()
    # Nobody has the data file: the command is done here.
    assert run_in_server(Settings.from_environment(), "person list", {})[0] == 0
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", read_serving(path).port))
        stranger.listen()
        stranger.settimeout(0.1)
        code = (
            "import pathlib, sys; from regulars.store.store import Store\n"
            "store = Store.open(pathlib.Path(sys.argv[1])); print('open', flush=True)\n"
            "sys.stdin.read()"
        )
        other = subprocess.Popen(
            [sys.executable, "-c", code, tmp_path / "data" / "regulars.duckdb"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "open\n"
            with pytest.raises(StoreBusy, match=f"open by process {other.pid}"):
                run_in_server(Settings.from_environment(), "person list", {})
            with pytest.raises(TimeoutError):
                stranger.accept()
        finally:
            other.communicate()


def test_without_a_server_commands_are_done_here(command, tmp_path, capsys):
    assert command("person", "list") == 0
    assert "Nobody signs in" in capsys.readouterr().out
    with pytest.raises(AccessFailed):
        run_in_server(Settings.from_environment(), "person remove", {"name": "Ana"})


def test_every_command_of_the_counter_has_its_place_in_the_terminal(command, capsys):
    for name in COMMANDS:
        with pytest.raises(SystemExit) as caught:
            command(*name.split(), "--help")
        assert caught.value.code == 0
