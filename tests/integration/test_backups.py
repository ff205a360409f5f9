"""Backups: whole or not there; what is put back is what was copied; each night one."""

import asyncio
import json
import logging
import os
import re
import shutil
import subprocess
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from regulars import __version__
from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import main
from regulars.errors import SignedOut, StoreBusy, StoreFailed
from regulars.intake.file_import import take
from regulars.jobs import nightly_backup
from regulars.jobs.nightly_backup import back_up_nightly, backing_up, is_due
from regulars.store.backups.backup import make_backup
from regulars.store.backups.files import hold, put_in_place
from regulars.store.backups.manifests import read_manifest
from regulars.store.backups.restore import restore
from regulars.store.migrations import newest_number
from regulars.store.store import Store
from regulars.web.auth.cookies import LINK_COOKIE, PERSON_COOKIE, seal, viewer_of
from tests.tables import contents, drawn_days, rows_of, write_exports

ROOT = Path(__file__).resolve().parents[2]
NAMES = "select distinct customer_name from facts.customer where customer_name is not null"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Of a small shop: its data file, closed; a backup; and the data file changed since."""
    folder = tmp_path_factory.mktemp("built")
    drawn = "\n".join(f"{name} x......x......x......x......x" for name in ("ana", "ben", "zoe"))
    with Store.open(folder / "regulars.duckdb", readable=[folder]) as store:
        files = write_exports(folder, sales=drawn_days("2026-03-02", drawn))
        assert [report.kept for report in take(store, files)] == [15]
        make_backup(store, folder / "copy.duckdb")
        put(store, "since", "changed")
    return folder


@pytest.fixture
def path(tmp_path, built):
    """A data file of one's own, closed."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(built / "regulars.duckdb", tmp_path / "data"))


@pytest.fixture
def backup(tmp_path, built):
    """A backup of the data file as it was before its last change."""
    (tmp_path / "backups").mkdir()
    shutil.copy(built / "copy.duckdb.json", tmp_path / "backups")
    return Path(shutil.copy(built / "copy.duckdb", tmp_path / "backups"))


