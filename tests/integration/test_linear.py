"""What meets a file's or a customer's text takes time in proportion to it, whatever it says.

Each text here once took a time that grew with the square of its length, or faster. Where a pattern
works inside Python only time can tell, so a text is held against one sixteen times as long: the
time may grow sixteenfold, and six times that in case the machine is busy; the square would be 256.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from regulars.app.contact_patterns import hide_contacts
from regulars.errors import ImportFailed
from regulars.facts.comments.mentions import Names
from regulars.intake.proposing import shapes
from regulars.intake.proposing.header_words import read_header
from regulars.intake.reading import encodings
from regulars.intake.reading.file_kinds import open_sheets
from regulars.intake.reading.header_rows import find_header
from regulars.intake.reading.sheets import name_columns
from regulars.intake.reading.web_pages import is_web_page
from regulars.web.kit.text import safe_cell

LONGER = 16
MOST_GROWTH = LONGER * 6
# Below this a clock measures itself.
LEAST_SECONDS = 0.0005
TRIES = 3
ROUNDS = 4


def growth(work: Callable[[str], object], make: Callable[[int], str], size: int) -> float:
    """How much longer the long text takes: the best of a few tries each.

    Where that is too much it is taken again: something else may have had the machine meanwhile,
    and a time that grows with the square does so each time.
    """

    def best(text: str) -> float:
        times = []
        for _ in range(TRIES):
            began = process_time()
            work(text)
            times.append(process_time() - began)
        return max(min(times), LEAST_SECONDS)

    least = math.inf
    for _ in range(ROUNDS):
        least = min(least, best(make(LONGER * size)) / best(make(size)))
        if least < MOST_GROWTH:
            break
    return least


TEXTS: dict[str, Callable[[int], str]] = {
    "letters": lambda size: "a" * size,
    "at signs": lambda size: "a@" * (size // 2),
    "hosts without an end": lambda size: "a@b" * (size // 3),
    "hosts": lambda size: "a@b." * (size // 4),
    "digits": lambda size: "1" * size + "a",
    "digits apart": lambda size: "1 " * (size // 2),
    "digits behind digits": lambda size: "1-" * 6 + "1" * size + "a",
    "line breaks": lambda size: "\n" * size + "a",
    "semicolons": lambda size: '; "' * (size // 3) + "a",
    "quotes": lambda size: ': "' * (size // 3),
    "a name behind blank lines": lambda size: "\n" * (size // 2) + "May " * (size // 8),
    "a digit and spaces": lambda size: "1" + " " * size + "x",
    "a dot and dots": lambda size: "a@" + "." * size + "@",
}
READERS: dict[str, Callable[[str], object]] = {
    "hide_contacts": hide_contacts,
    "safe_cell": safe_cell,
    "is_web_page": is_web_page,
    "find_header": lambda text: find_header([[text, "b"], ["1", "2"]]),
    "read_header": lambda text: read_header.__wrapped__(name_columns([text])[0]),
}


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("reader", READERS)
def test_a_long_text_takes_long_and_no_longer(reader: str, text: str) -> None:
    assert growth(READERS[reader], TEXTS[text], 2_000) < MOST_GROWTH


def test_crossed_out_numbers_are_known_in_time() -> None:
    """A longer cell than 200 letters is text."""

    def shape(text: str) -> object:
        shapes._marks.cache_clear()
        return shapes.find_shape([f"{text}{number}!" for number in range(25)])

    assert growth(shape, lambda size: "x" * size, 12) < MOST_GROWTH
    assert shapes.find_shape(["XXXX1234", "**** 12", "x"])["masked"] == pytest.approx(2 / 3)


def test_a_name_is_looked_for_in_time() -> None:
    """Comments are cut at 4,000 letters before."""
    names = Names(["May Bell"])
    assert growth(names.find, TEXTS["a name behind blank lines"], 1_000) < MOST_GROWTH


@pytest.mark.parametrize("size", [26, 5_000])
def test_comments_before_a_web_page_are_passed_over(size: int) -> None:
    """26 of them before no page once held the importer for ten seconds, 28 for forty."""
    assert not is_web_page("<!--a-->" * size + "name,net\nAna,2\n")
    assert is_web_page("<!--a--> \n" * size + "<TABLE>")
    assert is_web_page('<?xml version="1.0"?>\n' + "<!--a-->" * size + "<html>")


def test_equal_header_cells_are_told_apart_in_time() -> None:
    def name(text: str) -> object:
        return name_columns(text.split("|"))

    assert growth(name, lambda size: "|".join(["a"] * size), 1_000) < MOST_GROWTH
    taken = [f"a ({number})" for number in range(2, 1_000)]
    assert name_columns([*taken, "A", "a", "a", "a"])[-4:] == (
        "A",
        "a (1000)",
        "a (1001)",
        "a (1002)",
    )


def test_half_line_ends_are_copied_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(text: str) -> bytes:
        path, target = tmp_path / "a.txt", tmp_path / "b.txt"
        path.write_bytes(text.encode())
        encodings._copy_lines(path, target, lambda data, _: data)
        return target.read_bytes()

    odd = "".join("\r" * count + "\n" + "\r" * (8 - count) + "x" for count in range(8))
    whole = copy(odd)
    for size in range(1, 12):
        monkeypatch.setattr(encodings, "COPY_BYTES", size)
        assert copy(odd) == whole
    monkeypatch.setattr(encodings, "COPY_BYTES", 64)
    assert growth(copy, lambda size: "\r" * size, 20_000) < MOST_GROWTH


PAGE = "<table><tr><td>Name<td>Net<tr><td>Ana<td>2</table><table><tr><td>"
FILES: dict[str, Callable[[int], str]] = {
    "comments": lambda size: "<!--a-->" * (size // 8) + "name,net\nAna,2\n",
    "a page of unclosed comments": lambda size: PAGE + "<!--" * (size // 4),
    "a page of unclosed tags": lambda size: PAGE + "<a " * (size // 3),
    "a page of unclosed ends": lambda size: PAGE + "</a" * (size // 3),
    "a page of unclosed quotes": lambda size: PAGE + '<a b="' * (size // 6),
    "a page of ends in quotes": lambda size: PAGE + '<a b=">" ' * (size // 9),
    "a page of unclosed scripts": lambda size: PAGE + "<script>" * (size // 8),
    "a page of marks": lambda size: PAGE + "<![" * (size // 3),
    "a page of ampersands": lambda size: PAGE + "&" * size,
    "a page of spaces in a tag": lambda size: PAGE + "<td " + "colspan = " * (size // 10) + ">a",
    "equal names": lambda size: json.dumps([["a"] * (size // 6), ["b"] * (size // 6)]),
    "many keys": lambda size: json.dumps([{f"k{n}": n for n in range(size // 12)}] * 2),
    "a key a record": lambda size: json.dumps([{f"k{n}": n} for n in range(size // 12)]),
    "many lists": lambda size: json.dumps({f"k{n}": [{"a": 1}] for n in range(size // 16)}),
    "records within records": lambda size: nested('{"a":', "}", size),
    "lists within lists": lambda size: nested("[", "]", size),
    "a value that is none": lambda size: "1" + " " * size + "x,b\n1,2\n",
    "a header of digits": lambda size: "1" * size + ",b\n1,2\n",
}


def nested(begin: str, end: str, size: int) -> str:
    one = begin * 300 + f'"{"x" * 300}"' + end * 300
    return '[{"b": ' + '},{"b": '.join([one] * max(2, size // len(one))) + "}]"


@pytest.mark.parametrize("name", FILES)
def test_a_long_file_is_opened_or_refused_in_time(name: str, tmp_path: Path) -> None:
    def read(text: str) -> object:
        path = tmp_path / "export.csv"
        path.write_text(text, encoding="utf-8", newline="")
        try:
            return open_sheets(path, path.name, tmp_path / "spool", None)
        except ImportFailed as refused:
            return refused

    assert growth(read, FILES[name], 20_000) < MOST_GROWTH


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("a page")])
def test_what_comes_before_the_damage_is_read(name: str, tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    path.write_text(FILES[name](1_000), encoding="utf-8")
    sheet = open_sheets(path, path.name, tmp_path / "spool", None)[0]
    assert sheet.columns == ("Name", "Net")
