"""A folder whose files are imported as they arrive."""

import json
from pathlib import Path

import pytest

from regulars.errors import ImportFailed, StoreBusy
from regulars.jobs.watched_folder import QUIET_SECONDS, Outcome, look_round


class Folder:
    """A watched folder, and a clock that is moved by hand."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.taken: list[str] = []
        self.told: list[str] = []
        self.trouble: Exception | None = None
        self._seen, self._now = {}, 100.0
        for place in ("done", "failed"):
            (path / place).mkdir(parents=True)

    def put(self, name: str, text: str = "a,b\n1,2\n") -> None:
        (self.path / name).write_text(text)

    def look(self, after: float = QUIET_SECONDS) -> None:
        self._now += after
        self._seen = look_round(self.path, self._seen, self._now, self._take, self.told.append)

    def _take(self, path: Path) -> Outcome:
        if self.trouble is not None:
            raise self.trouble
        self.taken.append(path.name)
        is_done = "bad" not in path.name
        return Outcome(is_done, f"{path.name}: 1 kept", [{"file": path.name}])

    def listing(self, place: str = ".") -> list[str]:
        return sorted(file.name for file in (self.path / place).iterdir() if file.is_file())


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path / "drop")


def test_a_file_is_taken_once_it_is_left_alone_and_moved_with_its_report(folder):
    folder.put("till.csv")
    folder.look()
    assert folder.taken == []
    folder.look()
    assert folder.taken == ["till.csv"]
    assert folder.listing() == []
    assert folder.listing("done") == ["till.csv", "till.csv.report.json"]
    report = json.loads((folder.path / "done" / "till.csv.report.json").read_text())
    assert report == {"words": "till.csv: 1 kept", "reports": [{"file": "till.csv"}]}
    assert folder.told == ["till.csv: 1 kept"]


def test_a_file_that_is_still_being_written_is_left_alone(folder):
    for lines in range(1, 6):
        folder.put("till.csv", "a,b\n" + "1,2\n" * lines)
        folder.look()
    assert folder.taken == []
    folder.look(after=QUIET_SECONDS / 2)
    assert folder.taken == []
    folder.look(after=QUIET_SECONDS / 2)
    assert folder.taken == ["till.csv"]


@pytest.mark.parametrize("name", ["till.csv.part", "till.crdownload", ".till.csv", "~$till.xlsx"])
def test_what_is_half_downloaded_or_hidden_is_left_alone(folder, name):
    folder.put(name)
    for _ in range(3):
        folder.look()
    assert folder.taken == []
    assert folder.listing() == [name]


def test_an_empty_file_waits_for_its_content(folder):
    folder.put("till.csv", "")
    for _ in range(3):
        folder.look()
    assert folder.taken == []


def test_what_cannot_be_taken_goes_to_failed_with_the_reason(folder):
    folder.put("bad.csv")
    folder.look()
    folder.look()
    assert folder.listing("failed") == ["bad.csv", "bad.csv.report.json"]


def test_an_import_that_fails_in_words_does_not_stop_the_watch(folder):
    folder.trouble = ImportFailed("till.csv is a PDF.")
    folder.put("till.csv")
    folder.look()
    folder.look()
    assert folder.listing("failed") == ["till.csv", "till.csv.report.json"]
    folder.trouble = None
    folder.put("more.csv")
    folder.look()
    folder.look()
    assert folder.listing("done") == ["more.csv", "more.csv.report.json"]


def test_a_file_waits_while_the_data_file_is_in_use(folder):
    folder.trouble = StoreBusy("another program has it open")
    folder.put("till.csv")
    folder.look()
    folder.look()
    assert folder.listing() == ["till.csv"]
    folder.trouble = None
    folder.look()
    assert folder.listing("done") == ["till.csv", "till.csv.report.json"]


def test_the_same_name_again_keeps_both(folder):
    for _ in range(2):
        folder.put("till.csv")
        folder.look()
        folder.look()
    assert len(folder.listing("done")) == 4
    assert folder.taken == ["till.csv", "till.csv"]
