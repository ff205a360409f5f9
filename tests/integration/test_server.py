"""Where the server may listen, and what it says when it may not."""

from __future__ import annotations

import logging
import os
import socket
import sys
from pathlib import Path

import pytest

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import main
from regulars.errors import AccessFailed, RegularsError, StoreFailed
from regulars.settings import Settings
from regulars.store.store import Store
from regulars.web.serving.server import refuse_open_address, serve, stopping_in_words, tell_address

LOOPBACK = ["127.0.0.1", "127.0.0.2", "::1", "localhost"]
OPEN = ["0.0.0.0", "::", "", None, "192.168.1.20", "fd00::7", "shop-pc", "localhost.example"]
COMMAND = "python -m regulars person add NAME --role manager"


class Started(Exception):
    """What would be the server from here on."""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """An installation of its own; becoming the server is as far as it goes."""

    def become(path, command):
        raise Started(*command)

    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "execv", become)
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def add_somebody(settings):
    with Store.open(settings.store_path) as store:
        Access(store).people.add("Ana", Role.MANAGER)


@pytest.mark.parametrize("address", OPEN)
def test_an_address_that_others_reach_is_refused_while_nobody_signs_in(empty_store, address):
    with pytest.raises(AccessFailed, match=COMMAND) as refused:
        refuse_open_address(Settings(), address, Access(empty_store))
    assert str(Settings().store_path) in refused.value.message
    assert address or "every address" in refused.value.message


@pytest.mark.parametrize("address", LOOPBACK)
def test_this_computers_own_address_needs_no_password(empty_store, address):
    refuse_open_address(Settings(), address, Access(empty_store))


@pytest.mark.parametrize("address", OPEN)
def test_any_address_will_do_when_somebody_signs_in(books_store, address):
    refuse_open_address(Settings(), address, Access(books_store))


def test_serving_openly_without_data_says_how_to_set_a_password(settings, capsys):
    assert main(["serve", "--address", "0.0.0.0"]) == 1
    assert COMMAND in capsys.readouterr().err
    assert not settings.data_dir.exists()


def test_serving_openly_with_data_and_without_people_is_refused(settings, capsys, monkeypatch):
    with Store.open(settings.store_path):
        pass
    monkeypatch.setenv("REGULARS_ADDRESS", "0.0.0.0")
    assert main(["serve"]) == 1
    assert COMMAND in capsys.readouterr().err
    # It has let go of the file.
    add_somebody(settings)


def test_serving_openly_goes_on_when_somebody_signs_in(settings, free_port, capsys):
    add_somebody(settings)
    with pytest.raises(Started) as started:
        serve(settings, free_port, "0.0.0.0")
    assert f"--server.port={free_port}" in started.value.args
    assert "--server.address=0.0.0.0" in started.value.args
    assert str(settings.data_dir) in capsys.readouterr().out
    with Store.open(settings.store_path):
        pass


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost"])
def test_serving_to_this_computer_asks_for_nothing(settings, free_port, address):
    with pytest.raises(Started):
        serve(settings, free_port, address)
    assert not settings.store_path.exists()


def test_a_port_that_is_taken_is_said_so(settings, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert f"Port {port} is taken" in told
    assert f"http://127.0.0.1:{port}" in told
    assert f"--port {port + 1 if port < 65535 else 8501}" in told


def test_an_address_of_another_computer_is_said_so(settings, free_port):
    add_somebody(settings)
    with pytest.raises(RegularsError, match="203.0.113.7 is not an address of this computer"):
        serve(settings, free_port, "203.0.113.7")


def test_what_stops_the_start_is_told_without_a_traceback(capsys, monkeypatch):
    log = logging.getLogger("uvicorn.error")
    monkeypatch.setattr(log, "level", log.level)
    with pytest.raises(SystemExit) as ended, stopping_in_words():
        raise StoreFailed("It is locked.")
    assert ended.value.code == 1
    assert capsys.readouterr().err == "The data file could not be used. It is locked.\n"
    assert not log.isEnabledFor(logging.ERROR)
    log.manager._clear_cache()


def test_a_mistake_of_ours_keeps_its_traceback(capsys):
    log = logging.getLogger("uvicorn.error")
    with pytest.raises(ZeroDivisionError), stopping_in_words():
        raise ZeroDivisionError
    assert capsys.readouterr().err == ""
    assert log.isEnabledFor(logging.ERROR)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("127.0.0.1", "http://127.0.0.1:8600 "),
        ("::1", "http://[::1]:8600 "),
        ("192.168.1.20", "http://192.168.1.20:8600 "),
    ],
)
def test_the_address_to_open_is_told(address, told, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(Path("app.py").resolve())])
    tell_address(Settings(), address, 8600)
    assert told in capsys.readouterr().out


@pytest.mark.parametrize("address", ["0.0.0.0", "::", None])
def test_every_address_is_told_as_one_that_can_be_opened(address, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["app.py"])
    tell_address(Settings(), address, 8600)
    told = capsys.readouterr().out
    assert ":8600 " in told
    assert "0.0.0.0" not in told
    assert "[::]" not in told


def test_behind_a_proxy_the_public_address_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["app.py"])
    tell_address(Settings(public_url="https://regulars.example.com"), "127.0.0.1", 8600)
    assert "https://regulars.example.com " in capsys.readouterr().out


def test_under_another_server_no_address_is_made_up(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["/usr/bin/uvicorn", "app:app"])
    tell_address(Settings(), "127.0.0.1", 8600)
    assert capsys.readouterr().out == ""
