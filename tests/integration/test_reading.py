"""Bytes -> rows: what a file may look like, and which number a row has."""

import re

import pytest

from regulars.intake.file_import import take
from regulars.intake.reading.file_kinds import open_sheets
from regulars.intake.report import Report
from tests.tables import contents, reasons_in, rows_of, square_items, take_text

pytestmark = pytest.mark.usefixtures("facts_left_alone")

SALES = square_items(
    """
    receipt | customer | date       | item
    R2      | ana      | 2026-03-02 | Latte
    R3      | ben      | 2026-03-02 | Mocha
    R4      |          | 2026-03-03 | Tea
    """
)
HEADER, R2, R3, R4 = SALES.splitlines()
BAD = R3.replace("2026-03-02", "2026-02-30")


def lines(*rows: str, end: str = "\n") -> str:
    return "".join(row + end for row in rows)


def numbers(store) -> tuple[dict[str, int], dict[int, str]]:
    """(receipt -> row number, row number of a rejected row -> reason)."""
    return (
        dict(rows_of(store, "select receipt_id, row_number from exports.receipt_line")),
        {number: words.partition(': "')[0] for number, words in reasons_in(store).items()},
    )


NO_DATE = "The date and time cannot be read"
TOO_FEW = "The row has fewer cells than the header"
TOO_MANY = "The row has more cells than the header"
QUOTE = "A quotation mark is out of place"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(SALES, id="as exported"),
        pytest.param("\ufeff" + SALES, id="byte order mark"),
        pytest.param(SALES.replace("\n", "\r\n"), id="crlf"),
        pytest.param(SALES.replace("\n", "\r"), id="cr"),
        pytest.param(SALES.rstrip("\n"), id="no line end at the end"),
        pytest.param(SALES + "\n\n\n", id="blank last lines"),
        pytest.param(SALES.replace(",", ";"), id="semicolons"),
        pytest.param(SALES.replace(",", "\t"), id="tabs"),
        pytest.param(
            SALES.lower().replace("r2", "R2").replace("r3", "R3").replace("r4", "R4"),
            id="another case",
        ),
        pytest.param(SALES.replace("Net Sales", " Net   Sales "), id="blanks in the header"),
        pytest.param(
            lines(HEADER, *(row + "," for row in (R2, R3, R4))), id="a comma too many at the end"
        ),
        pytest.param(
            lines(HEADER + ",,", *(row + ",x," for row in (R2, R3, R4))), id="nameless columns"
        ),
        pytest.param(
            lines(HEADER + ',row_number,c1,"a ""b"""', *(row + ",9,9,9" for row in (R2, R3, R4))),
            id="columns called as ours are",
        ),
        pytest.param(
            lines(
                "," + HEADER.replace("Date,Time", "Time,Date"),
                *(
                    ",".join(["", time, date, *rest])
                    for date, time, *rest in (row.split(",") for row in (R2, R3, R4))
                ),
            ),
            id="another order",
        ),
    ],
)
def test_the_same_rows_in_another_shape(empty_store, tmp_path, content):
    report = take_text(empty_store, tmp_path, content)
    assert report.error is None
    assert (report.read, report.kept) == (3, 3)
    assert numbers(empty_store) == ({"R2": 2, "R3": 3, "R4": 4}, {})
    assert rows_of(
        empty_store, "select sold_at::date::text, net from exports.receipt_line order by row_number"
    ) == [("2026-03-02", 4), ("2026-03-02", 4), ("2026-03-03", 4)]


@pytest.mark.parametrize("before", ["\n\n", "\r\n\r\n", ",,,\n,,\n", "  \n\t\n", "\ufeff\n\n"])
def test_blank_lines_before_the_header_count_as_a_spreadsheet_counts_them(
    empty_store, tmp_path, before
):
    end = "\r\n" if "\r" in before else "\n"
    take_text(empty_store, tmp_path, before + lines(HEADER, R2, BAD, "x,y", R4, end=end))
    assert numbers(empty_store) == ({"R2": 4, "R4": 7}, {5: NO_DATE, 6: TOO_FEW})


