"""The same things from a terminal."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from regulars import __version__
from regulars.cli import main
from regulars.questions import every_question
from regulars.store.migrations import newest_number
from regulars.store.store import Store
from tests.tables import contents, drawn_days, google_forms, square_items

SALES = square_items(drawn_days("2026-03-02", "ana x......x......x......x\n-   xxxxx", staff="Mo"))
BAD = SALES.replace("2026-03-02", "2026-02-30")


@pytest.fixture
def shop(tmp_path, monkeypatch):
    """Run commands in an installation of its own: shop("import", "till.csv") -> exit code."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "till.csv").write_text(SALES)
    return lambda *arguments: main([str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def sample_db(sample_path, tmp_path_factory):
    """The sample under another name: asking may rebuild its facts."""
    path = tmp_path_factory.mktemp("cli") / "sample.duckdb"
    path.write_bytes(sample_path.read_bytes())
    return path


def stored(tmp_path, name="data/regulars.duckdb"):
    with Store.open(tmp_path / name) as store:
        return contents(store)


def test_the_versions_of_the_program_and_its_data_files_are_told(shop, capsys):
    with pytest.raises(SystemExit) as ended:
        shop("--version")
    assert ended.value.code == 0
    told = f"Regulars {__version__}, data files number {newest_number()}\n"
    assert capsys.readouterr().out == told


def test_import_prints_one_object_a_file_exactly_as_promised(shop, tmp_path, capsys):
    (tmp_path / "bad.csv").write_text(BAD)
    assert shop("import", "--json", "till.csv", "bad.csv") == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    fields = {
        "date": "Date",
        "time": "Time",
        "receipt_id": "Transaction ID",
        "customer_id": "Customer ID",
        "customer_name": "Customer Name",
        "item": "Item",
        "category": "Category",
        "quantity": "Qty",
        "gross": "Gross Sales",
        "discount": "Discounts",
        "net": "Net Sales",
        "tax": "Tax",
        "status": "Event Type",
        "staff": "Employee",
        "location": "Location",
        "channel": "Channel",
    }
    assert printed == [
        {
            "file": "till.csv",
            "format": "square_items",
            "kind": "sales",
            "fields": fields,
            "read": 9,
            "kept": 9,
            "known": 0,
            "rejected": 0,
            "reasons": {},
            "nobody": 0,
        },
        {
            "file": "bad.csv",
            "format": "square_items",
            "kind": "sales",
            "fields": fields,
            "read": 9,
            "kept": 0,
            "known": 7,
            "rejected": 2,
            "reasons": {"The date and time cannot be read": 2},
            "nobody": 0,
        },
    ]


def test_import_says_in_words_what_became_of_a_file(shop, tmp_path, capsys):
    (tmp_path / "bad.csv").write_text(BAD)
    assert shop("import", "bad.csv") == 0
    out, err = capsys.readouterr()
    assert out == (
        "bad.csv: Square item sales. 9 rows read = 7 kept + 0 already known + 2 rejected.\n"
        "  2 rejected: The date and time cannot be read\n"
    )
    assert err == ""


@pytest.mark.parametrize("is_json", [False, True])
def test_a_bad_file_is_explained_on_stderr_and_the_good_one_is_taken(
    shop, tmp_path, capsys, is_json
):
    (tmp_path / "report.csv").write_bytes(b"%PDF-1.7")
    assert shop("import", "report.csv", "till.csv", *["--json"] * is_json) == 1
    out, err = capsys.readouterr()
    words = "report.csv is a PDF, whatever its name says. Export the same report as CSV."
    assert err == f"{words}\n"
    if is_json:
        bad, good = map(json.loads, out.splitlines())
        assert bad == {
            "file": "report.csv",
            "format": None,
            "kind": None,
            "fields": {},
            "read": 0,
            "kept": 0,
            "known": 0,
            "rejected": 0,
            "reasons": {},
            "nobody": 0,
            "error": words,
        }
        assert good["kept"] == 9
    else:
        assert out.startswith("till.csv: Square item sales. 9 rows read = 9 kept")
    assert len(stored(tmp_path)["exports.import"]) == 1


def test_bad_files_leave_the_store_unchanged(shop, tmp_path, capsys):
    assert shop("import", "till.csv") == 0
    before = stored(tmp_path)
    for name, content in {
        "empty.csv": b"",
        "unknown.csv": b"a,b\n1,2\n",
        "renamed.csv": SALES.replace("Net Sales", "Netto").encode(),
    }.items():
        (tmp_path / name).write_bytes(content)
        assert shop("import", name) == 1
        assert capsys.readouterr().err.startswith(name)
    assert shop("import", "not there.csv") == 1
    assert "not there.csv cannot be read: No such file" in capsys.readouterr().err
    after = stored(tmp_path)
    refused = [what for *_, act, what, _ in after.pop("desk.audit")[1:] if act == "imported"]
    assert refused == [
        "empty.csv: refused",
        "unknown.csv: refused",
        "renamed.csv: refused",
        "not there.csv: refused",
    ]
    before.pop("desk.audit")
    assert after == before


def test_what_was_imported_here_is_in_the_log(shop, tmp_path):
    assert shop("import", "till.csv") == 0
    ((_, _, who, act, what, _),) = stored(tmp_path)["desk.audit"]
    assert (who, act, what) == ("The terminal", "imported", "till.csv: 9 rows kept")


def test_the_data_file_may_be_named(shop, tmp_path, capsys):
    assert shop("import", "till.csv", "--db", "other/my.duckdb") == 0
    assert (tmp_path / "other" / "my.duckdb").exists()
    assert not (tmp_path / "data").exists()
    assert shop("ask", "shop/locations", "--db", "other/my.duckdb", "--format", "csv") == 0
    assert capsys.readouterr().out.endswith("location,visit_count\nMain Street,9\n")


def test_ask_as_a_table(shop, sample_db, capsys):
    assert shop("ask", "shop/locations", "--db", sample_db) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["location", "visit_count"]
    assert [line.split()[:2] for line in lines[1:]] == [["Harbor", "Street"], ["Market", "Hall"]]


def test_ask_as_csv(shop, sample_db, capsys):
    assert shop("ask", "shop/staff", "--db", sample_db, "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["staff"] for row in rows} == {"Ana", "Jonas", "Leo", "Maya", "Priya", "Tom"}
    assert [row["last_served_on"] for row in rows if row["staff"] == "Maya"] == ["2026-03-14"]


def test_ask_as_json(shop, sample_db, capsys):
    assert shop("ask", "lapsed/departures", "--db", sample_db, "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["staff"] == "Maya"
    assert row["last_served_on"].startswith("2026-03-14")
    assert row["is_clear"] is True


def test_dates_not_given_span_all_data_and_an_empty_value_is_no_filter(shop, sample_db, capsys):
    counts = []
    for given in ("location=", "from_on=2026-10-01", "as_of=2025-05-31", "location=Market Hall"):
        ask = ("ask", "shop/coverage", "--db", sample_db, "--format", "json", "--param", given)
        assert shop(*ask) == 0
        counts.append(json.loads(capsys.readouterr().out)[0]["visit_count"])
    assert counts[0] == 16106
    assert counts[0] > counts[3] > counts[2] > counts[1] > 500


def test_an_answer_without_rows_says_so(shop, sample_db, capsys):
    shop("ask", "customer/search", "--param", "text=Nobody at all", "--db", sample_db)
    assert capsys.readouterr().out == "(no rows)\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lapsed/overdu"], 'There is no such question. There is no question "lapsed/overdu"'),
        (["../regulars/schema"], "There is no such question."),
        (["shop/coverage", "--param", "as_of"], '"as_of" should read NAME=VALUE'),
        (["shop/coverage", "--param", "as_of=soon"], "Dates read 2026-03-31"),
        (["shop/coverage", "--param", "until=2026-01-01"], "Unknown: until"),
        (["customer/card"], "Missing: customer_id"),
    ],
)
def test_what_cannot_be_asked_is_explained_on_stderr(shop, sample_db, capsys, arguments, words):
    assert shop("ask", *arguments, "--db", sample_db) == 1
    out, err = capsys.readouterr()
    assert words in err
    assert out == ""


