"""Turn the data file into an encrypted one, and back: write anew, compare, swap."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from regulars.errors import StoreBusy, StoreFailed
from regulars.settings import StoreKey
from regulars.store.backups.file_names import stamp
from regulars.store.backups.files import discard, hold, log_of, put_in_place
from regulars.store.backups.rewrite import write_anew
from regulars.store.backups.verification import read_copy
from regulars.store.datafile import connect

__all__ = ["convert", "find_plain_copies"]

NOT_CHANGED = "The data file was not changed"


def convert(path: Path, key: StoreKey | None, new_key: StoreKey | None, moment: datetime) -> None:
    """Write the data file anew with another key, or none, and put it in the place of the old one.

    The old one is deleted only when the new one was read through and holds the same.

    Args:
        path: the data file, which nobody has open.
        key: what it is encrypted with; None for a plain file.
        new_key: what it is to be encrypted with; None for a plain file.
        moment: now; it names what is moved aside for a moment.

    Raises:
        StoreBusy: the data file is in use.
        StoreFailed: it cannot be read with this key or written with the other. It is as it was.
    """
    part = path.with_name(f".converting-{stamp(moment)}.duckdb")
    aside = path.with_name(f"{path.stem}.before-converting-{stamp(moment)}.duckdb")
    try:
        with hold(path):
            pass
        _refuse_if_done(path, new_key)
        before = _print_of(path)
        old = read_copy(path, key)
        write_anew(path, key, part, new_key)
        if read_copy(part, new_key) != old:
            raise StoreFailed("The new file does not hold what the old one holds. Try again.")
        # DuckDB gave up the lock when it had read the file: nobody may have written since.
        with hold(path):
            if _print_of(path) != before:
                raise StoreBusy(f"{path.name} was changed meanwhile. Stop the dashboard first.")
            put_in_place(part, path, aside)
        for old_file in (aside, log_of(aside)):
            old_file.unlink(missing_ok=True)
    except StoreFailed as error:
        raise type(error)(error.message, title=NOT_CHANGED) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{path.name} could not be written anew. The disk may be full: it takes as much room "
            "again.",
            title=NOT_CHANGED,
        ) from error
    except OSError as error:
        raise StoreFailed(
            f"{path.parent} cannot be written to: {error.strerror}.", title=NOT_CHANGED
        ) from error
    finally:
        discard(part, log_of(part))


def find_plain_copies(folders: list[Path]) -> list[Path]:
    """Data files in these folders that anybody can read without a key."""
    found = []
    for path in sorted({path for folder in folders for path in folder.glob("*.duckdb")}):
        try:
            connect(path, None, is_read_only=True).close()
            found.append(path)
        except duckdb.Error:
            continue
    return found


def _refuse_if_done(path: Path, new_key: StoreKey | None) -> None:
    try:
        connect(path, None, is_read_only=True).close()
        is_plain = True
    except duckdb.Error as error:
        is_plain = "without a key" not in str(error)
    if is_plain and new_key is None:
        raise StoreFailed(f"{path.name} is not encrypted.")
    if not is_plain and new_key is not None:
        raise StoreFailed(
            f"{path.name} is encrypted already. For another key, decrypt it with the old one first."
        )


def _print_of(path: Path) -> list[tuple[int, int]]:
    """What changes whenever a data file is written to."""
    files = [file.stat() for file in (path, log_of(path)) if file.exists()]
    return [(file.st_size, file.st_mtime_ns) for file in files]
