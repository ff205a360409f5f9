"""Every code that SQL gives has words, and the words are those of a manager."""

from __future__ import annotations

import re

import pytest

from regulars.intake.rejections import Code, Rejection
from regulars.settings import PROJECT_DIR

QUERIES_DIR = PROJECT_DIR / "queries"
GIVEN = re.compile(r"\b(?:rejection|unusable_cell|unusable_cell_for)\(\s*'(\w+)'")
# Codes of rows that are no row of the table, and of those that an earlier version rejected.
BY_READER = {
    Code.FEWER_CELLS,
    Code.MORE_CELLS,
    Code.MISPLACED_QUOTE,
    Code.ROW_TOO_LONG,
    Code.CELL_TOO_LONG,
    Code.NO_TEXT,
    Code.UNREADABLE_ROW,
    Code.TOTAL_OR_NOTE,
}

# Of whatever format the row is.
BY_IMPORT = {Code.DAY_AHEAD, Code.DAY_LONG_AGO}


def sql_in(*folders: str) -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((QUERIES_DIR / folder).glob("*.sql"))
    )


def test_every_code_that_a_format_gives_is_known_and_every_known_code_is_given() -> None:
    given = {Code(code) for code in GIVEN.findall(sql_in("exports", "macros"))}
    assert given | BY_READER | BY_IMPORT | {Code.EARLIER} == set(Code)
    assert not given & BY_READER


def test_every_code_of_the_reader_is_given_there() -> None:
    sql = sql_in("intake")
    assert [code for code in BY_READER if f"'{code.value}'" not in sql] == []


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.EARLIER])
def test_it_is_said_in_words_whatever_is_known_of_it(code: Code) -> None:
    for cell in (None, "", "abc"):
        words = Rejection(code, "Net Sales", cell, "1-5").words
        assert re.fullmatch(r"""[A-Z"].*[\w")]""", words)
        assert not re.search(r"[{}]|None|  ", words)


@pytest.mark.parametrize(
    ("rejection", "words"),
    [
        (
            Rejection(Code.NO_AMOUNT, "Net Sales", "four"),
            'Net Sales is not an amount: "four"',
        ),
        (
            Rejection(Code.NO_AMOUNT, "Net Sales", ""),
            "Net Sales is not an amount: the cell is empty",
        ),
        (Rejection(Code.NO_AMOUNT, "Net Sales"), "Net Sales is not an amount"),
        (Rejection(Code.QUANTITY_NO_NUMBER, "Qty"), "The quantity (Qty) is not a number"),
        (Rejection(Code.QUANTITY_NO_NUMBER), "The quantity is not a number"),
        (
            Rejection(Code.SCORE_OUTSIDE, "How was it?", "11", "0-10"),
            "The score 11 is outside 0 to 10 (How was it?)",
        ),
        (
            Rejection(Code.SCORE_OUTSIDE, "How was it?", None, "0-10"),
            "The score is outside 0 to 10 (How was it?)",
        ),
        (
            Rejection(Code.ROUNDED_ID, "Order ID", "7.7E+09", "Etsy"),
            'A spreadsheet has rounded the Order ID: "7.7E+09". Bring the file as Etsy gave it',
        ),
        (
            Rejection(Code.EARLIER, earlier='The day cannot be read: "soon"'),
            'The day cannot be read: "soon"',
        ),
        # A cell is told as it stands there, whatever it holds.
        (Rejection(Code.NO_NUMBER, "Qty", "{column} 7"), 'Qty is not a number: "{column} 7"'),
    ],
)
def test_the_words(rejection: Rejection, words: str) -> None:
    assert rejection.words == words
