"""What is known about a backup without opening it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from regulars.errors import StoreFailed
from regulars.store.backups.files import create, discard, flush

__all__ = [
    "Backup",
    "Manifest",
    "delete_backup",
    "manifest_path",
    "read_manifest",
    "write_manifest",
]


@dataclass(frozen=True)
class Manifest:
    """What is known about a backup without opening it.

    Attributes:
        made_at: UTC, such as "2026-11-02T03:00:00+00:00".
        made_by: "nightly" or "by hand".
        program: the version of Regulars that made it.
        duckdb: the version of DuckDB that wrote it.
        is_encrypted: whether it needs the key.
        size_bytes: how large it is.
        sha256: its checksum.
        rows: how many rows each table has.
        number: which tables the data file has (``regulars.store.migrations``); 0 for one of before
            there were numbers.
    """

    made_at: str
    made_by: str
    program: str
    duckdb: str
    is_encrypted: bool
    size_bytes: int
    sha256: str
    rows: dict[str, int]
    number: int = 0


@dataclass(frozen=True)
class Backup:
    """A backup and its manifest."""

    path: Path
    manifest: Manifest


def read_manifest(path: Path) -> Manifest | None:
    """The manifest that lies beside a backup; None if there is none that can be read.

    What a newer version says more of the backup is passed over.
    """
    known = {field.name for field in fields(Manifest)}
    try:
        said = json.loads(manifest_path(path).read_text(encoding="utf-8"))
        return Manifest(**{name: value for name, value in said.items() if name in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def delete_backup(path: Path) -> None:
    """Delete a backup and its manifest.

    Raises:
        StoreFailed: it cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
        manifest_path(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreFailed(
            f"{path} cannot be deleted: {error.strerror}.", title="An old backup was kept"
        ) from error


def manifest_path(backup: Path) -> Path:
    """Where the manifest of a backup lies."""
    return backup.with_name(f"{backup.name}.json")


def write_manifest(backup: Path, manifest: Manifest) -> None:
    """Write the manifest beside a backup, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    part = backup.with_name(f".{backup.name}.json.part")
    try:
        with create(part) as file:
            file.write(json.dumps(asdict(manifest), indent=2).encode() + b"\n")
            flush(file)
        part.rename(manifest_path(backup))
    finally:
        discard(part)