def test_asking_before_the_first_import_says_what_to_do(shop, tmp_path, capsys):
    assert shop("ask", "shop/overview") == 1
    assert "Import your exports first: python -m regulars import FILE" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_asking_a_store_without_sales(shop, tmp_path, capsys):
    (tmp_path / "survey.csv").write_text(google_forms("date | How was it?\n2026-03-02 | 4"))
    assert shop("import", "survey.csv") == 0
    capsys.readouterr()
    assert shop("ask", "lapsed/overdue") == 0
    assert capsys.readouterr().out == "(no rows)\n"


def test_facts_of_an_older_model_are_rebuilt_before_asking(shop, tmp_path, capsys):
    shop("import", "till.csv")
    with Store.open(tmp_path / "data" / "regulars.duckdb") as store, store.write() as cursor:
        cursor.execute("update facts.build set model_version = 'older'")
        cursor.execute("delete from facts.visit")
    capsys.readouterr()
    assert shop("ask", "shop/locations", "--format", "csv") == 0
    assert capsys.readouterr().out == "location,visit_count\nMain Street,9\n"


def test_questions_lists_all_with_what_they_answer(shop, capsys):
    assert shop("questions") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(every_question())
    for line, question in zip(lines, every_question(), strict=True):
        assert line.split(maxsplit=1) == [question.name, question.question]


def test_a_setting_that_cannot_be_used_is_explained(shop, monkeypatch, capsys):
    monkeypatch.setenv("REGULARS_PORT", "none")
    assert shop("questions") == 1
    assert "A setting cannot be used. REGULARS_PORT" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["fly"], ["import"], ["ask"]])
def test_a_command_used_wrongly_shows_its_usage(shop, capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        shop(*arguments)
    assert caught.value.code == 2
    assert "usage: python -m regulars" in capsys.readouterr().err


def test_it_runs_as_a_module_and_its_exit_code_is_the_shells(tmp_path):
    (tmp_path / "till.csv").write_text(SALES)
    run = [sys.executable, "-m", "regulars", "import", "--db", tmp_path / "a.duckdb", "--json"]
    root = Path(__file__).resolve().parents[2]
    for name, code in (("till.csv", 0), ("gone.csv", 1)):
        done = subprocess.run(
            [*run, tmp_path / name], cwd=root, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
        assert json.loads(done.stdout)["file"] == name
        assert ("No such file" in done.stderr) is bool(code)
