"""The encrypted data file: works like the plain one, and tells nothing without its key."""

import logging
import os
import shutil
import subprocess
import sys
import traceback
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from regulars.auth.access import Access
from regulars.auth.person import Role
from regulars.cli import main
from regulars.errors import StoreFailed
from regulars.facts.build import are_facts_current
from regulars.intake.file_import import take
from regulars.questions import ask
from regulars.settings import Settings, StoreKey
from regulars.shop import Shop
from regulars.store.backups.backup import make_backup
from regulars.store.backups.manifests import read_manifest
from regulars.store.backups.restore import restore
from regulars.store.datafile import connect
from regulars.store.store import Store
from tests.tables import contents, drawn_days, rows_of, write_exports

ROOT = Path(__file__).resolve().parents[2]
SECRET = "never-to-be-seen-0123456789"
KEY = StoreKey(SECRET, is_weak=True)
# Long enough that chance does not put it into a file.
CUSTOMER = "Zebedeus Quincunx"
SALES = drawn_days("2026-03-02", "zeb x......x......x......x......x")
for sale in SALES:
    sale["name"] = CUSTOMER


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The data file of a small shop, closed: plain and encrypted, from the same import."""
    folder = tmp_path_factory.mktemp("built")
    files = write_exports(folder, sales=SALES)
    for name, key in (("plain", None), ("encrypted", KEY)):
        with Store.open(folder / f"{name}.duckdb", readable=[folder], store_key=key) as store:
            assert [report.kept for report in take(store, files)] == [5]
    return folder


@pytest.fixture
def plain(tmp_path, built):
    """A plain data file of one's own, where the program looks for it."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(built / "plain.duckdb", tmp_path / "data" / "regulars.duckdb"))


@pytest.fixture
def encrypted(tmp_path, built):
    """An encrypted data file of one's own, where the program looks for it."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(built / "encrypted.duckdb", tmp_path / "data" / "regulars.duckdb"))


@pytest.fixture
def command(tmp_path, monkeypatch):
    """Run commands with the key in the environment: command("encrypt") -> exit code."""
    monkeypatch.setenv("REGULARS_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("REGULARS_STORE_KEY", SECRET)
    monkeypatch.setenv("REGULARS_WEAK_ENCRYPTION", "yes")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: main([str(argument) for argument in arguments])


def held(path: Path, key: StoreKey | None):
    """All that a data file holds; it is only read."""
    with connect(path, key, is_read_only=True) as connection:
        return contents(SimpleNamespace(read=lambda: nullcontext(connection)))


def files_telling(folder: Path, word: str) -> list[str]:
    """The files below a folder in which a word stands."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    )


def test_a_plain_file_holds_names_that_an_encrypted_one_does_not(built):
    assert "plain.duckdb" in files_telling(built, CUSTOMER)
    assert "encrypted.duckdb" not in files_telling(built, CUSTOMER)


def test_the_log_beside_an_encrypted_file_tells_nothing_either(encrypted):
    with Store.open(encrypted, store_key=KEY) as store:
        with store.write() as cursor:
            cursor.execute("insert into desk.setting values ('shop_name', $n)", {"n": CUSTOMER * 9})
        assert Path(f"{encrypted}.wal").stat().st_size > 100
        assert files_telling(encrypted.parent, CUSTOMER) == []


def test_what_does_not_fit_into_memory_is_encrypted_too(encrypted):
    with Store.open(encrypted, store_key=KEY) as store, store.read() as cursor:
        cursor.execute("set memory_limit = '60MB'")
        cursor.execute(
            "create temp table much as select range as x, $name || md5(range::varchar) as y "
            "from range(1500000)",
            {"name": CUSTOMER},
        )
        spilled = [path for path in Path(f"{encrypted}.tmp").iterdir() if path.stat().st_size]
        assert spilled
        assert files_telling(encrypted.parent, CUSTOMER) == []


def test_the_same_import_gives_the_same_answers(built):
    answers = []
    for name, key in (("plain", None), ("encrypted", KEY)):
        with Store.open(built / f"{name}.duckdb", store_key=key) as store:
            assert are_facts_current(store)
            answer = ask(store, "customer/search", text="Zebed", as_of="2026-03-30")
            answers.append(answer.to_dict())
    assert answers[0] == answers[1]
    assert CUSTOMER in str(answers[0])


def test_people_sign_in_with_an_encrypted_file(encrypted):
    with Store.open(encrypted, store_key=KEY) as store:
        ana = Access(store).people.add("Ana", Role.MANAGER, password="a quiet corner table")
        token = Access(store).sessions.start(ana.person_id)
    with Store.open(encrypted, store_key=KEY) as store:
        assert Access(store).sessions.person_of(token) == ana.person_id


