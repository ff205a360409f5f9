"""Copies of the data file: backup, restore; encrypt and decrypt it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from regulars.app.acts.copies import EnterRestored, MakeBackup
from regulars.app.session import Session
from regulars.cli.dispatch import Command, at_terminal, run_in_server
from regulars.clock import local_now
from regulars.errors import RegularsError, StoreFailed
from regulars.sample import SAMPLES
from regulars.settings import Settings, StoreKey
from regulars.store.backups.file_names import backup_name
from regulars.store.backups.restore import restore
from regulars.store.encryption import convert, find_plain_copies
from regulars.store.store import Store

__all__ = ["COMMANDS", "add_commands"]


def add_commands(commands: Any) -> None:
    """Add backup, restore, encrypt and decrypt to the parser's commands."""
    backing_up = commands.add_parser(
        "backup", help="copy the data file, also while the dashboard runs"
    )
    backing_up.add_argument(
        "to", nargs="?", metavar="FILE|FOLDER", help="default: a new file in data/backups"
    )
    backing_up.set_defaults(run=_run_backup)

    restoring = commands.add_parser(
        "restore", help="put a backup in the place of the data file, which is kept"
    )
    restoring.add_argument("file", type=Path, metavar="FILE")
    restoring.add_argument(
        "--without-manifest", action="store_true", help="take a copy whose manifest is not there"
    )
    restoring.set_defaults(run=_run_restore)

    encrypting = commands.add_parser(
        "encrypt", help="encrypt the data file with the key in REGULARS_STORE_KEY"
    )
    encrypting.set_defaults(run=_run_encrypt)
    decrypting = commands.add_parser("decrypt", help="make a plain data file of an encrypted one")
    decrypting.set_defaults(run=_run_decrypt)


def _run_backup(chosen: argparse.Namespace, settings: Settings) -> int:
    _need_data(settings)
    path = Path(chosen.to).expanduser().resolve() if chosen.to else settings.backups_dir
    if not chosen.to or chosen.to.endswith(os.sep) or path.is_dir():
        path /= backup_name(local_now())
    code, text = run_in_server(settings, "backup", {"path": str(path)})
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _back_up(session: Session, arguments: dict[str, Any]) -> str:
    backup = session.do(MakeBackup(Path(arguments["path"])))
    manifest = backup.manifest
    kind = "Encrypted backup" if manifest.is_encrypted else "Backup"
    return (
        f"{kind} made and read through: {backup.path}\n"
        f"{sum(manifest.rows.values()):,} rows in {len(manifest.rows)} tables, "
        f"{manifest.size_bytes / 1e6:,.1f} MB. Keep the file of the same name ending in .json with "
        "it."
    )


COMMANDS: dict[str, Command] = {"backup": _back_up}


def _run_restore(chosen: argparse.Namespace, settings: Settings) -> int:
    file = chosen.file.expanduser().resolve()
    restored = restore(
        file,
        settings.store_path,
        settings.store_key,
        needs_manifest=not chosen.without_manifest,
    )
    with Store.open(settings.store_path, store_key=settings.store_key) as store:
        at_terminal(settings, store).do(EnterRestored(file.name))
    print(
        f"Restored from {file.name}: {sum(restored.rows.values()):,} rows in "
        f"{len(restored.rows)} tables."
    )
    if restored.aside is not None:
        print(
            f"The data file from before is kept as {restored.aside}. To go back to it:\n"
            f"    python -m regulars restore --without-manifest {restored.aside}"
        )
    print("Everybody is signed out, and invitations that were open have ended.")
    if restored.link_count:
        views = "shared view is" if restored.link_count == 1 else "shared views are"
        print(
            f"{restored.link_count} {views} open, as in the copy. Look through them: "
            "python -m regulars link list"
        )
    return 0


def _run_encrypt(chosen: argparse.Namespace, settings: Settings) -> int:
    _need_data(settings)
    key = _need_key(settings)
    convert(settings.store_path, None, key, local_now())
    print(
        f"{settings.store_path} is encrypted now. Keep the key safe: without it nobody can read "
        "the data again. Set it whenever the dashboard is started."
    )
    folders = [settings.data_dir, settings.backups_dir]
    if settings.backup_dir is not None:
        folders.append(settings.backup_dir)
    samples = {settings.sample_path(sample) for sample in SAMPLES}
    copies = [path for path in find_plain_copies(folders) if path not in samples]
    if copies:
        print("These copies can still be read without the key. Delete them:")
        print("\n".join(f"    {path}" for path in copies))
    print(
        "The plain file was deleted, but its traces may stay on the disk until they are written "
        "over."
    )
    return 0


def _run_decrypt(chosen: argparse.Namespace, settings: Settings) -> int:
    _need_data(settings)
    convert(settings.store_path, _need_key(settings), None, local_now())
    print(
        f"{settings.store_path} is a plain file now. Take REGULARS_STORE_KEY out of the "
        "environment; keep the key as long as you keep encrypted backups."
    )
    return 0


def _need_data(settings: Settings) -> None:
    if not settings.store_path.exists():
        raise StoreFailed(
            f"{settings.store_path} is not there: nothing was imported yet.",
            title="There is no data yet",
        )


def _need_key(settings: Settings) -> StoreKey:
    if settings.store_key is None:
        raise RegularsError(
            "Set REGULARS_STORE_KEY to the key. A good one is made by: "
            'python -c "import secrets; print(secrets.token_urlsafe(32))"',
            title="There is no key",
        )
    return settings.store_key
