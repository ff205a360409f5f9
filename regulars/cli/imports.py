"""What goes in, and what is taken back: import, undo, watch."""

from __future__ import annotations

import argparse
import json
import secrets
import shutil
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from regulars.app.acts.imports import PreviewFiles, TakeFiles, UndoImport
from regulars.app.session import Session
from regulars.cli.dispatch import Command, ask_server, at_terminal, run_in_server, serving_of
from regulars.errors import ImportFailed, StoreBusy
from regulars.intake.choices import Choices
from regulars.intake.fields import FIELDS, KINDS
from regulars.intake.report import Report
from regulars.jobs.watched_folder import Outcome, watch
from regulars.progress import Progress
from regulars.settings import Settings
from regulars.store.store import Store

__all__ = ["COMMANDS", "add_commands"]

FAILED = 1


def add_commands(commands: Any) -> None:
    """Add import, undo and watch to the parser's commands."""
    importing = commands.add_parser("import", help="take export files into the data file")
    importing.add_argument("files", nargs="+", type=Path, metavar="FILE")
    importing.add_argument("--db", type=Path, metavar="PATH", help="default: data/regulars.duckdb")
    importing.add_argument("--json", action="store_true", help="print one JSON object a sheet")
    importing.add_argument(
        "--dry-run", action="store_true", help="say what would become of it, and keep nothing"
    )
    importing.add_argument(
        "--confirm", action="store_true", help="read an export nobody knows as it was proposed"
    )
    importing.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help=f"what is what, may be repeated; fields: {', '.join(FIELDS)}",
    )
    importing.add_argument("--kind", choices=KINDS, help="what the rows are")
    importing.add_argument("--vendor", metavar="NAME", help="the program it comes from")
    order = importing.add_mutually_exclusive_group()
    order.add_argument(
        "--day-first", action="store_true", default=None, help="03/04 is the 3rd of April"
    )
    order.add_argument(
        "--month-first", dest="day_first", action="store_false", help="03/04 is March 4th"
    )
    importing.set_defaults(run=_import)

    undoing = commands.add_parser("undo", help="take an import back, by its number")
    undoing.add_argument("import_id", type=int, metavar="NUMBER", nargs="?")
    undoing.set_defaults(run=_undo)

    watching = commands.add_parser(
        "watch", help="import what is put into a folder, and move it to done/ or failed/"
    )
    watching.add_argument("folder", type=Path, metavar="DIR")
    watching.set_defaults(run=_watch)


def _import(chosen: argparse.Namespace, settings: Settings) -> int:
    choices = Choices(
        kind=chosen.kind,
        fields=_read_map(chosen.map),
        vendor=chosen.vendor,
        day_first=chosen.day_first,
        is_confirmed=chosen.confirm,
    )
    paths: list[Path] = [path.expanduser().resolve() for path in chosen.files]
    printed = _take_paths(
        settings,
        paths,
        choices,
        db=chosen.db,
        is_dry_run=chosen.dry_run,
        progress=_show_progress if sys.stderr.isatty() else None,
    )
    for one in printed:
        has_failed = "error" in one["report"]
        if chosen.json:
            print(json.dumps(one["report"], ensure_ascii=False))
        if has_failed or not chosen.json:
            print(one["words"], file=sys.stderr if has_failed else sys.stdout)
    return FAILED if any("error" in one["report"] for one in printed) else 0