@pytest.fixture(scope="module")
def store(tmp_path_factory, built):
    """The small shop, open. Nobody writes to it."""
    path = shutil.copy(built / "regulars.duckdb", tmp_path_factory.mktemp("open"))
    with Store.open(Path(path)) as opened:
        yield opened


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run commands in an installation of its own: command("backup") -> exit code."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([str(argument) for argument in arguments])


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def held(path: Path):
    """All that a data file holds; it is only read."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return contents(SimpleNamespace(read=lambda: nullcontext(connection)))


def put(store: Store, name: str, value: str = "value") -> None:
    with store.write() as cursor:
        cursor.execute("insert into desk.setting values (?, ?)", [name, value])


def settings_in(path: Path) -> dict[str, str]:
    return dict(held(path)["desk.setting"])


def share(links, title: str, days: int = 90):
    link, _ = links.share(
        "lapsed",
        {},
        title=title,
        sample="",
        sees_names=False,
        has_cards=False,
        days=days,
        passcode="",
        created_by="Ana",
    )
    return link


def in_another_process(path: Path, work: str = "sys.stdin.read()") -> subprocess.Popen:
    """Another process that has the data file open and does something."""
    code = (
        "import os, pathlib, sys; from regulars.store.store import Store\n"
        "store = Store.open(pathlib.Path(sys.argv[1])); print('open', flush=True)\n" + work
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


# Making one.


def test_a_backup_holds_what_the_store_holds(store, tmp_path):
    backup = make_backup(store, tmp_path / "copy.duckdb")
    assert held(backup.path) == contents(store)


def test_a_manifest_says_what_the_backup_is(store, tmp_path):
    make_backup(store, tmp_path / "copy.duckdb")
    whole = (tmp_path / "copy.duckdb").read_bytes()
    manifest = json.loads((tmp_path / "copy.duckdb.json").read_text())
    assert manifest["sha256"] == sha256(whole).hexdigest()
    assert manifest["size_bytes"] == len(whole)
    assert manifest["is_encrypted"] is False
    assert (manifest["program"], manifest["number"]) == (__version__, newest_number())
    assert manifest["rows"] == {table: len(rows) for table, rows in contents(store).items()}
    assert datetime.fromisoformat(manifest["made_at"]).tzinfo is not None


def test_a_manifest_names_nobody(store, tmp_path):
    make_backup(store, tmp_path / "copy.duckdb")
    text = (tmp_path / "copy.duckdb.json").read_text()
    names = [name for (name,) in rows_of(store, NAMES)]
    assert len(names) == 3
    assert not [name for name in names if name in text]


def test_backups_are_for_this_account_only(store, tmp_path):
    make_backup(store, tmp_path / "some" / "folder" / "copy.duckdb")
    modes = {
        path.relative_to(tmp_path).as_posix(): path.stat().st_mode & 0o777
        for path in (tmp_path / "some").rglob("*")
    }
    assert modes == {
        "some/folder": 0o700,
        "some/folder/copy.duckdb": 0o600,
        "some/folder/copy.duckdb.json": 0o600,
    }


def test_a_file_that_is_there_is_not_written_over(store, tmp_path):
    (tmp_path / "copy.duckdb").write_text("mine")
    with pytest.raises(StoreFailed, match="is there already"):
        make_backup(store, tmp_path / "copy.duckdb")
    assert (tmp_path / "copy.duckdb").read_text() == "mine"


def test_what_an_interrupted_backup_left_is_no_obstacle(store, tmp_path):
    (tmp_path / ".copy.duckdb.part").write_text("half")
    with pytest.raises(StoreFailed):
        make_backup(store, tmp_path / "copy.duckdb")
    make_backup(store, tmp_path / "copy.duckdb")
    assert files(tmp_path) == ["copy.duckdb", "copy.duckdb.json"]


def test_a_full_disk_is_said_in_words_and_leaves_nothing(path, tmp_path):
    """A limit on the size of files stands in for the disk's end: both fail in the same write."""
    code = (
        "import resource, sys; from regulars.cli import main\n"
        "from regulars.store.store import Store\n"
        "copy_to = Store.copy_to\n"
        "def copy_with_limit(store, target):\n"
        "    with store.read() as cursor: cursor.execute('checkpoint')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, 500_000))\n"
        "    return copy_to(store, target)\n"
        "Store.copy_to = copy_with_limit\n"
        "sys.exit(main(['backup']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "REGULARS_DATA_DIR": str(path.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"No backup was made. {path.parent / 'backups'} cannot be written to: File too large. Name "
        "another folder.\n"
    )
    assert files(path.parent / "backups") == []


def test_no_space_left_is_called_a_full_disk(store, tmp_path, monkeypatch):
    def fail(target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "copy_to", fail)
    with pytest.raises(StoreFailed, match="The disk of .* is full. Make room") as caught:
        make_backup(store, tmp_path / "backups" / "copy.duckdb")
    assert caught.value.title == "No backup was made"
    assert files(tmp_path / "backups") == []


def test_a_copy_that_differs_is_no_backup(store, tmp_path, monkeypatch):
    copy_to = store.copy_to
    monkeypatch.setattr(store, "copy_to", lambda target: {**copy_to(target), "desk.setting": 1000})
    with pytest.raises(StoreFailed, match="does not hold what the data file holds"):
        make_backup(store, tmp_path / "backups" / "copy.duckdb")
    assert files(tmp_path / "backups") == []