def test_row_numbers_after_rows_that_are_none(empty_store, tmp_path):
    report = take_text(
        empty_store,
        tmp_path,
        lines(
            HEADER,                                # 1
            R2,                                    # 2
            "2026-03-02,08:00:00",                 # 3 too few
            "x,y",                                 # 4 too few
            BAD,                                   # 5
            R3 + ",a,b",                           # 6 too many
            R3,                                    # 7
            R3.replace("Mocha", '"Mo"cha'),        # 8 quotation mark
            R4,                                    # 9
            BAD,                                   # 10
            "z",                                   # 11 too few
        ),
    )  # fmt: skip
    assert numbers(empty_store) == (
        {"R2": 2, "R3": 7, "R4": 9},
        {3: TOO_FEW, 4: TOO_FEW, 5: NO_DATE, 6: TOO_MANY, 8: QUOTE, 10: NO_DATE, 11: TOO_FEW},
    )
    assert (report.read, report.kept, report.known, report.rejected) == (10, 3, 0, 7)
    assert report.reasons == {TOO_FEW: 3, NO_DATE: 2, QUOTE: 1, TOO_MANY: 1}


def test_row_numbers_when_the_first_rows_are_none(empty_store, tmp_path):
    take_text(empty_store, tmp_path, lines(HEADER, "x", "y", R2))
    assert numbers(empty_store) == ({"R2": 4}, {2: TOO_FEW, 3: TOO_FEW})


def test_a_rejected_row_keeps_its_text(empty_store, tmp_path):
    take_text(empty_store, tmp_path, lines(HEADER, R2, BAD, "x,y"))
    assert rows_of(
        empty_store, "select row_number, row_text from exports.rejected_row order by 1"
    ) == [
        (3, BAD),
        (4, "x,y"),
    ]


def test_line_breaks_inside_a_cell_are_one_row(empty_store, tmp_path):
    broken = R2.replace("Latte", '"Lat\nte\n\n, large"')
    take_text(empty_store, tmp_path, lines(HEADER, broken, "x,y", BAD, R4))
    assert numbers(empty_store) == ({"R2": 2, "R4": 5}, {3: TOO_FEW, 4: NO_DATE})
    assert rows_of(
        empty_store, "select item from exports.receipt_line where receipt_id = 'R2'"
    ) == [("Lat\nte\n\n, large",)]


def test_a_line_break_inside_the_header_is_read(empty_store, tmp_path):
    take_text(empty_store, tmp_path, lines(HEADER + ',"two\nlines"', R2 + ",x", BAD + ",x"))
    assert numbers(empty_store) == ({"R2": 2}, {3: NO_DATE})


def test_a_stray_quotation_mark_within_a_cell_is_part_of_it(empty_store, tmp_path):
    take_text(empty_store, tmp_path, lines(HEADER, R2.replace("Latte", '6" sub'), R3))
    assert rows_of(
        empty_store, "select item from exports.receipt_line where receipt_id = 'R2'"
    ) == [('6" sub',)]
    assert numbers(empty_store)[0] == {"R2": 2, "R3": 3}


@pytest.mark.parametrize("rows_after", [2, 60_000])
def test_a_quotation_mark_that_swallows_rows_refuses_the_file(empty_store, tmp_path, rows_after):
    """They would be gone without a trace: 60,000 rows more than fill the reader's buffer."""
    before = contents(empty_store)
    unclosed = R3.replace("Mocha", '"Mocha')
    report = take_text(empty_store, tmp_path, lines(HEADER, R2, unclosed, *[R4] * rows_after))
    assert report.error is not None
    assert report.error.startswith("In row 3 of export.csv a quotation mark is out of place")
    assert contents(empty_store) == before


def test_an_unclosed_quotation_mark_in_the_last_row_costs_that_row_only(empty_store, tmp_path):
    take_text(empty_store, tmp_path, lines(HEADER, R2, R3.replace("Mocha", '"Mocha')))
    assert numbers(empty_store) == ({"R2": 2}, {3: QUOTE})