def _take_paths(
    settings: Settings,
    paths: Sequence[Path],
    choices: Choices,
    *,
    db: Path | None = None,
    is_dry_run: bool = False,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    """Import files here, or by the running server when that has the data file open.

    Returns:
        ``report`` and ``words`` of each sheet.
    """
    spool = settings.spool_dir if db is None else db.expanduser().resolve().parent
    spool.mkdir(parents=True, exist_ok=True)
    folders = sorted({path.parent for path in paths} | {spool})
    try:
        store = Store.open(
            db or settings.store_path, readable=folders, store_key=settings.store_key
        )
    except StoreBusy as busy:
        serving = serving_of(settings, busy) if db is None else None
        if serving is None:
            raise
        with ExitStack() as stack:
            arguments = {
                "files": [
                    (path.name, str(_spool(path, settings.spool_dir, stack))) for path in paths
                ],
                "choices": asdict(choices),
                "country": settings.country,
                "spool": str(settings.spool_dir),
                "is_dry_run": is_dry_run,
            }
            code, text = ask_server(serving, "import", arguments)
        if code:
            raise ImportFailed(text) from busy
        printed: list[dict[str, Any]] = json.loads(text)
        return printed
    with store:
        return _take(
            at_terminal(settings, store),
            [(path.name, path) for path in paths],
            choices,
            country=settings.country,
            spool=spool,
            is_dry_run=is_dry_run,
            progress=progress,
        )


def _spool(path: Path, spool_dir: Path, stack: ExitStack) -> Path:
    """A copy where the server may read it, until the stack is left."""
    copy = spool_dir / f"{secrets.token_hex(8)}.upload"
    stack.callback(copy.unlink, missing_ok=True)
    try:
        shutil.copyfile(path, copy)
    except OSError as error:
        raise ImportFailed(f"{path.name} cannot be read: {error.strerror}.") from error
    return copy


def _import_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    printed = _take(
        session,
        [(str(name), Path(path)) for name, path in arguments["files"]],
        Choices(**arguments["choices"]),
        country=str(arguments["country"]),
        spool=Path(arguments["spool"]),
        is_dry_run=bool(arguments["is_dry_run"]),
    )
    return json.dumps(printed, ensure_ascii=False)


def _take(
    session: Session,
    files: Sequence[tuple[str, Path]],
    choices: Choices,
    *,
    country: str,
    spool: Path,
    is_dry_run: bool,
    progress: Progress | None = None,
) -> list[dict[str, Any]]:
    act = (PreviewFiles if is_dry_run else TakeFiles)(files, choices, country, spool, progress)
    reports = session.do(act)
    return [{"report": report.as_dict(), "words": _describe(report)} for report in reports]


def _read_map(pairs: Sequence[str]) -> dict[str, str]:
    fields = {}
    for pair in pairs:
        name, equals, column = pair.partition("=")
        if not equals:
            raise ImportFailed(f'"{pair}" should read FIELD=COLUMN, such as net="Total paid".')
        fields[name.strip()] = column.strip()
    return fields


def _show_progress(done: float, words: str) -> None:
    print(f"\r{done:4.0%} {words:<40}", end="\n" if done >= 1 else "", file=sys.stderr, flush=True)


def _describe(report: Report) -> str:
    if report.error is not None:
        return report.error
    lines = [
        f"{report.file}: {report.title}. {report.read:,} rows read = {report.kept:,} kept "
        f"+ {report.known:,} already known + {report.rejected:,} rejected."
    ]
    lines += [f"  {count:,} rejected: {reason}" for reason, count in report.reasons.items()]
    if report.nobody:
        lines.append(f"  {report.nobody_in_words}.")
    if report.changed:
        lines.append(f"  {report.changed:,} of those kept replace what an earlier file said.")
    if report.day_order is not None and not report.day_order.is_sure:
        order, other = (
            ("day first", "--month-first")
            if report.day_order.day_first
            else ("month first", "--day-first")
        )
        lines.append(
            f"  Days such as {report.day_order.example} were read {order}; if that is wrong, undo "
            f"it and import it with {other}."
        )
    if not report.is_confirmed:
        understood = ", ".join(f'{name} = "{column}"' for name, column in report.fields.items())
        lines.append(
            f"  Not an export that we know; proposed: {understood}. Import it with --confirm, or "
            "correct it with --map field=column."
        )
    return "\n".join(lines)


def _undo(chosen: argparse.Namespace, settings: Settings) -> int:
    code, text = run_in_server(settings, "undo", {"import_id": chosen.import_id})
    print(text, file=sys.stderr if code else sys.stdout)
    return code


def _undo_at_counter(session: Session, arguments: dict[str, Any]) -> str:
    if arguments["import_id"] is None:
        history = session.ask("imports/history").sort_values("import_id")
        listed = "\n".join(
            f"{row.import_id:>4}  {row.file_name}: {row.kept_count:,} rows kept"
            for row in history.itertuples()
        )
        return listed or "Nothing was imported yet."
    file_name = session.do(UndoImport(int(arguments["import_id"])))
    return f"{file_name} was taken back."


def _watch(chosen: argparse.Namespace, settings: Settings) -> int:
    folder: Path = chosen.folder.expanduser().resolve()

    def take_one(path: Path) -> Outcome:
        printed = _take_paths(settings, [path], Choices())
        return Outcome(
            is_done=all("error" not in one["report"] for one in printed),
            words="\n".join(one["words"] for one in printed),
            reports=[one["report"] for one in printed],
        )

    print(f"Watching {folder}. Put exports there; Ctrl-C ends it.", flush=True)
    try:
        watch(folder, take_one, lambda words: print(words, flush=True))
    except KeyboardInterrupt:
        print("Ended.")
    return 0


COMMANDS: dict[str, Command] = {"import": _import_at_counter, "undo": _undo_at_counter}