def test_a_damaged_copy_is_no_backup(store, tmp_path, monkeypatch):
    copy_to = store.copy_to

    def copy_and_damage(target):
        counts = copy_to(target)
        target.truncate(target.tell() // 2)
        return counts

    monkeypatch.setattr(store, "copy_to", copy_and_damage)
    with pytest.raises(StoreFailed, match=r"copy\.duckdb is damaged") as caught:
        make_backup(store, tmp_path / "backups" / "copy.duckdb")
    assert ".part" not in caught.value.message
    assert files(tmp_path / "backups") == []


def test_a_closed_store_cannot_be_backed_up(tmp_path):
    store = Store.open(tmp_path / "shop.duckdb")
    store.close()
    with pytest.raises(StoreFailed) as caught:
        make_backup(store, tmp_path / "backups" / "copy.duckdb")
    assert caught.value.title == "No backup was made"


def test_the_terminal_makes_a_backup_in_the_usual_place(path, command, capsys):
    assert command("backup") == 0
    (name, beside) = files(path.parent / "backups")
    assert beside == f"{name}.json"
    datetime.strptime(name, "regulars-%Y-%m-%d-%H%M%S.duckdb")
    out = capsys.readouterr().out
    assert str(path.parent / "backups" / name) in out
    assert re.search(r"\d+ rows in \d\d tables", out)


@pytest.mark.parametrize(
    ("given", "made"),
    [("copy.duckdb", "copy.duckdb"), ("there", "there/regulars-*"), ("new/", "new/regulars-*")],
)
def test_a_file_or_a_folder_may_be_named(path, command, tmp_path, given, made):
    (tmp_path / "there").mkdir()
    assert command("backup", given) == 0
    assert len(list(tmp_path.glob(made.replace("*", "*.duckdb")))) == 1


def test_there_is_nothing_to_back_up_before_the_first_import(command, tmp_path, capsys):
    assert command("backup") == 1
    assert "There is no data yet" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


def test_a_backup_is_in_the_log_of_what_was_done(path, command, capsys):
    command("backup", "mine.duckdb")
    ((_, _, *entry, _),) = held(path)["desk.audit"]
    assert entry == ["The terminal", "made a backup", "mine.duckdb"]


# Putting one back.


def test_a_restored_data_file_is_as_it_was_copied(path, backup):
    assert held(path) != held(backup)
    restored = restore(backup, path, None)
    assert held(path) == held(backup)
    assert restored.rows["exports.receipt_line"] == 15
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_data_file_from_before_is_kept_and_can_be_put_back(path, backup, command, capsys):
    before = held(path)
    assert command("restore", backup) == 0
    out = capsys.readouterr().out
    (aside,) = path.parent.glob("regulars.before-restore-*.duckdb")
    assert held(aside) == before
    assert f"python -m regulars restore --without-manifest {aside}" in out
    assert command("restore", "--without-manifest", aside) == 0
    assert settings_in(path)["since"] == "changed"
    # Twice within a second, and both from before are there.
    assert len(list(path.parent.glob("regulars.before-restore-*.duckdb"))) == 2


def test_the_backup_stays_as_it_is(path, backup):
    before = backup.read_bytes()
    restore(backup, path, None)
    restore(backup, path, None)
    assert backup.read_bytes() == before
    assert files(backup.parent) == ["copy.duckdb", "copy.duckdb.json"]


def test_a_backup_can_be_restored_where_there_is_no_data_yet(backup, tmp_path):
    path = tmp_path / "new" / "data" / "regulars.duckdb"
    assert restore(backup, path, None).aside is None
    assert held(path) == held(backup)
    assert files(path.parent) == ["regulars.duckdb"]


def cut_off(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[:-4096])


def change(backup: Path) -> None:
    with backup.open("r+b") as file:
        # The header of the first block that holds data.
        file.seek(12288)
        file.write(b"changed")


def make_strange(backup: Path) -> None:
    backup.unlink()
    code = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('create table orders (x int)')"
    subprocess.run([sys.executable, "-c", code, backup], check=True)


def make_other(backup: Path) -> None:
    backup.unlink()
    code = "import duckdb, sys; duckdb.connect(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, backup], check=True)


def count_wrongly(backup: Path) -> None:
    manifest = Path(f"{backup}.json")
    told = json.loads(manifest.read_text())
    told["rows"]["exports.receipt_line"] += 1
    manifest.write_text(json.dumps(told))


def lose_manifest(backup: Path) -> None:
    Path(f"{backup}.json").unlink()


def spoil_manifest(backup: Path) -> None:
    Path(f"{backup}.json").write_text('{"rows": {}}')


@pytest.mark.parametrize(
    ("spoil", "options", "words"),
    [
        (Path.unlink, [], "copy.duckdb is not there"),
        (cut_off, [], "is cut off"),
        (cut_off, ["--without-manifest"], "is cut off"),
        (change, [], "was changed since it was made, or is damaged"),
        (count_wrongly, [], "does not hold the rows that its manifest names"),
        (lose_manifest, [], "add --without-manifest"),
        (spoil_manifest, [], "add --without-manifest"),
    ],
)
def test_a_spoiled_backup_is_refused_and_all_stays_as_it_was(
    path, backup, command, capsys, spoil, options, words
):
    before = path.read_bytes()
    spoil(backup)
    assert command("restore", *options, backup) == 1
    err = capsys.readouterr().err
    assert err.startswith("Nothing was restored.")
    assert words in err
    assert path.read_bytes() == before
    assert files(path.parent) == ["regulars.duckdb"]


def tell_manifest(backup: Path, **told: object) -> None:
    manifest = Path(f"{backup}.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | told))


def test_a_backup_of_a_newer_version_is_refused_by_name_without_opening_it(
    path, backup, command, capsys
):
    before = path.read_bytes()
    backup.write_bytes(b"what a later DuckDB writes")
    tell_manifest(
        backup,
        size_bytes=backup.stat().st_size,
        sha256=sha256(backup.read_bytes()).hexdigest(),
        program="9.9.9",
        number=99,
        something_more="that this version does not know",
    )
    assert command("restore", backup) == 1
    err = capsys.readouterr().err
    assert err.startswith("Nothing was restored. copy.duckdb was written by Regulars 9.9.9")
    assert path.read_bytes() == before
    assert files(path.parent) == ["regulars.duckdb"]


def test_a_manifest_of_before_there_were_numbers_is_read(path, backup, command):
    manifest = Path(f"{backup}.json")
    told = json.loads(manifest.read_text())
    del told["number"]
    manifest.write_text(json.dumps(told))
    assert command("restore", backup) == 0


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (cut_off, "copy.duckdb is damaged, cut off, or no data file"),
        (change, "copy.duckdb is damaged, cut off, or no data file"),
        (make_strange, 'of another program: it holds "orders"'),
        (make_other, "is a database, but none of Regulars"),
        (lambda backup: backup.write_bytes(b"%PDF-1.7" * 1000), "no data file at all"),
        (lambda backup: backup.write_bytes(b""), "no data file at all"),
    ],
)
def test_a_spoiled_copy_without_a_manifest_is_refused_too(path, backup, spoil, words):
    lose_manifest(backup)
    spoil(backup)
    before = path.read_bytes()
    with pytest.raises(StoreFailed, match=words):
        restore(backup, path, None, needs_manifest=False)
    assert path.read_bytes() == before
    assert files(path.parent) == ["regulars.duckdb"]