def test_a_backup_stays_encrypted_and_can_be_put_back(encrypted, tmp_path):
    with Store.open(encrypted, store_key=KEY) as store:
        backup = make_backup(store, tmp_path / "backups" / "copy.duckdb")
        with store.write() as cursor:
            cursor.execute("delete from exports.receipt_line")
    assert files_telling(tmp_path, CUSTOMER) == []
    assert files_telling(tmp_path, SECRET) == []
    manifest = read_manifest(backup.path)
    assert manifest is not None
    assert manifest.is_encrypted
    restore(backup.path, encrypted, KEY)
    assert len(held(encrypted, KEY)["exports.receipt_line"]) == 5
    assert files_telling(tmp_path, CUSTOMER) == []


def test_a_backup_with_another_key_is_refused(encrypted, tmp_path):
    with Store.open(encrypted, store_key=KEY) as store:
        backup = make_backup(store, tmp_path / "copy.duckdb").path
    before = encrypted.read_bytes()
    for key in (StoreKey("another key than that", is_weak=True), None):
        with pytest.raises(StoreFailed, match="copy.duckdb (was|is) encrypted") as caught:
            restore(backup, encrypted, key)
        assert caught.value.title == "Nothing was restored"
    assert encrypted.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("encrypted", None, "is encrypted. Set REGULARS_STORE_KEY to the key"),
        ("encrypted", StoreKey(SECRET + "x", is_weak=True), "was encrypted with another key"),
        ("plain", KEY, "is not encrypted. Encrypt your data file with: python -m regulars encrypt"),
    ],
)
def test_a_key_that_does_not_fit_is_said_and_nothing_is_written(built, tmp_path, name, key, words):
    path = Path(shutil.copy(built / f"{name}.duckdb", tmp_path))
    before = path.read_bytes()
    with pytest.raises(StoreFailed, match=words):
        Store.open(path, store_key=key)
    assert path.read_bytes() == before


def test_without_openssl_both_ways_are_said_and_no_plain_file_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))  # where DuckDB keeps what was installed
    path = tmp_path / "shop.duckdb"
    with pytest.raises(StoreFailed) as caught:
        Store.open(path, store_key=StoreKey(SECRET))
    assert "install httpfs" in caught.value.message
    assert "REGULARS_WEAK_ENCRYPTION=yes" in caught.value.message
    assert "not call securely encrypted" in caught.value.message
    assert not path.exists()


@pytest.mark.parametrize("spoil", ["wrong key", "plain", "none", "damaged", "folder", "good"])
def test_the_key_is_in_no_error_log_or_setting(
    encrypted, built, spoil, caplog, capfd, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    key = StoreKey(SECRET, is_weak=spoil != "none")
    if spoil == "wrong key":
        key = StoreKey(f"{SECRET}'; drop", is_weak=True)
    elif spoil == "plain":
        shutil.copy(built / "plain.duckdb", encrypted)
    elif spoil == "damaged":
        encrypted.write_bytes(encrypted.read_bytes()[:5000])
    elif spoil == "folder":
        encrypted.unlink()
        encrypted.mkdir()
    told = repr(key)
    try:
        with Store.open(encrypted, store_key=key) as store:
            told += repr(vars(store))
            for sql in (
                "from duckdb_databases()",
                "from duckdb_settings()",
                "from duckdb_logs()",
                "from duckdb_variables()",
                "pragma database_list",
            ):
                told += repr(rows_of(store, sql))
    except StoreFailed as error:
        assert spoil != "good"
        told += "".join(traceback.format_exception(error))
    assert SECRET not in told + caplog.text + "".join(capfd.readouterr())


def test_a_key_with_an_apostrophe_opens(tmp_path):
    key = StoreKey("it's the baker's key", is_weak=True)
    with Store.open(tmp_path / "it's.duckdb", store_key=key) as store:
        assert contents(store)["desk.setting"] == []
    assert held(tmp_path / "it's.duckdb", key)["desk.setting"] == []


def test_encrypting_and_decrypting_change_nothing_but_the_file(plain, command, capsys):
    before = held(plain, None)
    assert command("encrypt") == 0
    assert files_telling(plain.parent, CUSTOMER) == []
    assert plain.stat().st_mode & 0o777 == 0o600
    assert held(plain, KEY) == before
    assert command("ask", "shop/locations", "--format", "csv") == 0
    assert command("decrypt") == 0
    assert held(plain, None) == before
    assert [path.name for path in plain.parent.iterdir()] == ["regulars.duckdb"]
    out, err = capsys.readouterr()
    assert "Main Street,5" in out
    assert SECRET not in out + err


def test_a_converted_file_still_refuses_what_the_schema_refuses(plain, command):
    command("encrypt")
    with Store.open(plain, store_key=KEY) as store:
        with pytest.raises(duckdb.ConstraintException), store.write() as cursor:
            cursor.execute("insert into exports.import select * from exports.import")
        with pytest.raises(duckdb.ConstraintException), store.write() as cursor:
            cursor.execute("insert into desk.setting values ('x', null)")


def test_encrypting_names_the_copies_that_stay_plain(plain, command, capsys, tmp_path, monkeypatch):
    nightly = tmp_path / "nightly"
    monkeypatch.setenv("REGULARS_BACKUP_DIR", str(nightly))
    with Store.open(plain) as store:
        make_backup(store, plain.parent / "backups" / "one.duckdb")
        make_backup(store, nightly / "two.duckdb")
    shutil.copy(plain, plain.parent / "sample-cafe.duckdb")
    shutil.copy(plain, plain.parent / "regulars.before-restore-2026-01-01-120000.duckdb")
    assert command("encrypt") == 0
    out = capsys.readouterr().out
    named = {line.strip() for line in out.splitlines() if line.startswith("    ")}
    assert named == {
        str(plain.parent / "regulars.before-restore-2026-01-01-120000.duckdb"),
        str(plain.parent / "backups" / "one.duckdb"),
        str(nightly / "two.duckdb"),
    }
    assert "Delete them" in out


def test_encrypting_takes_along_what_only_the_log_of_a_killed_server_knows(plain, command):
    code = (
        "import os, pathlib, sys; from regulars.store.store import Store\n"
        "store = Store.open(pathlib.Path(sys.argv[1]))\n"
        "with store.write() as cursor:\n"
        "    cursor.execute(\"insert into desk.setting values ('last', 'words')\")\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", code, plain], cwd=ROOT, check=True)
    assert Path(f"{plain}.wal").exists()
    assert command("encrypt") == 0
    assert ("last", "words") in held(plain, KEY)["desk.setting"]
    assert [path.name for path in plain.parent.iterdir()] == ["regulars.duckdb"]


