"""Copies of the data file: make one that is whole, know it again, put it back.

Beside each backup lies its manifest: when it was made, its checksum, how many rows each table has.
Nobody's data is in it. A backup gets its name only when it is complete and was read once.

It may touch the data file as a whole and the folders of backups; of what is in it, it counts rows.
"""

from regulars.backups.copies import read_copy
from regulars.backups.files import discard, hold, log_of, put_in_place
from regulars.backups.making import make_backup
from regulars.backups.manifests import Backup, Manifest, delete_backup, read_manifest
from regulars.backups.moments import STAMP, backup_name, local_now, stamp
from regulars.backups.restoring import Restored, restore
from regulars.backups.rewriting import (
    ERASED_SETTING,
    holds_erased,
    rewrite_after_erasure,
    rewriting_after_erasures,
    write_anew,
)

__all__ = [
    "ERASED_SETTING",
    "STAMP",
    "Backup",
    "Manifest",
    "Restored",
    "backup_name",
    "delete_backup",
    "discard",
    "hold",
    "holds_erased",
    "local_now",
    "log_of",
    "make_backup",
    "put_in_place",
    "read_copy",
    "read_manifest",
    "restore",
    "rewrite_after_erasure",
    "rewriting_after_erasures",
    "stamp",
    "write_anew",
]