def test_while_the_data_file_is_in_use_nothing_is_restored(path, backup, command, capsys):
    holder = in_another_process(path)
    try:
        assert command("restore", backup) == 1
    finally:
        holder.communicate()
    err = capsys.readouterr().err
    assert "Nothing was restored. regulars.duckdb is open. Stop the dashboard" in err
    assert files(path.parent) == ["regulars.duckdb"]
    assert settings_in(path)["since"] == "changed"
    assert command("restore", backup) == 0


def test_nobody_can_open_the_data_file_while_it_is_replaced(path, backup, monkeypatch):
    seen = []

    def look(*arguments):
        code = "import sys, pathlib; from regulars.store.store import Store\n" + (
            "Store.open(pathlib.Path(sys.argv[1]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, path],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        seen.append(done.stderr.splitlines()[-1])
        return put_in_place(*arguments)

    monkeypatch.setattr("regulars.store.backups.restore.put_in_place", look)
    restore(backup, path, None)
    assert "StoreBusy" in seen[0]


def test_what_only_the_log_of_a_killed_server_knows_is_kept(path, backup):
    process = in_another_process(
        path,
        "with store.write() as cursor:\n"
        "    cursor.execute(\"insert into desk.setting values ('last', 'words')\")\n"
        "os._exit(9)",
    )
    process.communicate()
    assert Path(f"{path}.wal").exists()
    aside = restore(backup, path, None).aside
    assert "last" not in settings_in(path)
    assert Path(f"{aside}.wal").exists()
    restore(aside, path, None, needs_manifest=False)
    assert settings_in(path)["last"] == "words"


def test_a_swap_that_fails_leaves_the_data_file_and_its_log(path, backup, monkeypatch):
    in_another_process(
        path,
        "with store.write() as cursor:\n"
        "    cursor.execute(\"insert into desk.setting values ('last', 'words')\")\n"
        "os._exit(9)",
    ).communicate()

    def fail(self, target):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(StoreFailed, match="cannot be written to: Input/output error"):
        restore(backup, path, None)
    assert files(path.parent) == ["regulars.duckdb", "regulars.duckdb.wal"]
    assert settings_in(path)["last"] == "words"


def test_after_a_restore_nobody_is_signed_in(path, tmp_path, command, capsys):
    with Store.open(path) as store:
        access = Access(store)
        ana = access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
        invitation = access.people.invite(access.people.add("Tom", Role.STAFF).person_id)
        token = access.sessions.start(ana.person_id)
        cookies = {PERSON_COOKIE: seal(access, PERSON_COOKIE, token)}
        assert viewer_of(access, cookies).name == "Ana"
        link = share(access.links, "For the owner")
        link_cookies = {LINK_COOKIE: seal(access, LINK_COOKIE, f"{link.link_id}:1")}
        assert viewer_of(access, link_cookies).is_link
        assert access.people.invited(invitation).name == "Tom"
        make_backup(store, tmp_path / "copy.duckdb")
    assert command("restore", tmp_path / "copy.duckdb") == 0
    assert "Everybody is signed out" in capsys.readouterr().out
    with Store.open(path) as store:
        access = Access(store)
        assert [person.name for person in access.people.everybody()] == ["Ana", "Tom"]
        for old in (cookies, link_cookies):
            with pytest.raises(SignedOut):
                viewer_of(access, old)
        # Nor does the token, sealed anew by somebody who has the key.
        with pytest.raises(SignedOut):
            viewer_of(access, {PERSON_COOKIE: seal(access, PERSON_COOKIE, token)})
        assert access.people.invited(invitation) is None
        assert [entry.act for entry in access.audit.newest(9)] == ["restored a backup"]


@pytest.mark.parametrize(
    ("open_count", "said"), [(0, ""), (1, "1 shared view is open"), (2, "2 shared views are open")]
)
def test_after_a_restore_it_says_how_many_shared_views_are_open(
    path, tmp_path, command, capsys, clock, open_count, said
):
    with Store.open(path) as store:
        clock.moment = datetime.now() - timedelta(days=40)  # noqa: DTZ005
        links = Access(store, clock).links
        share(links, "Expired", days=30)
        links.revoke(share(links, "Ended").link_id)
        for number in range(open_count):
            share(links, f"View {number}")
        make_backup(store, tmp_path / "copy.duckdb")
    assert command("restore", tmp_path / "copy.duckdb") == 0
    out = capsys.readouterr().out
    assert said in out
    assert ("shared view" in out) is bool(said)


# Each night.

NIGHT = datetime(2026, 11, 2, 3, 0).astimezone()


class Nights:
    """A clock that each sleep moves on, until it is switched off."""

    def __init__(self, start: datetime, end: datetime) -> None:
        self.moment = start
        self.end = end

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)
        if self.moment >= self.end:
            raise asyncio.CancelledError

    def pass_by(self, store: Store, folder: Path) -> None:
        with pytest.raises(asyncio.CancelledError):
            asyncio.run(back_up_nightly(store, folder, self.now, self.sleep))