def test_a_row_longer_than_any_row_is_rejected_and_the_next_is_read(empty_store, tmp_path):
    long = R3.replace("Mocha", "M" * 3_000_000)
    take_text(empty_store, tmp_path, lines(HEADER, R2, long, R4))
    assert numbers(empty_store) == (
        {"R2": 2, "R4": 4},
        {3: "The row is too long to be one row"},
    )


def test_numbers_stay_right_when_many_threads_read(empty_store, tmp_path):
    rows = [R2.replace("R2", f"N{number}") for number in range(2, 60_002)]
    for number in range(500, 60_000, 997):
        rows[number - 2] = "x,y"
    take_text(empty_store, tmp_path, lines(HEADER, *rows))
    kept, rejected = numbers(empty_store)
    assert set(rejected) == set(range(500, 60_000, 997))
    assert len(kept) == 60_000 - len(rejected)
    assert all(receipt == f"N{number}" for receipt, number in kept.items())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "till.csv is empty"),
        (b" \r\n \n", "till.csv is empty"),
        (b"\xef\xbb\xbf", "till.csv is empty"),
        (b",,,\n,,,\n", "till.csv is empty"),
        (HEADER, "has a header but no rows"),
        (HEADER + "\n\n\n", "has a header but no rows"),
        (b"%PDF-1.7\n...", "till.csv is a PDF"),
        (b"PK\x03\x04...", "till.csv is a spreadsheet or an archive that is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "till.csv is a damaged spreadsheet"),
        (SALES.replace("Tea", "T\0a"), "not a text file"),
        (lines(HEADER, *[R2] * 4000, R4.replace("Tea", "T\0a")), "not a text file"),
        ("hello\nworld\n", 'not an export that we know.*"hello"'),
        ("<html>Sign in</html>", "till.csv is a web page"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_nothing_is_kept(
    empty_store, tmp_path, content, words
):
    version = empty_store.version
    report = take_text(empty_store, tmp_path, content, name="till.csv")
    assert report.error is not None
    assert report.error.startswith("till.csv")
    assert re.search(words, report.error), report.error
    assert report == Report(file="till.csv", columns=report.columns, error=report.error)
    assert empty_store.version == version
    assert rows_of(empty_store, "select count(*) from exports.import") == [(0,)]


def test_one_foreign_character_far_down_is_read_too(tmp_path, empty_store):
    content = (lines(HEADER, *[R2] * 120_000)).encode() + R4.replace("Tea", "Thé").encode("latin-1")
    assert len(content) > 3 * (1 << 22)
    report = take_text(empty_store, tmp_path, content)
    assert (report.error, report.read, report.rejected) == (None, 120_001, 0)
    assert rows_of(
        empty_store, "select item from exports.receipt_line where receipt_id = 'R4'"
    ) == [("Thé",)]


def test_text_cut_off_within_a_character_costs_that_row_only(empty_store, tmp_path):
    cut = "Bohème".encode()[:4]
    content = lines(HEADER, R2).encode() + R3.encode().rsplit(b",", 1)[0] + b"," + cut
    report = take_text(empty_store, tmp_path, content)
    assert numbers(empty_store) == ({"R2": 2}, {3: "The row is not readable text"})
    assert report.kept == 1


def test_a_file_that_is_not_there_and_a_folder_are_explained(empty_store, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    reports = take(
        empty_store,
        [("gone.csv", tmp_path / "gone.csv"), ("folder.csv", tmp_path / "folder.csv")],
    )
    assert [report.error for report in reports] == [
        "gone.csv cannot be read: No such file or directory.",
        "folder.csv cannot be read: Is a directory.",
    ]


def test_a_sheet_says_its_columns_delimiter_and_first_row(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('\n\n Date ;"Net ""Sales""";;Item  Name\n1;2;3;4\n', encoding="utf-8")
    (sheet,) = open_sheets(path, "a.csv", tmp_path)
    assert sheet.columns == ("Date", 'Net "Sales"', "column 3", "Item Name")
    assert (sheet.delimiter, sheet.skip, sheet.first_row) == (";", 2, 4)
    assert sheet.path == path
