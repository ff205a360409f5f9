"""Read-only SQL from a terminal."""

import csv
import io
import json

import pytest

from regulars.app.policy import Viewer
from regulars.app.session import Session
from regulars.app.sql import run_sql
from regulars.auth.person import Person, Role
from regulars.cli import COMMANDS, main
from regulars.cli.dispatch import at_terminal
from regulars.errors import OutOfScope
from regulars.settings import Settings
from regulars.store.store import Store
from tests.tables import drawn_days, square_items

SALES = square_items(drawn_days("2026-03-02", "ana x......x......x\n-   xxxxx", staff="Mo"))
VISITS = "select customer_id, visited_on::varchar as day from facts.visit order by all"


@pytest.fixture
def sql(tmp_path, monkeypatch, capsys):
    """On a shop with eight visits: sql("select 1") -> (exit code, printed, complaint)."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "till.csv").write_text(SALES)
    assert main(["import", str(tmp_path / "till.csv")]) == 0
    capsys.readouterr()

    def run(*arguments):
        code = main(["sql", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_it_answers_as_json_csv_and_a_table(sql):
    code, printed, _ = sql(VISITS, "--format", "json")
    rows = json.loads(printed)
    assert code == 0
    assert len(rows) == 8
    assert rows[0] == {"customer_id": "C1", "day": "2026-03-02"}
    _, printed, _ = sql(VISITS, "--format", "csv")
    assert list(csv.DictReader(io.StringIO(printed)))[0] == rows[0]
    _, printed, _ = sql("select count(*) as visit_count from facts.visit")
    assert printed.split() == ["visit_count", "8"]


@pytest.mark.parametrize(
    "statement",
    [
        "delete from exports.receipt_line",
        "explain analyze delete from exports.receipt_line",
        "select 1; delete from exports.receipt_line",
        "create table desk.mine as select 1",
        "set threads = 1",
        "attach ':memory:' as other",
    ],
)
def test_nothing_is_written(sql, statement):
    code, printed, complaint = sql(statement)
    assert code == 1
    assert printed == ""
    assert complaint.startswith("This cannot be asked. ")
    counted = sql("select count(*) as n from exports.receipt_line", "--format", "json")[1]
    assert json.loads(counted) == [{"n": 8}]


def test_no_file_outside_is_read(sql, tmp_path):
    code, printed, _ = sql(f"from read_csv('{tmp_path / 'till.csv'}')")
    assert (code, printed) == (1, "")


def test_a_slip_is_told_with_its_place(sql):
    code, _, complaint = sql("select count(*) from facts.visits")
    assert code == 1
    assert 'Did you mean "visit' in complaint
    assert "^" in complaint


def test_another_data_file_can_be_named(sql, tmp_path):
    code, _, complaint = sql("select 1", "--db", str(tmp_path / "none.duckdb"))
    assert code == 1
    assert "none.duckdb is not there" in complaint
    assert not (tmp_path / "none.duckdb").exists()
    main(["import", str(tmp_path / "till.csv"), "--db", str(tmp_path / "other.duckdb")])
    code, printed, _ = sql(
        "select count(*) as n from facts.visit", "--db", str(tmp_path / "other.duckdb")
    )
    assert code == 0
    assert "8" in printed


def test_the_running_server_answers_for_its_own_file(sql, tmp_path):
    with Store.open(tmp_path / "data" / "regulars.duckdb") as store:
        session = at_terminal(Settings(data_dir=tmp_path / "data"), store)
        printed = COMMANDS["sql"](session, {"statement": VISITS, "format": "json"})
    assert len(json.loads(printed)) == 8


def test_only_who_may_see_everything_may_ask_in_sql(sql, tmp_path):
    with Store.open(tmp_path / "data" / "regulars.duckdb") as store:
        shop = at_terminal(Settings(data_dir=tmp_path / "data"), store).shop
        staff = Viewer.of_person(Person("1", "Mo", None, Role.STAFF, False, False, True))
        with pytest.raises(OutOfScope):
            run_sql(Session(shop, staff), "select 1")
