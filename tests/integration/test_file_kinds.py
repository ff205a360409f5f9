"""A dropped file, of whatever kind -> tables with the right columns, rows and row numbers."""

import gzip
import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pytest

from regulars.errors import ImportFailed
from regulars.intake.reading import archives, file_kinds, spreadsheets
from regulars.intake.reading.file_kinds import open_sheets
from regulars.intake.reading.sheets import Sheet
from regulars.intake.reading.staging import stage_rows
from tests.workbooks import xls, xlsx

Cells = tuple[str | None, ...]


class Opened:
    """A sheet that was read: its columns, its rows by number, and what is no row by number."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.columns = sheet.columns
        with duckdb.connect() as connection, connection.cursor() as cursor:
            cursor.execute("set threads = 1; begin")
            stage_rows(cursor, sheet, None)
            cells = ", ".join(f"c{place}" for place in range(1, len(sheet.columns) + 1))
            self.rows: dict[int, Cells] = {
                number: tuple(row)
                for number, *row in cursor.execute(
                    f"select row_number, {cells} from export_row"
                ).fetchall()
            }
            self.unread: dict[int, str] = dict(
                cursor.execute("select row_number, code from unread_row").fetchall()
            )
            self.texts: dict[int, str] = dict(
                cursor.execute("select row_number, row_text from unread_row").fetchall()
            )
            counted = cursor.execute("select count(*) from staged").fetchone()
            assert counted == (len(self.rows),)

    @property
    def records(self) -> list[dict[str, str | None]]:
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows.values()]


@pytest.fixture
def read_all(tmp_path) -> Callable[..., list[Opened]]:
    def read(content: str | bytes, name: str = "till.csv") -> list[Opened]:
        path = tmp_path / "dropped"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return [Opened(sheet) for sheet in open_sheets(path, name, tmp_path / "spool")]

    return read


@pytest.fixture
def read_one(read_all) -> Callable[..., Opened]:
    def read(content: str | bytes, name: str = "till.csv") -> Opened:
        (opened,) = read_all(content, name)
        return opened

    return read


@pytest.fixture
def refusal(tmp_path) -> Callable[..., str]:
    def refused(content: str | bytes, name: str = "till.csv") -> str:
        path = tmp_path / "dropped"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(ImportFailed) as raised:
            open_sheets(path, name, tmp_path / "spool")
        assert raised.value.message.startswith(name)
        assert raised.value.message.endswith(".")
        return raised.value.message

    return refused


def zipped(files: dict[str, str | bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


MENU = "Day,Item,Net\n2026-03-01,Café crème,3.50\n2026-03-02,Tea,2.80\n2026-03-03,Bun,1.20\n"
MENU_ROWS = {
    2: ("2026-03-01", "Café crème", "3.50"),
    3: ("2026-03-02", "Tea", "2.80"),
    4: ("2026-03-03", "Bun", "1.20"),
}


# Texts


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(MENU.encode(), id="utf-8"),
        pytest.param(MENU.encode("utf-8-sig"), id="utf-8 with a mark"),
        pytest.param(MENU.encode("utf-16"), id="utf-16 with a mark"),
        pytest.param(b"\xfe\xff" + MENU.encode("utf-16-be"), id="utf-16-be with a mark"),
        pytest.param(MENU.encode("utf-16-le"), id="utf-16-le"),
        pytest.param(MENU.encode("utf-16-be"), id="utf-16-be"),
        pytest.param(MENU.encode("utf-32"), id="utf-32 with a mark"),
        pytest.param(MENU.encode("cp1252"), id="windows-1252"),
        pytest.param(MENU.replace("\n", "\r\n").encode("utf-16"), id="utf-16, crlf"),
        pytest.param(MENU.replace("\n", "\r").encode("cp1252"), id="windows-1252, cr"),
        pytest.param(MENU.replace("\n", "\r\r\n").encode(), id="crcrlf"),
        pytest.param(MENU.replace("\n", "\r\n", 2).encode(), id="line ends of two kinds"),
        pytest.param(MENU.replace("\n", "\r", 2).encode(), id="line ends of two other kinds"),
        pytest.param(MENU.replace(",", "|").encode(), id="bars"),
        pytest.param(MENU.replace(",", "\t").encode(), id="tabs"),
        pytest.param(MENU.replace(",", ";").encode(), id="semicolons"),
        pytest.param(
            b"sep=;\r\n" + MENU.replace(",", ";").replace("\n", "\r\n").encode(), id="sep"
        ),
        pytest.param(b'"sep=|"\n' + MENU.replace(",", "|").encode(), id="sep in quotes"),
        pytest.param(
            "\n".join(
                ",".join(f'"{cell}"' for cell in line.split(",")) for line in MENU.splitlines()
            ).encode(),
            id="quotes",
        ),
        pytest.param(
            "\n".join(
                ";".join(f"'{cell}'" for cell in line.split(",")) for line in MENU.splitlines()
            ).encode(),
            id="apostrophes as quotes",
        ),
        pytest.param(
            MENU.replace("Day", "\u200bDay ").replace("Net", "\xa0Net").encode(), id="odd"
        ),
        pytest.param(
            "".join(line + ",,,\n" for line in MENU.splitlines()).encode(), id="empty columns"
        ),
    ],
)
def test_one_table_in_many_writings(read_one, content):
    opened = read_one(content)
    assert opened.columns == ("Day", "Item", "Net")
    assert opened.rows == MENU_ROWS
    assert opened.unread == {}


def test_a_plain_text_is_read_where_it_is(tmp_path):
    path = tmp_path / "till.csv"
    path.write_text(MENU, encoding="utf-8")
    (sheet,) = open_sheets(path, "till.csv", tmp_path / "spool")
    assert sheet.path == path
    assert not (tmp_path / "spool").exists()


def test_amounts_with_a_comma_do_not_part_the_cells(read_one):
    content = "Tag;Betrag;Steuer\n01.03.2026;9,00;1,71\n02.03.2026;3,50;0,67\n"
    assert read_one(content).rows == {
        2: ("01.03.2026", "9,00", "1,71"),
        3: ("02.03.2026", "3,50", "0,67"),
    }


def test_addresses_with_commas_do_not_part_the_cells(read_one):
    rows = "".join(f"Ana {number};{number} High Street, York, Y1\n" for number in range(50))
    assert read_one("Name;Address\n" + rows).columns == ("Name", "Address")


def test_damaged_utf8_stays_utf8_and_loses_one_row_with_its_reason(read_one):
    content = MENU.replace("Tea", "Thé").encode() + b"2026-03-04,Gel\xe9e,1.00\n"
    opened = read_one(content)
    assert opened.rows[2][1] == "Café crème"
    assert opened.unread == {5: "no_text"}


def test_the_open_bytes_of_windows_1252_are_no_obstacle(read_one):
    assert len(read_one(MENU.encode("cp1252") + b"2026-03-04,\x81\x9d,1.00\n").rows) == 4


def test_blank_lines_are_no_rows_but_are_counted(read_one):
    opened = read_one("a,b,c\n1,2,3\n\n4,5,6\n,,\n   \n7,8,9\nx,y\n\n10,11,12\n\n\n")
    assert opened.rows == {
        2: ("1", "2", "3"), 4: ("4", "5", "6"), 7: ("7", "8", "9"), 10: ("10", "11", "12"),
    }  # fmt: skip
    assert opened.unread == {8: "fewer_cells"}


def test_blank_lines_within_a_cell_are_part_of_it(read_one):
    opened = read_one('a,b\r\n1,"x\r\n\r\ny"\r\n\r\n2,z\r\n')
    assert {number: row[0] for number, row in opened.rows.items()} == {2: "1", 4: "2"}
    assert (opened.rows[2][1] or "").split() == ["x", "y"]


def test_columns_of_one_name_are_told_apart(read_one):
    opened = read_one("Name,name,Other,,Other\na,b,c,d,e\n")
    assert opened.columns == ("Name", "name (2)", "Other", "column 4", "Other (2)")


def test_a_header_with_a_broken_quotation_mark_loses_no_row(read_one):
    for header in ('Day,"Item" name,Net', 'Day,"Item,Net', '"Day"x,Item,Net'):
        opened = read_one(MENU.replace("Day,Item,Net", header))
        assert opened.rows == MENU_ROWS
        assert opened.columns[0].startswith("Day")


def test_a_title_with_a_broken_quotation_mark_loses_no_row(read_one):
    opened = read_one('"Our "best" café\nsales,,\n' + MENU)
    assert opened.columns == ("Day", "Item", "Net")
    assert opened.rows == {number + 2: row for number, row in MENU_ROWS.items()}


def test_more_cells_than_the_header_in_nearly_all_rows_are_columns_without_a_name(read_one):
    opened = read_one("Day,Item\n2026-03-01,Tea,2.80\n2026-03-02,Bun,1.20\n")
    assert opened.columns == ("Day", "Item", "column 3")
    assert len(opened.rows) == 2


def test_a_late_cell_in_an_empty_column_costs_that_row_and_says_so(read_one):
    rows = "".join(f"{number},x,,\n" for number in range(30_000))
    opened = read_one("a,b,,\n" + rows + "30000,x,,late\n30001,x,,\n")
    assert opened.columns == ("a", "b")
    assert opened.unread == {30_002: "more_cells"}
    assert (len(opened.rows), opened.rows[30_003]) == (30_001, ("30001", "x"))


def test_a_row_with_two_marks_out_of_place_is_shown_itself(read_one):
    opened = read_one('a,b,c\n1,2,3\nx,"Mo"cha,"z"y\n4,5,6\n')
    assert set(opened.rows) == {2, 4}
    assert opened.texts == {3: 'x,"Mo"cha,"z"y'}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_two_marks_out_of_place_swallow_no_rows_in_silence(read_one, end):
    """DuckDB 2.0 passes over the two rows between without a word."""
    content = 'a,b,c\n1,2,3\nx,"Mo"cha,"z\n4,5,6\n7,8,9\nx,"y",z\n10,11,12\n'
    with pytest.raises(ImportFailed, match="In row 3 of till.csv a quotation mark is out of place"):
        read_one(content.replace("\n", end))


# Headers, and what stands above and below


@pytest.mark.parametrize(
    "above",
    [
        "Sales report\n",
        "Sales report,,\n\n,,\n",
        "Café Sonne\nPeriod: 1 March to 3 March 2026\n\n",
        '"Report\nof two lines",,\n',
        "\n" * 30 + "Title\n",
    ],
)
def test_titles_above_the_header_are_passed_over(read_one, above):
    opened = read_one(above + MENU)
    shift = above.count("\n") - above.count("Report\n")
    assert opened.columns == ("Day", "Item", "Net")
    assert opened.rows == {number + shift: row for number, row in MENU_ROWS.items()}


def test_a_header_is_the_first_row_even_if_rows_hold_only_words(read_one):
    opened = read_one("First,Last,Town\nAna,Lee,York\nBen,Ray,Bath\n")
    assert opened.columns == ("First", "Last", "Town")
    assert len(opened.rows) == 2


def test_surveymonkeys_two_rows_become_one(read_one):
    opened = read_one(
        "Respondent ID,Start Date,How did we do?,Rate us,,,Anything else?\n"
        ",,Response,Coffee,Staff,Other (please specify),Open-Ended Response\n"
        "1,03/01/2026,Well,5,4,,Nice\n"
    )
    assert opened.columns == (
        "Respondent ID",
        "Start Date",
        "How did we do?",
        "Rate us: Coffee",
        "Rate us: Staff",
        "Rate us: Other (please specify)",
        "Anything else?",
    )
    assert opened.rows == {3: ("1", "03/01/2026", "Well", "5", "4", None, "Nice")}


def test_surveymonkeys_second_row_may_be_blank(read_one):
    opened = read_one("Respondent ID,Start Date,How did we do?\n,,\n1,03/01/2026,Well\n")
    assert opened.columns == ("Respondent ID", "Start Date", "How did we do?")
    assert opened.rows == {3: ("1", "03/01/2026", "Well")}


def test_qualtrics_three_rows_become_one(read_one):
    opened = read_one(
        "StartDate,Q1,Q2\n"
        'Start Date,"How likely are you to recommend us,\nand why?",Why?\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        "2026-03-01,9,Nice\n"
    )
    assert opened.columns == (
        "Start Date", "How likely are you to recommend us, and why?", "Why?",
    )  # fmt: skip
    assert opened.rows == {4: ("2026-03-01", "9", "Nice")}


def test_a_first_row_without_a_name_in_it_stays_a_row(read_one):
    opened = read_one("Name,Email,Comment\n,,So friendly\nAna,ana@example.com,Nice\n")
    assert opened.rows[2] == (None, None, "So friendly")


TILL = "Day,Receipt,Item,Qty,Net\n2026-03-01,R1,Latte,1,3.50\n2026-03-02,R2,Tea,2,5.60\n"


@pytest.mark.parametrize(
    ("below", "no_rows"),
    [
        ("Total,,,3,9.10\n", {4}),
        ("Grand Total:,,,,9.10\n", {4}),
        ("Summe,,,3,9.10\n,,,,\nErstellt am 03.03.2026,,,,\n", {4, 6}),
        ("\nTotal,9.10\nGenerated on 2026-03-03 by the till\n", {5, 6}),
        ("Total: 9.10\n", {4}),
        ("Page 1 of 1,,,,\n", {4}),
        ("2 rows exported,,,,\n", {4}),
    ],
)
def test_totals_and_notes_below_are_read_and_said_to_be_no_rows(read_one, below, no_rows):
    opened = read_one(TILL + below)
    assert opened.unread == dict.fromkeys(no_rows, "total_or_note")
    assert set(opened.rows) == {2, 3}


@pytest.mark.parametrize(
    "row",
    [
        "2026-03-03,R3,Total,1,4.00",
        "2026-03-03,,Total,,",
        "Total,R3,Latte,1,4.00",
        "2026-03-03,R3,Generated on Tuesday,1,4.00",
        "Anna,,,,",
        "2026-03-03,,,,",
    ],
)
def test_a_row_of_the_shops_own_is_never_taken_for_a_total(read_one, row):
    opened = read_one(TILL + row + "\n")
    assert set(opened.rows) == {2, 3, 4}
    assert opened.unread == {}


def test_an_item_called_total_in_the_first_column_stays_a_row(read_one):
    opened = read_one("Item,Kind,Qty,Net\nLatte,Drink,1,3.50\nBun,Food,1,2.00\nTotal,,2,4.00\n")
    assert len(opened.rows) == 3


def test_a_total_amid_the_rows_is_left_to_the_mapping(read_one):
    opened = read_one(TILL + "Total,,,3,9.10\n2026-03-03,R3,Bun,1,2.00\n")
    assert set(opened.rows) == {2, 3, 4, 5}


# Workbooks

BOOK = [
    ["Sales report"],
    [],
    ["Day", "At", "Item", "Net", "Paid"],
    [date(2026, 3, 1), time(9, 0), "Café crème", 9.1, True],
    [date(2026, 3, 2), datetime(2026, 3, 2, 9, 20), "=1+1", 0.1 + 0.2, False],
    [],
    [date(2026, 3, 3), timedelta(hours=36), 'Two\nlines, "quoted"', 12, None],
]
BOOK_ROWS = {
    4: ("2026-03-01", "09:00:00", "Café crème", "9.1", "true"),
    5: ("2026-03-02", "2026-03-02 09:20:00", "=1+1", "0.3", "false"),
    7: ("2026-03-03", "36:00:00", "Two\nlines, \"quoted\"", "12", None),
}  # fmt: skip


def test_a_workbook(read_one):
    opened = read_one(xlsx({"March": BOOK}), "sales.xlsx")
    assert opened.sheet.name == "sales.xlsx"
    assert opened.columns == ("Day", "At", "Item", "Net", "Paid")
    assert opened.rows == BOOK_ROWS


def test_an_old_workbook(read_one):
    rows = [row for row in BOOK if not any(isinstance(cell, (time, timedelta)) for cell in row)]
    opened = read_one(xls(rows), "sales.xls")
    assert opened.columns == ("Day", "At", "Item", "Net", "Paid")
    assert opened.rows == {4: BOOK_ROWS[5]}


def test_the_sheets_of_a_workbook_that_hold_a_table(read_all):
    table = [["Day", "Net"], [date(2026, 3, 1), 9.1]]
    content = xlsx(
        {
            "Cover": [["Sales of Café Sonne"]],
            "March": table,
            "Empty": [],
            "Header only": [["Day", "Net"]],
            "April": [[None, None, None], [None, "Day", "Net"], [None, date(2026, 4, 1), 8]],
            "Secret": table,
        },
        hidden=["Secret"],
    )
    opened = read_all(content, "sales.xlsx")
    assert [one.sheet.name for one in opened] == [
        "sales.xlsx, sheet March",
        "sales.xlsx, sheet April",
    ]
    assert opened[1].columns == ("Day", "Net")
    assert opened[1].rows == {3: ("2026-04-01", "8")}


def test_large_numbers_keep_the_digits_that_a_spreadsheet_has(read_one):
    opened = read_one(xlsx({"S": [["Id", "Small"], [120_363_221_234_567, 0.000_001_5]]}))
    assert opened.rows == {2: ("120363221234567", "0.0000015")}


def test_workbooks_that_cannot_be_read_say_why(refusal):
    assert "holds no sheet with a header" in refusal(xlsx({"S": [["only a title"]]}), "a.xlsx")
    assert "damaged" in refusal(xlsx({"S": BOOK})[:-700], "a.xlsx")
    assert "a document" in refusal(zipped({"[Content_Types].xml": "", "word/d.xml": ""}), "a.docx")
    assert "Numbers" in refusal(zipped({"Index/Document.iwa": ""}), "a.numbers")


def test_a_cell_far_outside_is_refused_and_not_given_memory(refusal):
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert "far outside its table" in refusal(xlsx({"S": near + far}), "a.xlsx")


def test_a_workbook_with_more_cells_than_the_limit_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(spreadsheets, "CELLS", 10)
    assert "at most 10 cells" in refusal(xlsx({"S": BOOK}), "a.xlsx")


def test_a_workbook_that_is_a_bomb_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(spreadsheets, "FREE_BYTES", 1 << 16)
    row = '<row><c t="inlineStr"><is><t>' + "a" * 3_000_000 + "</t></is></c></row>"
    assert "too large to be read as a spreadsheet" in refusal(xlsx({"S": row}), "a.xlsx")


# JSON

REVIEWS = {
    "reviews": [
        {
            "id": 1300000015734303122,
            "reviewer": {"displayName": "Ana", "isAnonymous": False},
            "starRating": "FIVE",
            "amount": 9.10,
            "tags": ["warm", "quick"],
            "lines": [{"item": "Tea", "net": 2}, {"item": "Bun", "net": 1}],
        },
        {"id": 2, "reviewer": None, "comment": "Late,\ntwice"},
    ],
    "count": 2,
}


def test_json_with_a_list_of_objects(read_one):
    for content in (
        json.dumps(REVIEWS["reviews"]),
        json.dumps(REVIEWS, indent=1),
        "\ufeff" + json.dumps(REVIEWS),
        json.dumps({"data": {"page": REVIEWS}}),
        json.dumps(REVIEWS).encode("utf-16"),
    ):
        opened = read_one(content, "reviews.json")
        assert opened.sheet.name == "reviews.json"
        first, second = opened.records
        assert list(opened.rows) == [1, 2]
        assert first["id"] == "1300000015734303122"
        assert first["reviewer.displayName"] == "Ana"
        assert first["reviewer.isAnonymous"] == "false"
        assert first["amount"] == "9.1"
        assert first["tags"] == "warm, quick"
        assert (first["lines.item"], first["lines.net"]) == ("Tea, Bun", "2, 1")
        assert (second["comment"], second["starRating"]) == ("Late,\ntwice", None)


def test_json_lines(read_one):
    lines = [json.dumps(review) for review in REVIEWS["reviews"]]  # type: ignore[union-attr]
    opened = read_one("\n".join([lines[0], "", lines[1]]) + "\n", "reviews.jsonl")
    assert {number: row[0] for number, row in opened.rows.items()} == {
        1: "1300000015734303122",
        3: "2",
    }


def test_json_with_several_lists_is_several_tables(read_all):
    opened = read_all('{"sales": [{"a": 1, "b": 2}], "people": [{"c": 3}]}', "all.json")
    assert [one.sheet.name for one in opened] == ["all.json, sales", "all.json, people"]


def test_json_with_a_table_of_lists(read_one):
    assert read_one('[["Day", "Net"], ["2026-03-01", 9.10]]').records == [
        {"Day": "2026-03-01", "Net": "9.10"}
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('{"a": 1, "b": [1, 2]}\n', "no list of records"),
        ('[{"a": 1}, {"b"', "line 1 cannot be understood"),
        ('{"a": 1}\n{"a": 2}\n{"a": \n', "line 3 cannot be understood"),
        ("[" * 100_000, "cannot be understood"),
        ('{"a":' * 100_000, "cannot be understood"),
        ("[]", "no list of records"),
    ],
)
def test_json_that_holds_no_table_says_so(refusal, content, words):
    assert words in refusal(content, "a.json")


def test_json_nested_beyond_use_is_read_or_refused_in_words(tmp_path):
    for depth in (100, 400, 900, 1200):
        deep = '[{"a": ' + "[" * depth + "1" + "]" * depth + "}]"
        assert read_or_refuse(deep.encode(), "a.json", tmp_path) in ("read", "refused")


# Web pages

PAGE = """
<html><head><meta charset="windows-1252"><style>td {color: red}</style></head><body>
<table><tr><td>Menu</td></tr></table>
<table border=1>
<tr><td colspan=3>Sales of Caf\xe9 Sonne</td></tr>
<tr><th>Day<th>Item<th>Net</tr>
<tr><td>3/1/2026</td><td>Caf\xe9 &amp; bun<br>warm</td><td>$9.10</td></tr>
<tr><td>3/2/2026</td><td>Tea <table><tr><td>green</td></tr></table></td><td>$2.80</td>
</table></body></html>
"""


def test_a_web_page_that_calls_itself_a_spreadsheet(read_one):
    for content in (PAGE.encode("cp1252"), PAGE.encode(), PAGE.encode("utf-16")):
        opened = read_one(content, "sales.xls")
        assert opened.columns == ("Day", "Item", "Net")
        assert opened.rows == {
            3: ("3/1/2026", "Café & bun\nwarm", "$9.10"),
            4: ("3/2/2026", "Tea green", "$2.80"),
        }


def test_a_web_page_without_a_table_is_refused(refusal):
    assert "holds no table" in refusal("<!DOCTYPE html><html>Sign in</html>", "sales.csv")


# Archives


def test_an_archive_of_files_of_several_kinds(read_all, tmp_path):
    content = zipped(
        {
            "__MACOSX/._a.csv": b"\0\1\2",
            "folder/": b"",
            "folder/.hidden.csv": MENU,
            "../../outside.csv": MENU,
            "C:\\windows\\b.xlsx": xlsx({"S": BOOK}),
            "readme.pdf": b"%PDF-1.7",
            "nothing.csv": b"",
            "inner.zip": zipped({"deep.json": json.dumps(REVIEWS)}),
            "packed.csv.gz": gzip.compress(MENU.encode("cp1252")),
            "north/reviews.csv": MENU,
            "south/reviews.csv": MENU,
        }
    )
    opened = read_all(content, "all.zip")
    assert [one.sheet.name for one in opened] == [
        "all.zip, outside.csv",
        "all.zip, b.xlsx",
        "all.zip, inner.zip, deep.json",
        "all.zip, packed.csv.gz",
        "all.zip, north/reviews.csv",
        "all.zip, south/reviews.csv",
    ]
    assert [len(one.rows) for one in opened] == [3, 3, 2, 3, 3, 3]
    assert not (tmp_path.parent / "outside.csv").exists()
    assert all(one.sheet.path.is_relative_to(tmp_path / "spool") for one in opened)


def test_a_packed_file(read_one):
    opened = read_one(gzip.compress(MENU.encode("utf-16")), "till.csv.gz")
    assert (opened.sheet.name, opened.rows) == ("till.csv.gz", MENU_ROWS)


def test_archives_that_cannot_be_unpacked_say_why(refusal):
    twice = zipped({"a.zip": zipped({"b.zip": zipped({"c.csv": MENU})})})
    assert "archive within an archive" in refusal(twice, "a.zip")
    assert "without any table" in refusal(zipped({"a.txt": "", "b.png": b"\x89PNG"}), "a.zip")
    assert "is a picture" in refusal(zipped({"b.png": b"\x89PNG"}), "a.zip, b.png"[:5])
    assert "damaged" in refusal(zipped({"a.csv": MENU * 50})[:-40], "a.zip")
    assert "damaged" in refusal(gzip.compress(MENU.encode() * 50)[:-40], "a.gz")
    many = zipped({f"{number}.csv": MENU for number in range(archives.MEMBERS + 1)})
    assert "holds 501 files" in refusal(many, "a.zip")


def test_a_damaged_file_in_an_archive_is_not_passed_over(refusal):
    content = zipped({"good.csv": MENU, "bad.json": '[{"a": 1}, {'})
    assert "bad.json" in refusal(content, "a.zip")


def test_an_archive_with_a_password_says_so(refusal):
    content = bytearray(zipped({"a.csv": MENU}))
    content[content.rfind(b"PK\x01\x02") + 8] |= 1
    assert "protected by a password" in refusal(bytes(content), "a.zip")


def test_bombs_are_stopped_while_they_swell(refusal, monkeypatch, tmp_path):
    zeros = b"0" * 30_000_000
    monkeypatch.setattr(archives, "FREE_BYTES", 1 << 20)
    assert "200 times its size" in refusal(zipped({"a.csv": zeros}), "a.zip")
    assert "200 times its size" in refusal(gzip.compress(zeros), "a.gz")
    nested = zipped({"a.gz": gzip.compress(zeros), "b.gz": gzip.compress(zeros)})
    assert "200 times its size" in refusal(nested, "a.zip")
    monkeypatch.setattr(archives, "UNPACKED_BYTES", 1 << 20)
    assert "unpacks to more than" in refusal(zipped({"a.csv": random.randbytes(1 << 21)}), "a.zip")
    written = sum(path.stat().st_size for path in (tmp_path / "spool").iterdir())
    assert written < 5 * (4 << 20)


# Limits and refusals


def test_too_many_columns_are_refused(refusal):
    content = ",".join(f"column{number}" for number in range(501)) + "\n" + "x," * 501 + "\n"
    assert "501 columns, and at most 500 can be read" in refusal(content)


def test_a_cell_that_is_too_long_costs_its_row(read_one):
    opened = read_one(MENU + f"2026-03-04,{'x' * 65_537},1.00\n2026-03-05,{'x' * 65_536},1.00\n")
    assert set(opened.rows) == {2, 3, 4, 6}
    assert opened.unread == {5: "cell_too_long"}


def test_a_file_that_is_too_large_is_refused(refusal, monkeypatch):
    monkeypatch.setattr(file_kinds, "FILE_BYTES", 10)
    assert "is larger than" in refusal(MENU)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "is a PDF"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"\xff\xd8\xff\xe0", "is a picture"),
        (b"Rar!\x1a\x07", "RAR archive"),
        (b"SQLite format 3\0", "is a database"),
        (b"<?xml version='1.0'?><a/>", "is XML"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\x01\x02\xfe\x90" * 500, "not a text file"),
        (b"\xff\xfe", "is empty"),
        (b"\x00" * 4000, "not a text file"),
    ],
)
def test_what_is_no_table_is_refused_in_words(refusal, content, words):
    assert words in refusal(content)


def test_progress_is_told_and_may_stop_the_work(tmp_path):
    class Stopped(Exception):
        pass

    def stop(done: float, words: str) -> None:
        assert 0 <= done <= 1
        raise Stopped

    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(random.randbytes(40_000_000), 1))
    with pytest.raises(Stopped):
        open_sheets(path, "a.gz", tmp_path, stop)


# Whatever the bytes


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with a few bytes changed, doubled, dropped or cut off."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if not data:
            break
        place = chance.randrange(len(data))
        match chance.randrange(6):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + chance.randint(1, 40)]
            case 2:
                data[place:place] = chance.choice([b'"', b"\n", b"\r", b",", b"\0", b"\xff", b"'"])
            case 3:
                data[place:place] = data[place : place + chance.randint(1, 200)]
            case 4:
                del data[place:]
            case 5:
                data[place] ^= 1 << chance.randrange(8)
    return bytes(data)


def test_mutants_of_every_kind_are_read_or_refused_in_words(tmp_path):
    originals: dict[str, bytes] = {
        "a.csv": (TILL * 3).encode(),
        "b.csv": MENU.encode("utf-16"),
        "c.csv": b"sep=;\r\n" + MENU.replace(",", ";").encode("cp1252"),
        "d.json": json.dumps(REVIEWS).encode(),
        "e.xls": PAGE.encode(),
        "f.zip": zipped({"a.csv": MENU, "b.json": json.dumps(REVIEWS)}),
        "g.gz": gzip.compress(MENU.encode()),
        "h.xlsx": xlsx({"S": BOOK}),
    }
    chance = random.Random(4)
    outcomes: Counter[str] = Counter()
    for name, content in originals.items():
        for _ in range(4 if name == "h.xlsx" else 25):
            outcomes[read_or_refuse(mutated(content, chance), name, tmp_path)] += 1
    assert set(outcomes) == {"read", "refused"}
    assert min(outcomes.values()) > 10, outcomes


def read_or_refuse(content: bytes, name: str, folder: Path) -> str:
    path = folder / "mutant"
    path.write_bytes(content)
    try:
        opened = [Opened(sheet) for sheet in open_sheets(path, name, folder / "spool")]
    except ImportFailed as error:
        return "refused" if error.message.startswith(("In row", name)) else error.message
    return "read" if opened else "nothing"
