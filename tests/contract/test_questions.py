"""Every question keeps the contract of its header, and SQL reads as docs/STYLE says."""

import re
import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from regulars.app.screens import EVERY_SCREEN
from regulars.facts.build import rebuild_facts
from regulars.identity.decisions import split_person, undo_decision
from regulars.intake.formats import find_format
from regulars.questions import QUERIES_DIR, every_question
from regulars.records.follow_ups.steps import Step, take_step
from regulars.records.win_back.contacts import note_contact
from regulars.records.win_back.lists import make_list
from regulars.records.win_back.terms import Terms
from regulars.store.store import Store
from tests.contract.sql import code, grain_of, tables_in
from tests.tables import answer

QUESTIONS = {question.name: question for question in every_question()}
FILES = sorted(QUERIES_DIR.glob("*/*.sql"))
each_question = pytest.mark.parametrize("name", QUESTIONS)
each_file = pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.stem}")

KEYS = [
    *("Question", "Grain", "Params", "Columns"),
    *("Staff", "Link", "Personal", "Reads", "Source"),
]
CLOCK = re.compile(
    r"\b(?:now|today|get_current_\w+|(?!make_)\w+_timestamp)(?=\s*\()|"
    r"\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b"
)
# Customers and imports of which each has something to say, so that no answer is empty.
OTHERS = {"text": "a", "import_id": 4, "list_no": 1}


def books_of(store, params):
    """What to ask the books of who may look."""
    with store.read() as cursor:
        link_id = cursor.execute("select link_id from desk.link_view limit 1").fetchone()[0]
    known = {"now": datetime(2026, 11, 2, 12), "link_id": link_id}
    return {name: known[name] for name in params}


def is_one_row(words: str) -> bool:
    return "one row" in words


@each_question
def test_the_header_has_its_parts_in_order(name):
    header = re.match(r"(--.*\n)+", QUESTIONS[name].sql)
    assert header
    found = re.findall(rf"^-- ({'|'.join(KEYS)}):", header[0], re.MULTILINE)
    assert found == [key for key in KEYS if key != "Params" or QUESTIONS[name].params]


@each_question
def test_the_header_says_something(name):
    question = QUESTIONS[name]
    first = question.sql.splitlines()[0]
    assert re.fullmatch(r"-- [A-Z].*[.?]", first), first
    assert question.question.endswith("?")
    assert question.grain
    assert question.source
    for param, words in question.params.items():
        assert re.match(r"(date|text|integer|timestamp),? ", words), f"${param} {words}"


@each_question
def test_the_parameters_are_those_of_the_statement(name):
    statements = duckdb.extract_statements(QUESTIONS[name].sql)
    assert len(statements) == 1
    assert statements[0].type == duckdb.StatementType.SELECT
    assert set(QUESTIONS[name].params) == set(statements[0].named_parameters)


@each_question
def test_the_tables_read_are_those_of_the_header(name):
    question = QUESTIONS[name]
    assert len(question.reads) == len(set(question.reads))
    assert set(question.reads) == tables_in(question.sql)


@each_question
def test_screens_ask_facts_and_never_raw_lines(name):
    if name.split("/")[0] not in ("imports", "shop"):
        raw = {table for table in tables_in(QUESTIONS[name].sql) if table.startswith("exports.")}
        assert raw <= {"exports.handle", "exports.import"}, "these hold one row a person or import"


