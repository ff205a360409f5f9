"""Started without the program's own command: the same refusal, in words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from regulars.settings import PROJECT_DIR
from tests.deploy.proxies import free_port

STREAMLIT = ["-m", "streamlit", "run", "app.py", "--server.port={port}"]


@pytest.mark.parametrize(
    ("command", "settings", "words"),
    [
        ([*STREAMLIT, "--server.address=0.0.0.0"], {}, "person add NAME --role manager"),
        (STREAMLIT, {"REGULARS_COUNTRY": "Utopia"}, "two letters"),
    ],
    ids=["open", "setting"],
)
def test_a_start_that_is_refused_ends_in_words(
    command: list[str],
    settings: dict[str, str],
    words: str,
    tmp_path: Path,
    data_dir: Callable[[Path], Path],
) -> None:
    folder = data_dir(tmp_path)
    ended = subprocess.run(
        [sys.executable, *(part.format(port=free_port()) for part in command)],
        cwd=PROJECT_DIR,
        env={**os.environ, "REGULARS_DATA_DIR": str(folder), **settings},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode != 0
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    # Streamlit's own greeting would ask a server elsewhere for this network's address.
    assert "external IP" not in ended.stdout + ended.stderr
    assert "Streamlit" not in ended.stdout
