"""Every statement that is no question says what it reads, makes and writes, and has its place."""

import re
from itertools import product

import duckdb
import pytest

from regulars.intake.fields import KINDS
from regulars.intake.pipeline import IMPORT, UNDO, statement_for
from regulars.intake.statements import INTAKE_DIR, QUERIES_DIR, find_statement
from tests.contract.sql import code

PROGRAM_DIR = INTAKE_DIR.parents[1] / "regulars"
IDENTITY_DIR = QUERIES_DIR / "identity"
OF_INTAKE = {path.stem: find_statement(path.stem) for path in sorted(INTAKE_DIR.glob("*.sql"))}
OF_IDENTITY = {
    f"identity/{path.stem}": find_statement(f"identity/{path.stem}")
    for path in sorted(IDENTITY_DIR.glob("*.sql"))
}
STATEMENTS = OF_INTAKE | OF_IDENTITY
each_statement = pytest.mark.parametrize("name", STATEMENTS)
each_kind = pytest.mark.parametrize("kind", KINDS)
each_pipeline = pytest.mark.parametrize("pipeline", [IMPORT, UNDO], ids=["import", "undo"])
# What may be filled in where a header has the name; of columns, some that every table has.
FILLED = {
    "table": ["receipt_line"],
    "columns": ["customer_name"],
    "column": ["customer_name"],
    "rows": ["usable_row", "unusable_row"],
    "gone": ["going", "unshared_contact"],
    "moment": ["sold_at"],
    "level": ["item"],
}
# Run apart from any pipeline: asked before an import is taken back, and wherever people are erased.
APART = {"import_of", "erasure_key", "new_erasure_key"}
# One or the other is run: numbering rows between gaps takes a join, which others need not pay for.
EITHER = {"export_row": {"export_row", "export_row_between_gaps"}}
HEADER = re.compile(
    r"-- [A-Z].*\.\n--\n(?:-- (?:(?:For|Params|Names|Reads|Makes|Writes):|  +).*\n)+\n"
)
VERBS = {
    "view": duckdb.StatementType.CREATE,
    "table": duckdb.StatementType.CREATE,
    "insert": duckdb.StatementType.INSERT,
    "update": duckdb.StatementType.UPDATE,
    "delete": duckdb.StatementType.DELETE,
}
TABLE = r"((?:\w+\.)?\$?\{?\w+\}?)"


def texts(name):
    """The statement with each of the names that may be filled in."""
    statement = STATEMENTS[name]
    ways = product(*(FILLED[one] for one in statement.names))
    return [statement.text(dict(zip(statement.names, way, strict=True))) for way in ways]


def read_by(sql):
    """The tables that stand after from, join or using, without those that "with" names."""
    sql = re.sub(r"\bdelete from \S+|\bdistinct from\b", "", code(sql))
    named = set(re.findall(r"(\w+) as \(\n", sql))
    listed = re.findall(
        r"\b(?:from|join|using)\s+(?!read_csv\()([a-z_.]+(?: as \w+)?(?:, [a-z_.]+(?: as \w+)?)*)",
        sql,
    )
    return {one.split()[0] for words in listed for one in words.split(", ")} - named


@each_statement
def test_its_header_is_complete(name):
    sql = STATEMENTS[name].sql
    assert HEADER.match(sql), "title, empty line, then the keys"
    keys = re.findall(r"^-- (For|Params|Names|Reads|Makes|Writes):", sql, re.MULTILINE)
    assert keys == sorted(keys, key=["For", "Params", "Names", "Reads", "Makes", "Writes"].index)
    assert keys[0] == "For"
    assert STATEMENTS[name].use.endswith(".")


@each_statement
def test_its_parameters_are_those_of_the_statement(name):
    for text in texts(name):
        (statement,) = duckdb.extract_statements(text)
        assert statement.named_parameters == set(STATEMENTS[name].params)
    for words in STATEMENTS[name].params.values():
        assert re.match(r"(text|integer|date|timestamp|boolean|list|map|blob), ", words)


@each_statement
def test_its_names_are_those_of_the_statement(name):
    statement = STATEMENTS[name]
    body = statement.sql.partition("\n\n")[2]
    assert set(re.findall(r"\$\{(\w+)\}", body)) == set(statement.names)