@pytest.fixture(scope="module")
def decided_store(sample_path, tmp_path_factory):
    """The sample, in which somebody decided, and two look alike."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("decided") / "s.duckdb"))
    with Store.open(path) as store:
        by = {"now": datetime(2026, 11, 2), "by": "Ana"}
        merged = answer(store, "imports/merged_people").iloc[0]["customer_id"]
        handle_no = int(answer(store, "imports/person_contacts", customer_id=merged).iloc[0, 0])
        undo_decision(store, split_person(store, merged, handle_no, **by), now=by["now"])
        with store.write() as cursor:
            cursor.execute("""
                insert into desk.note
                select handle_no, handle_no, 'allergy', 'nuts', timestamp '2026-11-01', 'Ana', null
                from facts.identity
            """)
            cursor.execute("""
                insert into desk.thanks
                select
                    handle_no, handle_no, 'birthday', '', timestamp '2026-11-01', 'Ana', null
                from facts.identity
            """)
            cursor.execute("""
                insert into desk.word
                values ('jukebox', 'place', -1, false, timestamp '2026-11-01', 'Ana')
            """)
            cursor.execute("""
                insert into desk.nickname values ('Tom', 'Tommy', timestamp '2026-11-01', 'Ana')
            """)
            cursor.execute("""
                update exports.handle_name set customer_name = 'Ada Zeno'
                where handle_no in (
                    select min(handle_no) from exports.handle where kind = 'email'
                    union all
                    select max(handle_no) from exports.handle where kind = 'email'
                )
            """)
            cursor.execute("""
                update exports.handle set handle = 'ada.zeno@' || handle_no || '.example.org'
                where kind = 'email'
            """)
        rebuild_facts(store)
        yield store


@pytest.fixture(scope="module")
def followed_store(sample_path, tmp_path_factory):
    """The sample, in which a colleague took the first complaint up."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("followed") / "s.duckdb"))
    with Store.open(path) as store:
        cases = answer(store, "follow_ups/cases")
        by = {"now": datetime(2026, 11, 2), "today": date(2026, 11, 2), "by": "Ana"}
        first = cases[cases["customer_id"].notna()].iloc[0]["case_key"]
        take_step(store, first, Step(owner="Tom", owner_id="p1"), **by)
        take_step(store, first, Step(status="contacted", notes="Called"), **by)
        yield store


@pytest.fixture(scope="module")
def win_back_store(sample_path, tmp_path_factory):
    """The sample, with a win-back list, and somebody who was contacted without one."""
    path = Path(shutil.copy(sample_path, tmp_path_factory.mktemp("win_back") / "s.duckdb"))
    with Store.open(path) as store:
        by = {"now": datetime(2026, 11, 2), "today": date(2026, 11, 2), "by": "Ana"}
        people = list(answer(store, "lapsed/win_back_candidates")["customer_id"])
        make_list(store, "November", people[1:], Terms("in person"), **by)
        note_contact(store, people[0], "phone call", "", **by)
        yield store


def first_case(store):
    return answer(store, "follow_ups/cases", owner_id="p1").iloc[0]["case_key"]


@each_question
def test_the_grain_is_unique_on_the_sample(
    sample_store, books_store, decided_store, followed_store, win_back_store, name
):
    question = QUESTIONS[name]
    given = {key: value for key, value in OTHERS.items() if key in question.params}
    if name == "satisfaction/emerging_words":
        given |= {"as_of": date(2026, 6, 30)}
    if name in ("satisfaction/quotes", "satisfaction/colleague_quotes"):
        given |= {"text": "product" if name == "satisfaction/quotes" else "Priya"}
    if name in (
        *("imports/decisions", "imports/suggested_matches", "today/notes"),
        *("customer/notes", "customer/thanks"),
        *("satisfaction/word_changes", "satisfaction/nicknames"),
    ):
        sample_store = decided_store
    if name.startswith("lapsed/win_back_"):
        sample_store = win_back_store
    if name.startswith("follow_ups/"):
        sample_store = followed_store
        given |= {"case_key": first_case(followed_store)} if "case_key" in question.params else {}
    if name.startswith("sharing/"):
        sample_store, given = books_store, given | books_of(books_store, question.params)
    if name == "follow_ups/person":
        whose = answer(sample_store, "follow_ups/cases", owner_id="p1").iloc[0]["customer_id"]
        frames = [answer(sample_store, name, customer_id=whose)]
    elif name == "customer/contacts":
        whose = answer(win_back_store, "lapsed/win_back_contacts").iloc[0]["customer_id"]
        frames = [answer(win_back_store, name, customer_id=whose)]
    elif "customer_id" in question.params:
        regulars = answer(sample_store, "regulars/people")["customer_id"]
        frames = [answer(sample_store, name, customer_id=who, **given) for who in regulars[::20]]
    else:
        frames = [answer(sample_store, name, **given)]
    columns = grain_of(question.grain)
    assert any(len(frame) for frame in frames), "nothing to test"
    for frame in frames:
        if is_one_row(question.grain):
            assert len(frame) == 1
        if columns:
            assert set(columns) <= set(frame.columns), f"the answer has not all of {columns}"
            assert not frame.duplicated(columns).any()
            assert frame[columns].notna().all(axis=None)


