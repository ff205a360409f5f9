"""A file that a manager drops -> the tables in it, whatever kind of file it is.

The bytes decide what it is, never its name. Only a plain text in UTF-8 is read where it is; all
else is written as one into the spool folder. See ``sheets.Sheet`` for what comes out.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

from regulars.errors import ImportFailed
from regulars.intake.reading.archives import (
    Budget,
    check_archive,
    list_members,
    unpack_gzip,
    unpack_member,
)
from regulars.intake.reading.encodings import HEAD_BYTES, decode_head, find_encoding, prepare_text
from regulars.intake.reading.json_tables import is_json, open_json
from regulars.intake.reading.progress import part_of
from regulars.intake.reading.sheets import NoTable, Sheet
from regulars.intake.reading.spreadsheets import open_workbook
from regulars.intake.reading.text_tables import open_text
from regulars.intake.reading.web_pages import is_web_page, open_web_page
from regulars.progress import Progress

__all__ = ["Sheet", "open_sheets"]

FILE_BYTES = 16 << 30
# An archive may hold an archive, and that no other.
NESTED = 1
SHEETS = 200

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_GZIP = b"\x1f\x8b"
# The old container of Excel, Word and of workbooks with a password.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "a PDF", "Export the same report as CSV."),
    (b"\x89PNG", "a picture", "Export the report as CSV; a picture of it cannot be read."),
    (b"\xff\xd8\xff", "a picture", "Export the report as CSV; a picture of it cannot be read."),
    (b"GIF8", "a picture", "Export the report as CSV; a picture of it cannot be read."),
    (b"II*\x00", "a picture", "Export the report as CSV; a picture of it cannot be read."),
    (b"MM\x00*", "a picture", "Export the report as CSV; a picture of it cannot be read."),
    (b"Rar!", "a RAR archive", "Unpack it, and import the files in it."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it, and import the files in it."),
    (b"BZh", "a bzip2 archive", "Unpack it, and import the files in it."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it, and import the files in it."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it, and import the files in it."),
    (b"SQLite format 3", "a database", "Export its tables as CSV."),
    (b"PAR1", "a Parquet file", "Export it as CSV."),
    (b"{\\rtf", "a text document", "Export the report as CSV."),
)


def open_sheets(
    path: Path, file_name: str, folder: Path, progress: Progress | None = None
) -> list[Sheet]:
    """Find the tables in a file.

    Args:
        path: where the file is.
        file_name: what to call it.
        folder: where copies may be put; it is the caller's to empty once the sheets were read.
        progress: told how far it is, 0 to 1, and what is being done.

    Returns:
        At least one sheet, in the order of the file.

    Raises:
        ImportFailed: it cannot be read, holds no table, or is larger than we read.
    """
    try:
        size = path.stat().st_size
        if size > FILE_BYTES:
            raise ImportFailed(
                f"{file_name} is larger than {FILE_BYTES >> 30} GB. Export it in parts, such as "
                "one a year."
            )
        return _open(path, file_name, folder, Budget(size), NESTED, progress)
    except OSError as error:
        raise ImportFailed(
            f"{file_name} cannot be read: {error.strerror or 'it may be damaged'}."
        ) from error
    except MemoryError as error:
        raise ImportFailed(
            f"{file_name} needs more memory than there is. Export it as CSV, or in parts."
        ) from error


def _open(
    path: Path,
    file_name: str,
    folder: Path,
    budget: Budget,
    nested: int,
    progress: Progress | None,
) -> list[Sheet]:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith((_ZIP, _EMPTY_ZIP)):
        return _open_zip(path, file_name, folder, budget, nested, progress)
    if head.startswith(_GZIP):
        _refuse_nesting(nested, file_name)
        inner = unpack_gzip(path, file_name, folder, budget, progress)
        return _open(inner, file_name, folder, budget, nested - 1, progress)
    if head.startswith(_OLE):
        return open_workbook(path, file_name, folder, progress)
    for mark, kind, advice in _OTHERS:
        if head.startswith(mark):
            raise NoTable(f"{file_name} is {kind}, whatever its name says. {advice}")
    if head[257:262] == b"ustar":
        raise NoTable(f"{file_name} is a tar archive. Unpack it, and import the files in it.")
    return _open_text(path, file_name, folder, head, progress)


def _open_text(
    path: Path, file_name: str, folder: Path, head: bytes, progress: Progress | None
) -> list[Sheet]:
    start = decode_head(head)
    if not start.strip("\ufeff \t\r\n;,|"):
        raise NoTable(f"{file_name} is empty. Export it again and choose a longer period.")
    for is_such, open_such in ((is_json, open_json), (is_web_page, open_web_page)):
        if is_such(start):
            text = _in_utf8(path, file_name, folder, head, progress)
            return open_such(text, file_name, folder, progress)
    if start.lstrip().lower().startswith("<?xml"):
        kind = "an XML spreadsheet" if "urn:schemas-microsoft-com:office" in start else "XML"
        raise NoTable(
            f"{file_name} is {kind}, which cannot be read. Open it in your spreadsheet program "
            "and save it as .xlsx or CSV."
        )
    return [open_text(path, file_name, folder, progress)]


def _in_utf8(
    path: Path, file_name: str, folder: Path, head: bytes, progress: Progress | None
) -> Path:
    if find_encoding(head) == "utf-8":
        return path
    return prepare_text(path, file_name, folder, progress).path


def _open_zip(
    path: Path,
    file_name: str,
    folder: Path,
    budget: Budget,
    nested: int,
    progress: Progress | None,
) -> list[Sheet]:
    names = _names_in(path, file_name)
    if "[Content_Types].xml" in names:
        if any(name.startswith("xl/") for name in names):
            return open_workbook(path, file_name, folder, progress)
        raise NoTable(
            f"{file_name} is a document, not a spreadsheet. Export the report as CSV or .xlsx."
        )
    if "mimetype" in names and "content.xml" in names:
        return open_workbook(path, file_name, folder, progress)
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise NoTable(
            f"{file_name} is a Numbers file, which cannot be read. In Numbers, choose File, "
            "Export To, CSV."
        )
    _refuse_nesting(nested, file_name)
    return _open_members(path, file_name, folder, budget, nested - 1, progress)


def _names_in(path: Path, file_name: str) -> set[str]:
    check_archive(path, file_name)
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, KeyError, IndexError) as error:
        raise ImportFailed(
            f"{file_name} is a spreadsheet or an archive that is damaged or incomplete. Download "
            "it again."
        ) from error


def _refuse_nesting(nested: int, file_name: str) -> None:
    if nested < 0:
        raise ImportFailed(
            f"{file_name} is an archive within an archive within an archive. Unpack it, and "
            "import the files in it."
        )


def _open_members(
    path: Path,
    file_name: str,
    folder: Path,
    budget: Budget,
    nested: int,
    progress: Progress | None,
) -> list[Sheet]:
    """The sheets of all files in an archive; what is no table is passed over if others are."""
    members = list_members(path, file_name)
    sheets: list[Sheet] = []
    reasons: list[NoTable] = []
    plain = Counter(member.name.lower() for member in members)
    for place, member in enumerate(members):
        # Many places of one business may each have a folder with the same files in it.
        is_only = plain[member.name.lower()] == 1
        name = f"{file_name}, {member.name if is_only else member.long_name}"
        part = part_of(progress, place, len(members))
        inner = unpack_member(path, member, file_name, folder, budget, part)
        try:
            sheets += _open(inner, name, folder, budget, nested, part)
        except NoTable as reason:
            reasons.append(reason)
        if not any(sheet.path == inner for sheet in sheets):
            inner.unlink(missing_ok=True)
        if len(sheets) > SHEETS:
            raise ImportFailed(
                f"{file_name} holds more than {SHEETS} tables. Unpack it, and import the files "
                "that you need."
            )
    if sheets:
        return sheets
    if len(reasons) == 1:
        raise reasons[0]
    raise NoTable(f"{file_name} is an archive without any table in it.")
