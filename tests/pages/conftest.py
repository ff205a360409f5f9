"""The frame, run without a browser, on stores of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from regulars.settings import Settings
from regulars.shop import Shop

ROOT = Path(__file__).resolve().parent.parent.parent
FRAME = ROOT / "regulars" / "web" / "frame.py"


@pytest.fixture(scope="session")
def sample_dir(data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as the very first start leaves it: the sample café is shown."""
    folder = data_dir(tmp_path_factory.mktemp("sample"))
    Shop.open(Settings(data_dir=folder)).close()
    return folder


@pytest.fixture(scope="session")
def empty_dir(data_dir: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose shop left the sample and has nothing yet."""
    folder = data_dir(tmp_path_factory.mktemp("empty"))
    shop = Shop.open(Settings(data_dir=folder))
    shop.leave_sample()
    shop.close()
    return folder


@pytest.fixture
def open_screen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open one screen through the frame: ``open_screen(data_dir, "lapsed", period="All time")``."""

    def open_one(data_dir: Path, name: str, **query: str) -> AppTest:
        monkeypatch.setenv("REGULARS_DATA_DIR", str(data_dir))
        test = AppTest.from_file(str(FRAME), default_timeout=60)
        for key, value in query.items():
            test.query_params[key] = value
        test.switch_page(str(ROOT / "pages" / f"{name}.py"))
        return test.run()

    return open_one