def nights(folder: Path) -> list[str]:
    """The backups in a folder, by day and hour."""
    return [path.stem.removeprefix("regulars-")[:-4] for path in sorted(folder.glob("*.duckdb"))]


def test_each_night_at_three_a_backup_is_made(store, tmp_path):
    folder = tmp_path / "nightly"
    Nights(NIGHT - timedelta(hours=9), NIGHT + timedelta(days=2, hours=9)).pass_by(store, folder)
    # The first at once: there was none.
    assert nights(folder) == ["2026-11-01-18", "2026-11-02-03", "2026-11-03-03", "2026-11-04-03"]


def test_a_night_that_was_missed_is_made_up_at_the_start_and_only_then(store, tmp_path):
    folder = tmp_path / "nightly"
    hour = timedelta(hours=1)
    Nights(NIGHT, NIGHT + hour).pass_by(store, folder)
    Nights(NIGHT + 20 * hour, NIGHT + 22 * hour).pass_by(store, folder)
    assert nights(folder) == ["2026-11-02-03"]
    Nights(NIGHT + 54 * hour, NIGHT + 58 * hour).pass_by(store, folder)
    assert nights(folder) == ["2026-11-02-03", "2026-11-04-09"]


def test_the_newest_14_are_kept_and_nothing_else_is_touched(store, tmp_path):
    folder = tmp_path / "nightly"
    make_backup(store, folder / "regulars-2020-01-01-120000.duckdb")
    make_backup(store, folder / "mine.duckdb", made_by="nightly")
    others = ["regulars-2021-01-01-030000.duckdb", "regulars-notes.duckdb", "notes.txt"]
    for name in others:
        (folder / name).write_text("not ours")
    (folder / ".regulars-2019-01-01-030000.duckdb.part").write_text("half of one")
    os.utime(folder / ".regulars-2019-01-01-030000.duckdb.part", (0, 0))
    before = set(files(folder)) - {".regulars-2019-01-01-030000.duckdb.part"}
    for day in range(1, 17):
        for ending in ("", ".json"):
            name = f"regulars-2026-10-{day:02}-030000.duckdb{ending}"
            shutil.copy(folder / f"mine.duckdb{ending}", folder / name)
    Nights(NIGHT, NIGHT + timedelta(hours=1)).pass_by(store, folder)
    made = set(files(folder)) - before
    expected = {f"regulars-2026-10-{day:02}-030000.duckdb" for day in range(4, 17)}
    expected.add("regulars-2026-11-02-030000.duckdb")
    assert made == expected | {f"{name}.json" for name in expected}
    assert before <= set(files(folder))