@pytest.mark.parametrize(
    ("done", "again", "words"),
    [("encrypt", "encrypt", "is encrypted already"), (None, "decrypt", "is not encrypted")],
)
def test_what_is_done_already_is_said(plain, command, capsys, done, again, words):
    if done:
        command(done)
    before = plain.read_bytes()
    assert command(again) == 1
    assert f"The data file was not changed. regulars.duckdb {words}" in capsys.readouterr().err
    assert plain.read_bytes() == before


def test_decrypting_needs_the_right_key(encrypted, command, monkeypatch, capsys):
    before = encrypted.read_bytes()
    monkeypatch.setenv("REGULARS_STORE_KEY", "another key than that")
    assert command("decrypt") == 1
    assert "another key than the one in REGULARS_STORE_KEY" in capsys.readouterr().err
    monkeypatch.delenv("REGULARS_STORE_KEY")
    assert command("decrypt") == 1
    assert "There is no key." in capsys.readouterr().err
    assert encrypted.read_bytes() == before


def test_a_file_in_use_is_not_converted(plain, command, capsys):
    code = (
        "import pathlib, sys; from regulars.store.store import Store\n"
        "store = Store.open(pathlib.Path(sys.argv[1])); print('open', flush=True)\n"
        "sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, plain],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        assert command("encrypt") == 1
    finally:
        holder.communicate()
    assert "The data file was not changed. regulars.duckdb is open." in capsys.readouterr().err
    assert CUSTOMER in str(held(plain, None))


def test_a_conversion_that_differs_is_thrown_away(plain, command, capsys, monkeypatch):
    from regulars.store import encryption

    write_anew = encryption.write_anew

    def write_less(path, key, part, new_key):
        write_anew(path, key, part, new_key)
        with Store.open(part, store_key=new_key) as store, store.write() as cursor:
            cursor.execute("update exports.receipt_line set item = 'x' where receipt_id like '%30'")

    monkeypatch.setattr(encryption, "write_anew", write_less)
    assert command("encrypt") == 1
    assert "does not hold what the old one holds" in capsys.readouterr().err
    assert [path.name for path in plain.parent.iterdir()] == ["regulars.duckdb"]
    assert CUSTOMER in str(held(plain, None))


def test_a_shop_opens_its_own_file_with_the_key_and_the_sample_without(
    tmp_path, encrypted, sample_path
):
    settings = Settings(data_dir=tmp_path / "data", store_key=KEY)
    shutil.copy(sample_path, settings.sample_path("cafe"))
    shop = Shop.open(settings)
    shop.show_sample()
    assert shop.own.store_key == KEY
    assert shop.store.store_key is None
    assert rows_of(shop.own, "select distinct customer_name from facts.customer") == [(CUSTOMER,)]
    shop.close()


def test_importing_into_a_new_data_file_makes_an_encrypted_one(tmp_path, command, built):
    ((_, path),) = write_exports(tmp_path, sales=SALES)
    assert command("import", path) == 0
    assert files_telling(tmp_path / "data", CUSTOMER) == []
    assert os.stat(tmp_path / "data" / "regulars.duckdb").st_mode & 0o777 == 0o600  # noqa: PTH116
    assert command("backup") == 0
    assert files_telling(tmp_path / "data", CUSTOMER) == []
