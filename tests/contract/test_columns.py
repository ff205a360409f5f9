"""Every question's header says what its columns are, and so they are."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from regulars.questions import Column, ColumnType, every_question
from tests.contract.marked import NOW
from tests.tables import answer, assert_declared, codes_of

QUESTIONS = {question.name: question for question in every_question()}
each_question = pytest.mark.parametrize("name", QUESTIONS)
# What DuckDB calls it -> what a header may call it.
WORDS = {ColumnType.ID, ColumnType.CODE, ColumnType.LABEL, ColumnType.TEXT}
INTEGERS = {ColumnType.INTEGER}
TYPES = {
    "DATE": {ColumnType.DATE},
    "TIMESTAMP": {ColumnType.TIMESTAMP},
    "UTINYINT": INTEGERS,
    "SMALLINT": INTEGERS,
    "INTEGER": INTEGERS,
    "BIGINT": INTEGERS,
    "DOUBLE": {ColumnType.DOUBLE},
    "DECIMAL": {ColumnType.DECIMAL},
    "BOOLEAN": {ColumnType.BOOLEAN},
    "VARCHAR": WORDS,
}


@each_question
def test_names_order_and_types_are_those_of_the_statement(sample_store, name):
    question = QUESTIONS[name]
    with sample_store.read() as cursor:
        cursor.execute(question.sql, dict.fromkeys(question.params) or None)
        found = {column: str(kind) for column, kind, *_ in cursor.description}
    assert list(question.columns) == list(found)
    for column, kind in found.items():
        assert question.columns[column].is_list == kind.endswith("[]"), f"{column}: {kind}"
        element = kind.removesuffix("[]").split("(")[0]
        assert question.columns[column].type in TYPES[element], f"{column}: {kind}"


@each_question
def test_words_tell_of_a_person_or_are_ours_or_the_shops(name):
    """A column of free words may name anybody: it is declared as personal, and no other is."""
    question = QUESTIONS[name]
    texts = {name for name, column in question.columns.items() if column.type is ColumnType.TEXT}
    assert texts == question.personal.keys()


@each_question
def test_a_meaning_is_a_phrase_and_a_code_lists_what_it_may_be(name):
    for column_name, column in QUESTIONS[name].columns.items():
        assert re.search(r"\w\)?$", column.meaning), column_name
        if column.type is ColumnType.CODE:
            assert ": " in column.meaning, column_name
            assert len(codes_of(column)) > 1, column_name


@each_question
@pytest.mark.parametrize("sample", ["sample_store", "salon_store"])
def test_the_samples_answers_are_as_declared(request, sample, name):
    """So are those of the small stores: ``answer`` looks at whatever a test asks."""
    others = {
        "customer_id": "C30",
        "import_id": 4,
        "text": "product",
        "visits": 4,
        "weeks": 26,
        "by": "week",
        "now": NOW,
        "case_key": "F1",
        "list_no": 1,
        "link_id": "none",
    }
    asked = others.keys() & QUESTIONS[name].params.keys()
    answer(request.getfixturevalue(sample), name, **{key: others[key] for key in asked})


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        ({"staff": ["Tom"]}, "question"),
        ({"who": ["regular"], "staff": ["Tom"]}, "question"),
        ({"staff": ["Tom", None], "who": ["regular", "other"]}, "staff is null"),
        ({"staff": ["Tom"], "who": ["stranger"]}, "who is {'stranger'}"),
    ],
)
def test_an_answer_that_is_not_as_declared_is_noticed(frame, said):
    columns = {
        "staff": Column(ColumnType.TEXT, False, "who served"),
        "who": Column(ColumnType.CODE, True, "whose visits: regular, other or walk_in"),
    }
    question = replace(next(iter(QUESTIONS.values())), name="question", columns=columns)
    with pytest.raises(AssertionError, match=re.escape(said)):
        assert_declared(pd.DataFrame(frame), question)
