"""What leaves the screens: lists that are downloaded, copies of the data file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regulars.app.acts.act import Act, Lane, Place
from regulars.app.policy import Permission
from regulars.store.backups.backup import make_backup
from regulars.store.backups.manifests import Backup, delete_backup

__all__ = ["DownloadList", "EnterRestored", "MakeBackup"]


@dataclass(frozen=True)
class DownloadList(Act[bytes]):
    """A file of a list that was asked for; the file is given only once the book says so.

    Attributes:
        file_name: what it is called.
        row_count: how many rows it has.
        write: gives the file.
    """

    file_name: str
    row_count: int
    write: Callable[[], bytes]
    permission = Permission.EXPORT
    # Nobody's note waits for a long list.
    lane = Lane.OWN
    is_about_shop = True

    def carry_out(self, at: Place) -> bytes:
        """What the viewer may see is in the list already."""
        written = self.write()
        at.enter("downloaded", f"{self.file_name}: {self.row_count:,} rows")
        return written


@dataclass(frozen=True)
class MakeBackup(Act[Backup]):
    """Copy the data file.

    Attributes:
        path: where the copy is to be.
    """

    path: Path
    permission = Permission.BACK_UP
    # Notes go on while it is copied.
    lane = Lane.OWN
    is_about_shop = True

    def carry_out(self, at: Place) -> Backup:
        """Raise StoreFailed if it cannot be made."""
        backup = make_backup(at.shop.own, self.path)
        try:
            at.enter("made a backup", backup.path.name)
        except BaseException:
            delete_backup(backup.path)
            raise
        return backup


@dataclass(frozen=True)
class EnterRestored(Act[None]):
    """Say in the restored book which copy it comes from.

    Attributes:
        file_name: the copy's.
    """

    file_name: str
    permission = Permission.BACK_UP
    is_about_shop = True

    def carry_out(self, at: Place) -> None:
        """The file was put in its place while no store was open."""
        at.enter("restored a backup", self.file_name)