@each_question
def test_it_ends_with_an_order_unless_it_is_one_row(name):
    question = QUESTIONS[name]
    last = re.split(r"\n(?=select\b)", code(question.sql))[-1]
    assert bool(re.search(r"^order by\b", last, re.MULTILINE)) is not is_one_row(question.grain)


@each_question
def test_the_last_select_names_its_columns(name):
    last = re.split(r"\n(?=select\b)", code(QUESTIONS[name].sql))[-1]
    assert not re.match(r"select\s+(\w+\.)?\*", last)


@each_question
def test_a_source_in_the_decisions_is_a_heading_there(name):
    decisions = (QUERIES_DIR.parent / "docs" / "decisions.md").read_text(encoding="utf-8")
    for title in re.findall(r'docs/decisions\.md, "([^"]+)"', QUESTIONS[name].source):
        assert f"## {title}\n" in decisions


@each_file
def test_nothing_reads_the_clock(path: Path):
    assert CLOCK.findall(code(path.read_text(encoding="utf-8"))) == []


@each_file
def test_it_is_written_in_lower_case(path: Path):
    text = code(path.read_text(encoding="utf-8"))
    assert text == text.lower()


@each_file
def test_only_queries_and_our_own_tables_are_made(path: Path):
    """A question cannot write; a model makes facts; statements have a contract of their own."""
    if path.parent.name in ("identity", "intake"):
        return
    statements = duckdb.extract_statements(path.read_text(encoding="utf-8"))
    made = {statement.type for statement in statements}
    if path.parent.name == "exports" and find_format(path.stem).refusal:
        assert not made
        return
    if path.parent.name == "macros":
        # A type cannot be replaced, only made anew.
        assert made - {duckdb.StatementType.DROP} == {duckdb.StatementType.CREATE}
    elif path.parent.name == "model":
        assert made == {duckdb.StatementType.CREATE}
    else:
        assert made == {duckdb.StatementType.SELECT}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("select now()", ["now"]),
        ("select current_date - visited_on", ["current_date"]),
        ("select today(), get_current_timestamp ()", ["today", "get_current_timestamp"]),
        ("select today.closed_days from today", []),
        ("select 1 as is_now -- now()", []),
        ("select 'now' as word", []),
    ],
)
def test_reading_the_clock_is_noticed(sql, found):
    assert CLOCK.findall(code(sql)) == found


def test_the_parts_of_a_grain():
    assert grain_of("customer_id; people with 4 visits") == ["customer_id"]
    assert grain_of("month_on, who") == ["month_on", "who"]
    assert grain_of("customer_id, visited_on (recognised); receipt (walk-ins: null)") == [
        "customer_id",
        "visited_on",
    ]
    assert grain_of("one row") == []


def test_every_folder_of_questions_is_a_screen_or_shared():
    folders = {path.parent.name for path in FILES}
    assert folders == EVERY_SCREEN | {"shop", "exports", "identity", "intake", "macros", "model"}
    assert not list(QUERIES_DIR.glob("*.sql")), "a file beside the folders is found by nobody"
    assert {path.suffix for path in QUERIES_DIR.glob("*/*")} == {".sql"}
