"""Copy an open store into a backup that was read once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from regulars import __version__
from regulars.clock import local_now
from regulars.errors import StoreFailed
from regulars.store.backups.files import (
    checksum,
    create,
    discard,
    explain_disk,
    flush,
    flush_folder,
    make_private,
)
from regulars.store.backups.manifests import Backup, Manifest, write_manifest
from regulars.store.backups.rewrite import rewrite_after_erasure
from regulars.store.backups.verification import count_rows, read_copy, retitled
from regulars.store.migrations import newest_number
from regulars.store.store import Store

__all__ = ["make_backup"]

NOT_MADE = "No backup was made"


def make_backup(
    store: Store,
    path: Path,
    *,
    made_by: str = "by hand",
    now: Callable[[], datetime] = local_now,
) -> Backup:
    """Copy an open store to ``path``, read the copy through, and write its manifest beside it.

    Readers go on meanwhile. If anything fails there is no file at ``path``.

    Raises:
        StoreFailed: there is such a file already, it cannot be written, or the copy is not whole.
    """
    if path.exists():
        raise StoreFailed(f"{path} is there already. Name another file.", title=NOT_MADE)
    part = path.with_name(f".{path.name}.part")
    try:
        # Who was erased must not live on in backups that are made from now on.
        rewrite_after_erasure(store)
        make_private(path.parent)
        with create(part) as file:
            counts = store.copy_to(file)
            flush(file)
        rows = count_rows(read_copy(part, store.store_key))
        if rows != counts:
            raise StoreFailed(
                "The copy does not hold what the data file holds. Try again; if it happens again, "
                "the disk may be failing."
            )
        manifest = Manifest(
            made_at=now().astimezone(UTC).isoformat(timespec="seconds"),
            made_by=made_by,
            program=__version__,
            duckdb=duckdb.__version__,
            is_encrypted=store.store_key is not None,
            size_bytes=part.stat().st_size,
            sha256=checksum(part),
            rows=rows,
            number=newest_number(),
        )
        write_manifest(path, manifest)
        part.rename(path)
        flush_folder(path.parent)
    except StoreFailed as error:
        raise retitled(error, NOT_MADE, part, path) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{store.path.name} could not be brought up to date before it was copied. Its disk may "
            "be full.",
            title=NOT_MADE,
        ) from error
    except OSError as error:
        raise StoreFailed(explain_disk(path.parent, error), title=NOT_MADE) from error
    finally:
        discard(part)
    return Backup(path, manifest)
