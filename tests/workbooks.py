"""Spreadsheets drawn in a test -> files, byte by byte as the programs write them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from xml.sax.saxutils import escape

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Rows = Sequence[Sequence[Cell]]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# Number formats: general, day, day and time, time of day, duration.
_FORMATS = (0, 14, 22, 18, 46)


def xlsx(sheets: Mapping[str, Rows | str], hidden: Sequence[str] = ()) -> bytes:
    """A workbook as Excel saves it. A sheet may be given as the XML of its rows."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"></Types>')
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{place}" r:id="rId{place}"'
            f"{' state=' + chr(34) + 'hidden' + chr(34) if name in hidden else ''}/>"
            for place, name in enumerate(sheets, start=1)
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        related = "".join(
            f'<Relationship Id="rId{place}" Type="{_OFFICE}/worksheet" '
            f'Target="worksheets/sheet{place}.xml"/>'
            for place in range(1, len(sheets) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{related}<Relationship Id="styles" '
            f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        styles = "".join(f'<xf numFmtId="{number}"/>' for number in _FORMATS)
        archive.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{_MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>'
        )
        for place, rows in enumerate(sheets.values(), start=1):
            body = rows if isinstance(rows, str) else _sheet_xml(rows)
            archive.writestr(
                f"xl/worksheets/sheet{place}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
    return written.getvalue()


def _sheet_xml(rows: Rows) -> str:
    return "".join(
        f'<row r="{number}">'
        + "".join(
            _cell_xml(f"{_column(place)}{number}", cell)
            for place, cell in enumerate(row, start=1)
            if cell is not None
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )


def _column(place: int) -> str:
    name = ""
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _cell_xml(reference: str, cell: Cell) -> str:
    if isinstance(cell, bool):
        return f'<c r="{reference}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{reference}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    number, style = _serial(cell)
    return f'<c r="{reference}" s="{style}"><v>{number!r}</v></c>'


def _serial(cell: Cell) -> tuple[float | int, int]:
    """The number that a spreadsheet keeps, and the place of its format."""
    start = datetime(1899, 12, 30)
    if isinstance(cell, datetime):
        return (cell - start) / timedelta(days=1), 2
    if isinstance(cell, date):
        return (datetime.combine(cell, time()) - start).days, 1
    if isinstance(cell, time):
        return (datetime.combine(start, cell) - start) / timedelta(days=1), 3
    if isinstance(cell, timedelta):
        return cell / timedelta(days=1), 4
    assert isinstance(cell, (int, float))
    return cell, 0


def xls(rows: Rows, sheet_name: str = "Sheet1") -> bytes:
    """A workbook as Excel 97 saved it: BIFF8 records in an OLE container."""
    formats = b"".join(
        _record(0xE0, struct.pack("<HHHHHHHHH", 0, number, 1, 0, 0, 0, 0, 0, 0) + b"\0\0")
        for number in _FORMATS
    )
    beginning = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + formats
    name = sheet_name.encode("ascii")
    bound_size = 4 + 8 + len(name)
    place = len(beginning) + bound_size + 4
    bound = _record(0x85, struct.pack("<IBBBB", place, 0, 0, len(name), 0) + name)
    cells = b"".join(
        _xls_cell(row_place, cell_place, cell)
        for row_place, row in enumerate(rows)
        for cell_place, cell in enumerate(row)
        if cell is not None
    )
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells
    return _ole(beginning + bound + _record(0x0A, b"") + sheet + _record(0x0A, b""))


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _xls_cell(row: int, column: int, cell: Cell) -> bytes:
    if isinstance(cell, bool):
        return _record(0x205, struct.pack("<HHHBB", row, column, 0, cell, 0))
    if isinstance(cell, str):
        text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
        return _record(0x204, struct.pack("<HHH", row, column, 0) + text)
    number, style = _serial(cell)
    return _record(0x203, struct.pack("<HHHd", row, column, style, number))


def _ole(stream: bytes) -> bytes:
    """The stream "Workbook" in an OLE container of 512-byte sectors."""
    # Shorter streams would have to lie in a stream of their own.
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    count = len(stream) // 512
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *range(3, count + 2), end]
    assert len(chain) <= 128
    chain += [free] * (128 - len(chain))
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, 1, 1, 0, 4096,
        end, 0, end, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[free] * 108)
    entries = _ole_entry("Root Entry", 5, 1, end, 0) + _ole_entry(
        "Workbook", 2, free, 2, len(stream)
    )
    entries += _ole_entry("", 0, free, 0, 0) * 2
    return header + struct.pack("<128I", *chain) + entries + stream


def _ole_entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le") if name else b""
    none = 0xFFFFFFFF
    return struct.pack(
        "<64sHBBIII16sIQQIII",
        text, len(text), kind, 1, none, none, child, b"", 0, 0, 0, start, size, 0,
    )  # fmt: skip
