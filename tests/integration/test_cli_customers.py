"""A person's data from a terminal: found, told, erased."""

from __future__ import annotations

import io
import json
import sys

import pytest

from regulars.cli import main
from regulars.intake.file_import import take
from regulars.store.store import Store
from tests.tables import rows_of, write_exports


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """terminal("customer", "find", "ana") -> (exit code, out, err), on a shop with two people."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    with Store.open(tmp_path / "data" / "regulars.duckdb", readable=[tmp_path]) as store:
        take(
            store,
            write_exports(
                tmp_path,
                sales="""
                receipt | customer | name   | date
                R1      | K1       | Ana Bo | 2026-03-02
                R2      | K2       | Ben Cy | 2026-03-03
                """,
            ),
        )

    def run(*words, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(list(words))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    run.path = tmp_path / "data" / "regulars.duckdb"
    return run


def test_find_then_tell_then_erase(terminal):
    code, found, _ = terminal("customer", "find", "ana")
    assert code == 0
    assert "Ana Bo, 1 visits" in found
    customer_id = found.split()[0]
    code, told, _ = terminal("customer", "export", customer_id)
    assert json.loads(told)["receipt_lines"][0]["receipt_id"] == "R1"
    code, _, refused = terminal("customer", "erase", customer_id, typed="yes\n")
    assert code == 1
    assert "Nothing was changed" in refused
    code, done, _ = terminal("customer", "erase", customer_id, typed="ERASE\n")
    assert code == 0
    assert "Backups made before still hold the person" in done
    with Store.open(terminal.path) as store:
        names = rows_of(store, "select customer_name from facts.customer order by all")
        acts = rows_of(store, "select act, what from desk.audit order by entry_no")
    assert names == [("Ben Cy",), ("Erased person",)]
    assert acts == [("downloaded a person's data", ""), ("erased a person", "")]


def test_somebody_who_is_not_there(terminal):
    assert terminal("customer", "find", "zoe")[1].strip() == "Nobody has that in their name."
    code, _, error = terminal("customer", "export", "C999")
    assert code == 1
    assert "not so any more" in error
    assert terminal("customer", "erase", "C999", "--yes")[0] == 1
