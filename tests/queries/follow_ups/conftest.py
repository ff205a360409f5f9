"""One shop whose complaints many tests take up; what they write is taken away again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from regulars.intake.file_import import take
from regulars.store.store import Store
from tests.queries.follow_ups.shops import OPEN, directory, survey, weekly
from tests.tables import use_one_thread, write_exports

NAMES = ("ana", "ben", "cyd", "dov", "eva")


@pytest.fixture(scope="package")
def _taken_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("follow-ups")
    with Store.open(folder / "store.duckdb", readable=[folder]) as store:
        use_one_thread(store)
        files = write_exports(
            folder,
            directory=directory(*NAMES),
            sales=OPEN + weekly(*NAMES),
            survey=survey(
                "2026-03-20 | ana@x.org | 6 | 4 | 4 | Too slow",
                "2026-03-20 | ben@x.org | 1 | 4 | 4 |",
                "2026-03-20 | cyd@x.org | 5 | 4 | 4 |",
                "2026-03-20 | dov@x.org | 5 | 4 | 4 |",
                "2026-01-05 | eva@x.org | 4 | 4 | 4 |",
                "2026-03-19 | eva@x.org | 9 | 5 | 5 | The door sticks",
            ),
        )
        assert [report.error for report in take(store, files)] == [None] * 3
        yield store


@pytest.fixture
def shop(_taken_in: Store) -> Store:
    """Four complained on 20 March, the last day of the survey; Eva is history, and happy now."""
    with _taken_in.write() as cursor:
        for table in ("follow_up", "follow_up_step", "praise"):
            cursor.execute(f"delete from desk.{table}")
    return _taken_in
