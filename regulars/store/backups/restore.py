"""Put a backup in the place of the data file: all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from regulars.clock import local_now
from regulars.errors import StoreFailed
from regulars.settings import StoreKey
from regulars.store.backups.file_names import stamp
from regulars.store.backups.files import (
    checksum,
    copy_file,
    discard,
    explain_disk,
    free_path,
    hold,
    log_of,
    make_private,
    put_in_place,
)
from regulars.store.backups.manifests import Manifest, manifest_path, read_manifest
from regulars.store.backups.verification import count_rows, read_copy, retitled
from regulars.store.migrations import Version, refuse_newer_version
from regulars.store.store import Store

__all__ = ["Restored", "restore"]

NOT_RESTORED = "Nothing was restored"


@dataclass(frozen=True)
class Restored:
    """What became of the data file.

    Attributes:
        rows: how many rows each table has in the copy.
        aside: where the data file from before is; None if there was none.
        link_count: how many shared views are open again.
    """

    rows: dict[str, int]
    aside: Path | None
    link_count: int


def restore(
    backup: Path,
    path: Path,
    key: StoreKey | None,
    *,
    needs_manifest: bool = True,
    now: Callable[[], datetime] = local_now,
) -> Restored:
    """Put a backup in the place of the data file, which is moved aside; all or nothing.

    Nobody is signed in afterwards, and no invitation holds: some may have been ended since. A copy
    of an earlier version is upgraded, one of a newer version is refused.

    Args:
        backup: the copy; it stays where it is.
        path: the data file.
        key: what both are encrypted with.
        needs_manifest: refuse a copy without its manifest.
        now: the clock.

    Raises:
        StoreBusy: the data file is in use.
        StoreFailed: the copy cannot be used. The data file is as it was.
    """
    manifest = _check_against_manifest(backup, needs_manifest=needs_manifest)
    moment = now()
    part = path.with_name(f".restoring-{stamp(moment)}.duckdb")
    try:
        if manifest is not None:
            # Before it is opened: a newer DuckDB may have written it.
            refuse_newer_version(Version(manifest.number, manifest.program), backup.name)
        make_private(path.parent)
        with hold(path):
            for left in path.parent.glob(".restoring-*"):
                left.unlink()
            copy_file(backup, part, with_log=manifest is None)
            if manifest is not None and checksum(part) != manifest.sha256:
                raise StoreFailed(f"{backup.name} changed while it was copied. Try again.")
            rows = count_rows(read_copy(part, key))
            if manifest is not None and rows != manifest.rows:
                raise StoreFailed(f"{backup.name} does not hold the rows that its manifest names.")
            link_count = _end_sign_ins(part, key, moment)
            aside = free_path(path.with_name(f"{path.stem}.before-restore-{stamp(moment)}.duckdb"))
            moved = put_in_place(part, path, aside)
    except StoreFailed as error:
        raise retitled(error, NOT_RESTORED, part, backup) from error
    except duckdb.Error as error:
        raise StoreFailed(
            f"{backup.name} can be read, but not written. The disk may be full.",
            title=NOT_RESTORED,
        ) from error
    except OSError as error:
        raise StoreFailed(explain_disk(path.parent, error), title=NOT_RESTORED) from error
    finally:
        discard(part, log_of(part))
    return Restored(rows, aside if moved else None, link_count)


def _check_against_manifest(backup: Path, *, needs_manifest: bool) -> Manifest | None:
    if not backup.is_file():
        raise StoreFailed(f"{backup} is not there.", title=NOT_RESTORED)
    manifest = read_manifest(backup)
    if manifest is None:
        if needs_manifest:
            raise StoreFailed(
                f"{manifest_path(backup).name}, which tells whether the copy is whole, is not "
                "beside it or cannot be read. To restore the copy all the same, add "
                "--without-manifest.",
                title=NOT_RESTORED,
            )
        return None
    if backup.stat().st_size < manifest.size_bytes:
        raise StoreFailed(
            f"{backup.name} is cut off: it has {backup.stat().st_size:,} of "
            f"{manifest.size_bytes:,} bytes. Copy it again, or take another backup.",
            title=NOT_RESTORED,
        )
    if checksum(backup) != manifest.sha256:
        raise StoreFailed(
            f"{backup.name} was changed since it was made, or is damaged. Take another backup.",
            title=NOT_RESTORED,
        )
    return manifest


def _end_sign_ins(path: Path, key: StoreKey | None, moment: datetime) -> int:
    """End what a copy knows of sign-ins; returns how many shared views it opens again."""
    with Store.open(path, store_key=key) as store:
        with store.write() as cursor:
            cursor.execute("delete from desk.session")
            cursor.execute("delete from desk.invitation")
            # It signs the cookies: those from before are void.
            cursor.execute("delete from desk.setting where name = 'cookie_key'")
            row = cursor.execute(
                "select count(*) from desk.link where revoked_at is null and expires_at > $now",
                {"now": moment.astimezone(UTC).replace(tzinfo=None)},
            ).fetchone()
        with store.read() as cursor:
            # Closing would do it, but say nothing if it failed.
            cursor.execute("checkpoint")
    return int(row[0]) if row else 0