def test_a_night_that_fails_is_logged_in_words_and_the_next_is_tried(store, tmp_path, caplog):
    folder = tmp_path / "nightly"
    folder.write_text("in the way")

    class RepairedAtNoon(Nights):
        async def sleep(self, seconds: float) -> None:
            if folder.is_file() and self.moment > NIGHT + timedelta(hours=9):
                folder.unlink()
            await super().sleep(seconds)

    with caplog.at_level(logging.ERROR, "regulars.jobs.nightly_backup"):
        RepairedAtNoon(NIGHT, NIGHT + timedelta(days=1, hours=1)).pass_by(store, folder)
    (record,) = caplog.records
    assert "No backup was made tonight." in record.getMessage()
    assert "cannot be written to" in record.getMessage()
    assert nights(folder) == ["2026-11-03-03"]


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ((2, 2, 59), None, True),
        ((2, 2, 59), (1, 3, 0), False),
        ((2, 3, 0), (1, 3, 0), True),
        ((2, 3, 0), (2, 2, 59), True),
        ((2, 3, 10), (2, 3, 0), False),
        ((2, 23, 0), (1, 3, 0), True),
        ((2, 2, 0), (1, 2, 0), True),
        ((2, 12, 0), (3, 3, 0), True),
    ],
)
def test_a_backup_is_due_once_three_has_passed_since_the_last(now, last, due):
    def moment(day, hour, minute):
        return datetime(2026, 11, day, hour, minute).astimezone()

    assert is_due(moment(*now), moment(*last) if last else None) is due


def test_the_server_backs_up_as_long_as_it_runs(store, tmp_path):
    folder = tmp_path / "nightly"

    async def serve():
        async with backing_up(store, folder):
            for _ in range(500):
                if list(folder.glob("*.json")):
                    break
                await asyncio.sleep(0.01)

    asyncio.run(serve())
    (made,) = folder.glob("*.duckdb")
    manifest = read_manifest(made)
    assert manifest is not None
    assert manifest.made_by == nightly_backup.NIGHTLY


def test_without_a_folder_nothing_is_backed_up(store, tmp_path):
    async def serve():
        async with backing_up(store, None):
            await asyncio.sleep(0)
            return len(asyncio.all_tasks())

    assert asyncio.run(serve()) == 1


def test_a_busy_data_file_is_busy_under_its_own_name(path):
    holder = in_another_process(path)
    try:
        with pytest.raises(StoreBusy, match="regulars.duckdb is open"), hold(path):
            pass
    finally:
        holder.communicate()
