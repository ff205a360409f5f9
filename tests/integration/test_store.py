"""The data file: all or nothing, one writer, nothing else on disk."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import duckdb
import pytest

from regulars.errors import StoreBusy, StoreFailed
from regulars.settings import StoreKey
from regulars.store.datafile import explain_failure
from regulars.store.store import Store
from tests.tables import contents, rows_of

KEY = StoreKey("a key for these tests only", is_weak=True)
KINDS = pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])

ADD = "insert into desk.setting values (?, 'value')"
NAMES = "select name from desk.setting order by name"


@pytest.fixture
def key():
    """A plain data file, where a test does not ask for both kinds."""
    return


@pytest.fixture
def store(tmp_path, key):
    with Store.open(tmp_path / "shop.duckdb", store_key=key) as opened:
        yield opened


def names(store: Store) -> list[str]:
    return [name for (name,) in rows_of(store, NAMES)]


@KINDS
def test_a_new_file_has_its_schemas_and_its_folder_is_made(tmp_path, key):
    path = tmp_path / "some" / "folder" / "shop.duckdb"
    with Store.open(path, store_key=key) as store:
        tables = {table.split(".")[0] for table in contents(store)}
    assert tables == {"exports", "desk", "file"}
    # For this account only.
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@KINDS
def test_what_was_written_is_there_after_a_restart(tmp_path, key):
    path = tmp_path / "shop.duckdb"
    with Store.open(path, store_key=key) as store, store.write() as cursor:
        cursor.execute(ADD, ["a"])
    with Store.open(path, store_key=key) as store:
        assert names(store) == ["a"]


@KINDS
def test_a_file_that_is_up_to_date_is_opened_without_being_written(tmp_path, key):
    path = tmp_path / "shop.duckdb"
    Store.open(path, store_key=key).close()
    before = path.read_bytes()
    Store.open(path, store_key=key).close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "leave_it",
    [
        "create or replace macro prepared_as() as 'an earlier version'",
        "drop macro prepared_as",
    ],
)
def test_macros_of_an_earlier_version_are_brought_up_to_date(tmp_path, leave_it):
    path = tmp_path / "shop.duckdb"
    with Store.open(path) as store, store.write() as cursor:
        cursor.execute("create or replace macro key_text(row_key) as 'outdated'")
        cursor.execute(leave_it)
    with Store.open(path) as store, store.read() as cursor:
        assert cursor.execute("select key_text(255)").fetchone() == ("FF",)


def test_a_write_is_all_or_nothing(store):
    def write_and_fail():
        with store.write() as cursor:
            cursor.execute(ADD, ["a"])
            cursor.execute("create table desk.later (x integer)")
            1 / 0  # noqa: B018

    pytest.raises(ZeroDivisionError, write_and_fail)
    assert names(store) == []
    assert "desk.later" not in contents(store)


def test_a_write_that_the_database_refuses_leaves_nothing(store):
    def write_twice():
        with store.write() as cursor:
            cursor.execute(ADD, ["a"])
            cursor.execute(ADD, ["a"])

    pytest.raises(duckdb.ConstraintException, write_twice)
    assert names(store) == []


def test_writing_goes_on_after_a_failed_write(store):
    with pytest.raises(ZeroDivisionError), store.write():
        1 / 0  # noqa: B018
    with store.write() as cursor:
        cursor.execute(ADD, ["b"])
    assert names(store) == ["b"]


@KINDS
def test_a_reader_sees_the_state_from_before_until_it_is_committed(store):
    with store.write() as cursor:
        cursor.execute(ADD, ["a"])
        assert names(store) == []
    assert names(store) == ["a"]


def test_the_version_moves_with_every_write_and_with_nothing_else(store):
    versions = [store.version]
    names(store)
    versions.append(store.version)
    with store.write() as cursor:
        cursor.execute(ADD, ["a"])
        versions.append(store.version)
    versions.append(store.version)
    with pytest.raises(ZeroDivisionError), store.write():
        1 / 0  # noqa: B018
    versions.append(store.version)
    with store.write():
        pass
    versions.append(store.version)
    assert versions == [1, 1, 1, 2, 2, 3]


def test_the_key_tells_one_opening_from_another(tmp_path):
    path = tmp_path / "shop.duckdb"
    with Store.open(path) as first:
        pass
    with Store.open(path) as second, Store.open(tmp_path / "other.duckdb") as third:
        assert len({first.key, second.key, third.key}) == 3


def test_writers_wait_for_each_other(store):
    is_in, may_leave, order = Event(), Event(), []

    def first():
        with store.write() as cursor:
            cursor.execute(ADD, ["first"])
            is_in.set()
            may_leave.wait(10)
            order.append("first")

    def second():
        with store.write() as cursor:
            order.append("second")
            cursor.execute(ADD, ["second"])

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert is_in.wait(10)
    threads[1].start()
    threads[1].join(0.3)  # time enough to get in, were the door open
    assert order == []
    may_leave.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second"]
    assert names(store) == ["first", "second"]


@KINDS
def test_two_readers_at_once_do_not_mix_up_their_results(store):
    with store.read() as one, store.read() as other:
        one.execute("select 1 union all select 1")
        other.execute("select 2 union all select 2")
        assert one.fetchall() == [(1,), (1,)]
        assert other.fetchall() == [(2,), (2,)]


@KINDS
def test_sql_reads_files_from_the_readable_folders_only(tmp_path, key):
    inside, outside = tmp_path / "spool", tmp_path / "private"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.csv").write_text("x\n1\n")
    with Store.open(tmp_path / "shop.duckdb", readable=[inside], store_key=key) as store:
        assert rows_of(store, f"select x from read_csv('{inside}/a.csv')") == [(1,)]
        for sql in (
            f"select * from read_csv('{outside}/a.csv')",
            f"select * from '{outside}/a.csv'",
            f"select * from read_csv('{inside}/../private/a.csv')",
            f"select * from read_text('{outside}/a.csv')",
            f"select * from glob('{outside}/*')",
            f"copy (select 1) to '{outside}/b.csv'",
            f"attach '{outside}/b.duckdb'",
            "install httpfs",
            "set enable_external_access = true",
            f"set allowed_directories = ['{outside}']",
        ):
            with pytest.raises(duckdb.Error):
                rows_of(store, sql)
    assert sorted(path.name for path in outside.iterdir()) == ["a.csv"]


def test_a_folder_with_an_apostrophe_may_be_readable(tmp_path):
    folder = tmp_path / "Ana's exports"
    folder.mkdir()
    (folder / "a.csv").write_text("x\n1\n")
    path = str(folder / "a.csv").replace("'", "''")
    with Store.open(tmp_path / "shop.duckdb", readable=[folder]) as store:
        assert rows_of(store, f"select x from read_csv('{path}')") == [(1,)]


def test_without_readable_folders_sql_reads_no_file(store, tmp_path):
    (tmp_path / "a.csv").write_text("x\n1\n")
    with pytest.raises(duckdb.Error):
        rows_of(store, f"select * from read_csv('{tmp_path}/a.csv')")


@KINDS
def test_a_second_process_is_told_that_the_file_is_in_use(tmp_path, key):
    path = tmp_path / "shop.duckdb"
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib; from regulars.store.store import Store, StoreKey\n"
            "key = StoreKey(sys.argv[2], is_weak=True) if sys.argv[2] else None\n"
            "store = Store.open(pathlib.Path(sys.argv[1]), store_key=key)\n"
            "print('open', flush=True)\n"
            "sys.stdin.read()",
            path,
            key.text if key else "",
        ],
        cwd=Path(__file__).resolve().parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with pytest.raises(StoreBusy) as caught:
            Store.open(path, store_key=key)
    finally:
        holder.communicate()
    assert caught.value.message.startswith(f"shop.duckdb is open by process {holder.pid}.")
    assert "stop it first" in caught.value.message
    with Store.open(path, store_key=key) as store:
        assert names(store) == []


def test_a_file_of_another_duckdb_is_explained(tmp_path):
    said = (
        "Trying to read a database file with version number 5000, but we can only read storage "
        "versions between 64 and 999."
    )
    failure = explain_failure(tmp_path / "shop.duckdb", duckdb.IOException(said))
    assert failure.message.startswith("shop.duckdb was written by another version of DuckDB")


def test_a_damaged_file_is_not_taken_for_one_in_use(tmp_path):
    path = tmp_path / "shop.duckdb"
    with Store.open(path) as store, store.write() as cursor:
        cursor.execute("create table desk.much as select range as x from range(100000)")
    whole = path.read_bytes()
    path.write_bytes(whole[:12288] + bytes(len(whole) - 12288))
    with pytest.raises(StoreFailed, match="cannot be opened as a data file") as caught:
        Store.open(path)
    assert not isinstance(caught.value, StoreBusy)


@pytest.mark.parametrize("content", [b"not a database at all" * 500, b"%PDF-1.7"])
def test_a_file_of_another_program_is_refused_and_left_alone(tmp_path, content):
    path = tmp_path / "shop.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreFailed, match="shop.duckdb cannot be opened as a data file"):
        Store.open(path)
    assert path.read_bytes() == content


def another_programs_database(path: Path) -> Path:
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table orders as select 1 as order_id")
    return path


def test_another_programs_database_is_refused_and_nothing_is_written_to_it(tmp_path):
    path = another_programs_database(tmp_path / "shop.duckdb")
    with pytest.raises(StoreFailed, match='database of another program: it holds "orders"'):
        Store.open(path)
    with duckdb.connect(str(path)) as connection:
        tables = connection.execute("select table_name from information_schema.tables").fetchall()
    assert tables == [("orders",)]


def test_a_refused_database_is_not_held_open(tmp_path):
    path = another_programs_database(tmp_path / "shop.duckdb")
    with pytest.raises(StoreFailed) as caught:
        Store.open(path)
    assert caught.traceback  # still alive, and with it the connection, had nobody closed it
    subprocess.run(
        [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1]).close()", path],
        check=True,
    )


def test_a_folder_that_cannot_be_made_is_explained(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreFailed, match="cannot be created or opened"):
        Store.open(tmp_path / "file" / "shop.duckdb")


def test_a_closed_store_cannot_be_read(tmp_path):
    store = Store.open(tmp_path / "shop.duckdb")
    store.close()
    with pytest.raises(duckdb.Error):
        names(store)


class Target(io.BytesIO):
    """Where a copy goes to; calls ``meanwhile`` before the first of it is written."""

    def __init__(self, meanwhile=lambda: None):
        super().__init__()
        self.meanwhile = meanwhile

    def write(self, chunk):
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return super().write(chunk)

    def names(self, path, key):
        path.write_bytes(self.getvalue())
        with Store.open(path, store_key=key) as copy:
            return names(copy)


def in_a_thread(work) -> Thread:
    """Do it in a thread of its own, and wait until it is done or 10 seconds are over."""
    thread = Thread(target=work)
    thread.start()
    thread.join(10)
    return thread


def add(store, name, how="write"):
    with getattr(store, how)() as cursor:
        cursor.execute(ADD, [name])


@KINDS
def test_a_copy_holds_what_was_committed(store, tmp_path):
    add(store, "a")
    target = Target()
    assert store.copy_to(target)["desk.setting"] == 1
    assert target.names(tmp_path / "copy.duckdb", store.store_key) == ["a"]


@KINDS
def test_readers_and_notes_go_on_while_a_copy_is_made_and_are_not_in_it(store, tmp_path):
    add(store, "before")
    read = []

    def meanwhile():
        in_a_thread(lambda: read.append(names(store)))
        in_a_thread(lambda: add(store, "noted", "note"))
        in_a_thread(lambda: read.append(names(store)))

    target = Target(meanwhile)
    counts = store.copy_to(target)
    assert read == [["before"], ["before", "noted"]]
    assert counts["desk.setting"] == 1
    assert target.names(tmp_path / "copy.duckdb", store.store_key) == ["before"]


@KINDS
def test_a_copy_is_whole_however_much_is_noted_meanwhile(store, tmp_path, monkeypatch):
    monkeypatch.setattr("regulars.store.store.COPIED_BYTES", 4096)  # most of it is read afterwards

    def note_much():
        """More than the log holds before DuckDB would bring it into the file by itself."""
        for number in range(20):
            with store.note() as cursor:
                cursor.execute(
                    "insert into desk.setting select $n || '-' || range, repeat('x', 1000) "
                    "from range(2000)",
                    {"n": number},
                )

    add(store, "before")
    target = Target(lambda: in_a_thread(note_much))
    store.copy_to(target)
    assert target.names(tmp_path / "copy.duckdb", store.store_key) == ["before"]
    assert len(names(store)) == 40001
    later = Target()
    assert store.copy_to(later)["desk.setting"] == 40001
    assert len(later.names(tmp_path / "later.duckdb", store.store_key)) == 40001


def test_a_writer_waits_until_the_copy_is_made(store, tmp_path):
    writer = Thread(target=lambda: add(store, "later"))

    def meanwhile():
        writer.start()
        writer.join(0.3)  # time enough to get in, were the door open
        assert names(store) == []

    target = Target(meanwhile)
    store.copy_to(target)
    writer.join(10)
    assert names(store) == ["later"]
    assert target.names(tmp_path / "copy.duckdb", store.store_key) == []


def test_a_copy_waits_for_who_still_reads_an_older_state(store):
    add(store, "a")
    target = Target()
    with store.read() as cursor:
        cursor.execute("begin transaction")
        cursor.execute("select * from desk.setting").fetchall()
        with store.write() as other:
            other.execute("update desk.setting set value = 'changed'")
        copying = Thread(target=store.copy_to, args=[target])
        copying.start()
        copying.join(0.3)
        assert target.getvalue() == b""
        cursor.execute("commit")
    copying.join(10)
    assert len(target.getvalue()) == store.path.stat().st_size


def test_a_reader_who_does_not_end_is_told_of_and_nothing_stays_locked(store, monkeypatch):
    monkeypatch.setattr("regulars.store.store.SETTLING_SECONDS", 0.1)
    add(store, "a")
    with store.read() as cursor:
        cursor.execute("begin transaction")
        cursor.execute("select * from desk.setting").fetchall()
        with store.write() as other:
            other.execute("update desk.setting set value = 'changed'")
        with pytest.raises(StoreFailed, match="a question has been running for over a minute"):
            store.copy_to(Target())
    assert not in_a_thread(lambda: add(store, "b")).is_alive()
    assert store.copy_to(Target())["desk.setting"] == 2


@KINDS
def test_a_copied_file_is_still_locked_against_other_processes(store):
    store.copy_to(Target())
    opened = subprocess.run(
        [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1])", store.path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Could not set lock" in opened.stderr


def test_a_copy_that_cannot_be_written_leaves_the_store_as_usual(store):
    def fail():
        raise OSError(28, "No space left on device")

    usual = rows_of(store, "select current_setting('checkpoint_threshold')")
    with pytest.raises(OSError, match="No space"):
        store.copy_to(Target(fail))
    assert rows_of(store, "select current_setting('checkpoint_threshold')") == usual
    assert not in_a_thread(lambda: add(store, "a")).is_alive()
    assert names(store) == ["a"]


def test_closing_waits_for_a_copy(store, tmp_path):
    closing = Thread(target=store.close)

    def meanwhile():
        closing.start()
        closing.join(0.3)
        assert closing.is_alive()

    target = Target(meanwhile)
    store.copy_to(target)
    closing.join(10)
    assert not closing.is_alive()
    assert target.names(tmp_path / "copy.duckdb", store.store_key) == []


# Several functions that write make one transaction


def fail_after(store, *names):
    """Something that writes in parts, and fails."""
    with store.write():
        for name in names:
            add(store, name)
        1 / 0  # noqa: B018


@KINDS
def test_a_write_within_a_write_is_a_part_of_it(store):
    with store.write():
        add(store, "a")
        add(store, "b", "note")
        assert names(store) == []
    assert names(store) == ["a", "b"]
    pytest.raises(ZeroDivisionError, fail_after, store, "c", "d")
    assert names(store) == ["a", "b"]
    add(store, "e")
    assert names(store) == ["a", "b", "e"]


def test_a_part_that_failed_is_not_forgotten(store):
    def swallow():
        with store.write():
            add(store, "a")
            with suppress(ZeroDivisionError):
                fail_after(store, "b")

    with pytest.raises(RuntimeError, match="a part of this transaction failed"):
        swallow()
    assert names(store) == []


@pytest.mark.parametrize(("outer", "inner"), [("note", {}), ("note", {"alone": True})])
def test_a_note_cannot_become_a_write(store, outer, inner):
    def widen():
        with getattr(store, outer)(), store.write(**inner):
            pass

    with pytest.raises(RuntimeError, match="a note cannot become a"):
        widen()


def test_another_thread_is_no_part_of_it(store):
    with store.write():
        add(store, "mine")
        assert not in_a_thread(lambda: add(store, "theirs", "note")).is_alive()
        assert names(store) == ["theirs"]
    assert names(store) == ["mine", "theirs"]


def test_who_writes_alone_keeps_notes_waiting(store):
    noting = Thread(target=lambda: add(store, "noted", "note"))
    with store.write(alone=True):
        noting.start()
        noting.join(0.3)  # time enough to get in, were the door open
        assert noting.is_alive()
    noting.join(10)
    assert names(store) == ["noted"]


def test_what_comes_after_the_commit(store):
    told = []
    store.when_kept(lambda: told.append("at once"))
    with store.write():
        with store.note():
            store.when_kept(lambda: told.append(names(store)))
            store.when_undone(lambda: told.append("undone"))
            add(store, "a")
        assert told == ["at once"]
    assert told == ["at once", ["a"]]


def test_what_comes_after_the_commit_may_write_again(store):
    with store.note():
        store.when_kept(lambda: add(store, "later"))
    assert names(store) == ["later"]


def test_what_is_rolled_back_is_told_and_nothing_comes_after_it(store):
    told = []

    def fail():
        with store.note():
            store.when_kept(lambda: told.append("kept"))
            store.when_undone(lambda: told.append(names(store)))
            add(store, "a", "note")
            1 / 0  # noqa: B018

    pytest.raises(ZeroDivisionError, fail)
    assert told == [[]]


def test_is_writing_tells_a_write_from_a_note(store):
    seen = [store.is_writing]
    with store.note():
        seen.append(store.is_writing)
    with store.write():
        seen.append(store.is_writing)
        with store.note():
            seen.append(store.is_writing)
    assert seen == [False, False, True, True]


def test_a_note_moves_the_version_of_the_tables_that_it_names(store):
    def versions():
        return [store.version_of(tables) for tables in (["desk.note"], ["desk.thanks"], [])]

    assert versions() == [1, 1, 1]
    with store.note("desk.note"):
        pass
    assert versions() == [2, 1, 1]
    assert store.version_of(["desk.thanks", "desk.note"]) == 2
    with store.note(), store.note("desk.thanks"):
        assert versions() == [2, 1, 1]
    assert versions() == [2, 3, 1]
    with store.write():
        pass
    assert versions() == [4, 4, 4]
    with pytest.raises(ZeroDivisionError), store.note("desk.note"):
        1 / 0  # noqa: B018
    assert versions() == [4, 4, 4]


def bring_words(cursor: duckdb.DuckDBPyConnection, noted: str) -> None:
    """What was noted meanwhile, in the tests of a file that is built beside."""
    cursor.execute("delete from desk.setting")
    cursor.execute(f"insert into desk.setting by name from {noted}.desk.setting")


def set_words(store: Store, name: str, words: str) -> None:
    with store.note("desk.setting") as cursor:
        cursor.execute(
            "insert or replace into desk.setting (name, value) values ($name, $words)",
            {"name": name, "words": words},
        )


def words_of(store: Store) -> dict[str, str]:
    with store.read() as cursor:
        return dict(cursor.execute("select name, value from desk.setting").fetchall())


@pytest.fixture
def built(tmp_path: Path, new_path: Path) -> Iterator[tuple[Store, Path]]:
    """A store, and a copy of it in which something else was written since."""
    path, part = tmp_path / "shop.duckdb", tmp_path / "spool" / "part.duckdb"
    part.parent.mkdir()
    path.write_bytes(new_path.read_bytes())
    with Store.open(path, readable=[part.parent]) as store:
        set_words(store, "before", "there")
        with part.open("wb") as file:
            store.copy_to(file)
        with Store.open(part) as other, other.write() as cursor:
            cursor.execute("insert into exports.change (change_no) values (7)")
        yield store, part


def changes(store: Store) -> list[tuple[int]]:
    with store.read() as cursor:
        return cursor.execute("select change_no from exports.change").fetchall()


def test_a_file_built_beside_takes_the_place(built: tuple[Store, Path]) -> None:
    store, part = built
    set_words(store, "meanwhile", "noted")
    version = store.version
    called: list[str] = []
    with store.replaced_by(part, bring_words):
        assert changes(store) == []
        assert store.is_writing
        set_words(store, "within", "too")
        store.when_kept(lambda: called.append("kept"))
        assert not called
    assert called == ["kept"]
    assert store.version > version
    assert changes(store) == [(7,)]
    everything = {"before": "there", "meanwhile": "noted", "within": "too"}
    assert words_of(store) == everything
    assert not part.exists()
    set_words(store, "after", "still")
    store.close()
    with Store.open(store.path) as reopened:
        assert words_of(reopened) == {**everything, "after": "still"}
        assert changes(reopened) == [(7,)]


def test_what_fails_within_leaves_the_file_of_before(built: tuple[Store, Path]) -> None:
    store, part = built
    undone: list[str] = []

    def fail() -> None:
        with store.replaced_by(part, bring_words):
            store.when_undone(lambda: undone.append("undone"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert undone == ["undone"]
    assert changes(store) == []
    assert words_of(store) == {"before": "there"}
    with store.replaced_by(part, bring_words):
        pass
    assert changes(store) == [(7,)]


def test_what_is_noted_while_notes_are_brought_along_is_brought_too(
    built: tuple[Store, Path],
) -> None:
    store, part = built
    calls: list[str] = []

    def bring(cursor: duckdb.DuckDBPyConnection, noted: str) -> None:
        bring_words(cursor, noted)
        calls.append(noted)
        if len(calls) == 1:
            noting = Thread(target=set_words, args=(store, "late", "noted"))
            noting.start()
            noting.join()

    with store.replaced_by(part, bring):
        pass
    assert len(calls) == 2
    assert words_of(store)["late"] == "noted"


def test_who_keeps_asking_does_not_keep_a_file_from_its_place(
    built: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two that take turns, so that there is always a question running."""
    monkeypatch.setattr("regulars.store.store.SWAPPING_TRIES", 1)
    store, part = built
    is_done = Event()
    turns = [Event(), Event()]

    def ask(mine: Event, other: Event) -> None:
        while not is_done.is_set():
            with store.read() as cursor:
                mine.set()
                # One that waits for its turn lets this one go.
                other.wait(0.3)
                other.clear()
                cursor.execute("select 1").fetchall()

    asking = [
        Thread(target=ask, args=pair) for pair in ((turns[0], turns[1]), (turns[1], turns[0]))
    ]
    for thread in asking:
        thread.start()
    for turn in turns:
        turn.wait()
    try:
        with store.replaced_by(part, bring_words):
            pass
    finally:
        is_done.set()
        for thread in asking:
            thread.join()
    assert changes(store) == [(7,)]


def test_who_reads_already_may_read_on_while_a_file_waits_for_its_place(
    built: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regulars.store.store.SWAPPING_TRIES", 1)
    store, part = built
    is_reading, is_draining = Event(), Event()
    found: list[list[tuple[int]]] = []

    def read_twice() -> None:
        with store.read():
            is_reading.set()
            is_draining.wait()
            found.append(changes(store))

    drain = store._drain

    def tell_and_drain() -> bool:
        is_draining.set()
        return drain()

    monkeypatch.setattr(store, "_drain", tell_and_drain)
    reading = Thread(target=read_twice)
    reading.start()
    is_reading.wait()
    with store.replaced_by(part, bring_words):
        pass
    reading.join()
    assert found == [[]]
