"""Every fact says what it builds from what; every macro and fact is of use."""

import re
from pathlib import Path

import pytest

from regulars.facts.build import MACROS_DIR, MODEL_DIR, model_statements
from regulars.questions import QUERIES_DIR
from tests.contract.sql import code, grain_of, tables_in
from tests.tables import rows_of

MODELS = sorted(MODEL_DIR.glob("*.sql"))
each_model = pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)

# Facts that are asked with arguments: some that give rows on the sample.
PROGRAM_DIR = QUERIES_DIR.parent / "regulars"

ASKED_WITH = {
    "facts.standing_on": "(date '2026-03-31')",
    "facts.outlook_on": "(date '2026-03-31')",
    "facts.day_habit": "(date '2026-03-31', date '2026-04-01', null)",
    "facts.likely_on": "(date '2026-03-31', date '2026-04-01', null)",
    "facts.expected_on": "(date '2026-03-31', date '2026-04-01', null, null)",
    "facts.open_ahead": "(date '2026-03-31')",
    "facts.booked_ahead": "(date '2026-10-31')",
    "facts.signal_week": "(date '2026-03-31', null, null)",
    "facts.answer_layer": "(date '2026-01-01', date '2026-03-31', null, null)",
    "facts.follow_up": "(date '2026-11-02')",
}


def header(path: Path) -> dict[str, str]:
    """Key -> words of the header; lines that go on are joined."""
    parts: dict[str, str] = {}
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if not line.startswith("--") or line.strip() == "--":
            if parts:
                break
            continue
        matched = re.match(r"-- ([A-Z][a-z]+):\s*(.*)$", line)
        if matched:
            key = matched[1]
            parts[key] = matched[2]
        else:
            parts[key] += " " + line[2:].strip()
    return parts


@each_model
def test_the_header_says_what_is_built_from_what(path):
    assert list(header(path)) == ["Builds", "Grain", "Reads", "Source"]
    assert path.read_text(encoding="utf-8").splitlines()[0].startswith("-- ")
    assert all(header(path).values())


@each_model
def test_it_builds_what_it_says(path):
    made = re.findall(
        r"create or replace (?:table|view|macro) (\w+\.\w+)", code(path.read_text(encoding="utf-8"))
    )
    assert made == [header(path)["Builds"]] == [f"facts.{path.stem}"]


@each_model
def test_it_reads_what_it_says(path):
    reads = {word.strip() for word in header(path)["Reads"].split(",")}
    sql = code(path.read_text(encoding="utf-8"))
    assert reads == tables_in(sql) - {header(path)["Builds"]}


@each_model
def test_its_grain_is_unique_on_the_sample(sample_store, path):
    parts = header(path)
    source = parts["Builds"] + ASKED_WITH.get(parts["Builds"], "")
    columns = grain_of(parts["Grain"])
    if not columns:
        assert rows_of(sample_store, f"select count(*) from {source}") == [(1,)]
        return
    known = " and ".join(f"{column} is not null" for column in columns)
    count, distinct = rows_of(
        sample_store,
        f"select count(*), count(distinct ({', '.join(columns)})) from {source} where {known}",
    )[0]
    assert count == distinct > 0


def test_facts_asked_with_arguments_are_all_tried():
    macros = {f"facts.{path.stem}" for path in MODELS if "replace macro" in path.read_text("utf-8")}
    assert macros == set(ASKED_WITH)


@each_model
def test_it_stays_in_the_portable_subset(path):
    sql = code(path.read_text(encoding="utf-8"))
    forbidden = r"group by all|order by all|\blist\(|array_agg\(|quantile|asof join|exclude\s*\("
    assert re.findall(forbidden, sql) == []


def every_sql() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in QUERIES_DIR.glob("*/*.sql")}


@pytest.mark.parametrize("table", [table for table, _ in model_statements()])
def test_every_fact_is_read_by_somebody(table):
    readers = [
        path.stem
        for path, sql in every_sql().items()
        if table in tables_in(sql) and path.stem != table.split(".")[1]
    ]
    program = "".join(path.read_text("utf-8") for path in PROGRAM_DIR.rglob("*.py"))
    assert readers or f"{table}(" in program


def macros() -> dict[str, Path]:
    return {
        name: path
        for path in MACROS_DIR.glob("*.sql")
        for name in re.findall(r"create or replace macro (\w+)\(", path.read_text("utf-8"))
    }


@pytest.mark.parametrize("name", sorted(macros()))
def test_every_macro_is_used(name):
    program = (path.read_text("utf-8") for path in PROGRAM_DIR.rglob("*.py"))
    texts = [*map(code, every_sql().values()), *program]
    uses = sum(len(re.findall(rf"\b{name}\(", text)) for text in texts)
    assert uses > 1, "it stands in its own definition only"


def test_every_macro_has_one_home():
    names = re.findall(
        r"create or replace macro (\w+)\(",
        "\n".join(path.read_text("utf-8") for path in MACROS_DIR.glob("*.sql")),
    )
    assert len(names) == len(set(names))
