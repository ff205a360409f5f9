"""Data files of what tests draw, kept from one run to the next.

Nearly all of the time that making a small store takes goes into planning a hundred statements; a
file that was made once is there a good deal sooner. What is kept was made by a certain state of
everything that makes a store, named by ``state_of_making``: when any of that changes it is made
anew, and a test of a screen or a question finds it ready.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import secrets
import shutil
import zlib
from functools import cache
from pathlib import Path

import duckdb

from regulars.settings import PROJECT_DIR
from regulars.store.store import Store
from tests.tables import Rows

# No store is made by these: they ask what is in one, or change what is in one already.
ABOVE_THE_STORE = tuple(PROJECT_DIR / "regulars" / name for name in ("app", "cli", "web"))
MAKING = (
    "regulars/**/*.*",
    *(f"queries/{folder}/*.sql" for folder in ("exports", "intake", "macros", "model")),
    "sample_data/**/*.*",
    "tests/tables.py",
    "tests/kept_stores.py",
    "requirements.lock",
)
# The states of the newest few are kept, so that who goes from one branch to another finds theirs.
STATES_KEPT = 3


@cache
def state_of_making() -> str:
    """Stands for all that a store's content depends on: code, SQL, samples, DuckDB, Python."""
    state = hashlib.sha256(f"{duckdb.__version__} {platform.python_version()}".encode())
    for pattern in MAKING:
        for path in sorted(PROJECT_DIR.glob(pattern)):
            if path.suffix == ".pyc" or not path.is_file():
                continue
            if any(path.is_relative_to(folder) for folder in ABOVE_THE_STORE):
                continue
            state.update(f"\0{path.relative_to(PROJECT_DIR)}\0".encode())
            state.update(path.read_bytes())
    return state.hexdigest()[:32]


class KeptStores:
    """The data files of one state. Processes share the folder: a file is in it whole, or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / state_of_making()
        self.folder.mkdir(parents=True, exist_ok=True)

    def drop_others(self) -> None:
        """Remove the files of other states, save the newest few, and say that this one is new."""
        os.utime(self.folder)
        states = sorted(
            (path for path in self.folder.parent.iterdir() if path.is_dir()),
            key=lambda path: path.stat().st_mtime,
        )
        for old in states[:-STATES_KEPT]:
            shutil.rmtree(old, ignore_errors=True)

    def put(self, name: str, target: Path) -> bool:
        """Write the file of this name to ``target``; False where none is kept."""
        try:
            packed = self._path_of(name).read_bytes()
        except FileNotFoundError:
            return False
        target.write_bytes(zlib.decompress(packed))
        return True

    def keep(self, name: str, path: Path) -> None:
        """Keep a data file that is closed, or that nobody writes to."""
        # Most of a small one is nothing but zeros.
        part = self.folder / f"{secrets.token_hex(8)}.part"
        part.write_bytes(zlib.compress(path.read_bytes(), level=1))
        part.replace(self._path_of(name))

    def _path_of(self, name: str) -> Path:
        return self.folder / f"{name}.duckdb.z"


def name_of(drawn: dict[str, str | Rows]) -> str:
    """Names the store of what is drawn like this, by its content."""
    return hashlib.sha256(json.dumps(drawn).encode()).hexdigest()[:32]


def copy_of(store: Store, target: Path) -> Path:
    """A copy of an open store, whose own file may still wait for what is in its log."""
    with target.open("wb") as file:
        store.copy_to(file)
    return target
