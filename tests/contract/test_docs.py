"""docs/ says what the code says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from regulars import __version__
from regulars.app.screens import SCREENS

ROOT = Path(__file__).resolve().parent.parent.parent
DECISIONS = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_metrics_are_written_from_the_headers_of_today() -> None:
    check = [sys.executable, str(ROOT / "scripts" / "docs.py"), "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "queries").rglob("*.sql")), ids=lambda p: p.stem)
def test_a_decision_that_a_header_names_is_there(path: Path) -> None:
    head = " ".join(
        line[2:].strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("--")
    )
    for title in re.findall(r'docs/decisions\.md, "([^"]+)"', head):
        assert f"## {title}\n" in DECISIONS


def test_the_readme_names_every_listed_screen_and_no_file_that_is_not_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for screen in SCREENS:
        assert f"| {screen.title} |" in readme
    for path in re.findall(r"\]\(([^)#]+)\)", readme):
        assert path.startswith("http") or (ROOT / path).exists(), path


def test_the_newest_section_of_the_changelog_is_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)[0] == __version__