@each_statement
def test_it_reads_what_it_says(name):
    reads = {table.replace("${table}", "receipt_line") for table in STATEMENTS[name].reads}
    assert len(reads) == len(STATEMENTS[name].reads)
    written = (STATEMENTS[name].writes or "").replace("${table}", "receipt_line")
    assert set().union(*map(read_by, texts(name))) - {written} == reads - {written}


@each_statement
def test_it_makes_and_writes_what_it_says(name):
    statement = STATEMENTS[name]
    assert statement.makes is None or statement.writes is None
    body = statement.sql.partition("\n\n")[2]
    made = re.search(rf"^create or replace temp (table|view) {TABLE} as$", body, re.MULTILINE)
    wrote = re.search(
        rf"^(insert)(?: or replace)? into {TABLE} \(|^(update) {TABLE}|^(delete) from {TABLE}",
        body,
        re.MULTILINE,
    )
    (parsed,) = duckdb.extract_statements(texts(name)[0])
    if made:
        assert (statement.makes.type, statement.makes.name) == made.groups()
        assert parsed.type == VERBS[made[1]]
    elif wrote:
        verb, table = (one for one in wrote.groups() if one)
        assert statement.writes == table
        assert parsed.type == VERBS[verb]
    else:
        assert (statement.makes, statement.writes) == (None, None)
        assert parsed.type == duckdb.StatementType.SELECT


def test_every_insert_names_its_columns():
    """Also where SQL stands in Python: a column more in a table must not move the others."""
    places = [
        *INTAKE_DIR.glob("*.sql"),
        *IDENTITY_DIR.glob("*.sql"),
        *(PROGRAM_DIR / "intake").rglob("*.py"),
        *(PROGRAM_DIR / "identity").rglob("*.py"),
    ]
    for path in places:
        inserts = re.findall(r"insert (?:or \w+ )?into ([\w.${}]+)(.)", path.read_text("utf-8"))
        positional = [table for table, after in inserts if after != " "]
        assert not [table for table in positional if table.startswith(("exports.", "desk."))], path


@each_kind
@each_pipeline
def test_each_table_is_made_once_and_before_it_is_read(pipeline, kind):
    makers: dict[str, str] = {}
    for stage in pipeline:
        for made in stage.made:
            assert {table for table in made.reads if table not in makers} == set()
            makers[made.name] = stage.name
        for name in stage.statements:
            statement = statement_for(name, kind)
            if statement is None:
                # Such as finest, which only sales have: found under its name all the same.
                continue
            temporary = {table for table in statement.reads if "." not in table}
            written = statement.writes or "exports."
            # Its own stage, or one before, has made it.
            missing = {*temporary, *([] if "." in written else [written])} - makers.keys()
            assert not missing, (stage.name, statement.name)
            if statement.makes is not None:
                before = makers.get(statement.makes.name)
                made_by = {before or statement.name, statement.name}
                assert len(made_by) == 1 or made_by == EITHER[statement.makes.name]
                makers[statement.makes.name] = statement.name


def test_every_statement_has_its_place():
    placed = {
        statement.name
        for pipeline in (IMPORT, UNDO)
        for stage in pipeline
        for name in stage.statements
        for kind in KINDS
        if (statement := statement_for(name, kind)) is not None
    }
    assert placed | APART == set(OF_INTAKE)
    assert not placed & APART


def test_every_place_has_its_statement():
    for pipeline in (IMPORT, UNDO):
        for stage in pipeline:
            for name in stage.statements:
                assert any(statement_for(name, kind) for kind in KINDS), name


def test_every_statement_is_run_by_somebody():
    program = "".join(
        path.read_text("utf-8")
        for package in ("identity", "intake")
        for path in (PROGRAM_DIR / package).rglob("*.py")
    )
    pipeline = (PROGRAM_DIR / "intake" / "pipeline.py").read_text("utf-8")
    for name in STATEMENTS:
        known = name
        for kind in KINDS:
            known = known.removesuffix(f"_{kind}")
        runs = program.count(f'"{known}"') - pipeline.count(f'"{known}"')
        assert runs, name
