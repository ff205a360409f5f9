"""Who may import what, and what nobody may use: read from the source, run nothing."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]

# Where the clock may be read, and what for. Everything else is told the day: ``as_of``.
CLOCK_READERS = {
    "regulars/clock.py": "backups, sessions, links and the log say when",
    "regulars/intake/": "an import is stamped with the moment it was made",
    "regulars/jobs/": "a file of a name that was there before gets the moment into its name",
}


def program_files() -> Iterator[Path]:
    """The Python that runs in a shop: no tests, no scripts, no benchmarks."""
    yield from REPOSITORY.glob("app.py")
    for folder in ("pages", "regulars"):
        yield from sorted((REPOSITORY / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path)))


def imported_by(path: Path) -> Iterator[str]:
    """Every name that a file imports, in full: ``from a import b`` is ``a.b``."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def dotted(node: ast.AST) -> str:
    """``a.b.c`` for the expression a.b.c, and '' for anything that is not such a chain."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (before := dotted(node.value)):
        return f"{before}.{node.attr}"
    return ""


def names_used_in(path: Path) -> set[str]:
    """Every imported name and every dotted expression."""
    return {*imported_by(path), *(dotted(node) for node in nodes(path))}


def reads_environment(name: str) -> bool:
    return name.startswith(("os.environ", "os.getenv"))


def reads_clock(name: str) -> bool:
    return name.endswith(
        (
            *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
            *("Timestamp.now", "Timestamp.utcnow", "Timestamp.today"),
        )
    )


def is_in(package: str, name: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_pages_import_only_from_the_web_package_and_name_rows() -> None:
    strangers = {
        f"{name_of(path)} imports {name}"
        for path in (REPOSITORY / "pages").glob("**/*.py")
        for name in imported_by(path)
        if not any(is_in(one, name) for one in ("regulars.web", "regulars.app.rows", "__future__"))
    }
    assert strangers == set()


# What lies below regulars.app; functions of these ask or write.
BELOW_APP = tuple(
    f"regulars.{package}"
    for package in ("records", "facts.build", "identity", "intake", "questions", "store.store")
)
# These read what comes with the program, and nobody's data.
READS_NO_DATA = {
    "regulars.records.word_changes.house_words",
    "regulars.intake.fields.asked_fields",
    "regulars.questions.every_question",
}


def test_screens_and_terminal_take_no_function_from_below_the_application_floor() -> None:
    """Types, limits and lists of words are let through by pyproject.toml, one by one."""
    taken = {
        f"{name_of(path)}: {name}"
        for folder in ("web", "cli")
        for path in sorted((REPOSITORY / "regulars" / folder).rglob("*.py"))
        for name in imported_by(path)
        if any(is_in(package, name) for package in BELOW_APP)
        and not name.rpartition(".")[2][0].isupper()
        and name not in READS_NO_DATA
    }
    assert taken == set()


def test_only_the_floor_opens_a_cursor() -> None:
    """Screens have no store in their hands; of the terminal only the backtest reads by itself."""
    users = {
        f"{name_of(path)}: {used}"
        for folder in ("web", "cli")
        for path in sorted((REPOSITORY / "regulars" / folder).rglob("*.py"))
        for used in names_used_in(path)
        if used.endswith((".store.read", ".store.write", ".store.note", ".own.read", ".own.write"))
    }
    assert users == {"regulars/cli/outlook.py: session.store.read"}


def test_only_settings_reads_the_environment() -> None:
    readers = {name_of(p) for p in program_files() if any(map(reads_environment, names_used_in(p)))}
    assert readers == {"regulars/settings.py"}


def test_the_clock_is_read_only_where_the_moment_itself_is_meant() -> None:
    readers = {name_of(p) for p in program_files() if any(map(reads_clock, names_used_in(p)))}
    assert {name for name in readers if not name.startswith(tuple(CLOCK_READERS))} == set()


def test_nothing_draws_with_plotly_express() -> None:
    users = {
        name_of(path)
        for path in program_files()
        if any(is_in("plotly.express", name) for name in imported_by(path))
    }
    assert users == set()


def test_no_html_is_passed_through_unescaped() -> None:
    users = {
        f"{name_of(path)}:{node.value.lineno}"
        for path in program_files()
        for node in nodes(path)
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html"
    }
    assert users == set()


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import os\nos.environ['HOME']", True),
        ("from os import getenv", True),
        ("import os\nos.getcwd()", False),
    ],
)
def test_reading_the_environment_is_noticed(tmp_path: Path, source: str, used: bool) -> None:
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert any(map(reads_environment, names_used_in(path))) is used


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import datetime as dt\ndt.datetime.now(dt.UTC)", True),
        ("from datetime import date\ntoday = date.today", True),
        ("import pandas as pd\npd.Timestamp.now()", True),
        ("from datetime import date\ndate(2024, 1, 1)", False),
    ],
)
def test_reading_the_clock_is_noticed(tmp_path: Path, source: str, used: bool) -> None:
    path = tmp_path / "module.py"
    path.write_text(source, encoding="utf-8")
    assert any(map(reads_clock, names_used_in(path))) is used


def test_imports_within_the_package_point_down() -> None:
    """The layers are drawn in pyproject.toml; import-linter reads them there."""
    check = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache", "--no-logo"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert check.returncode == 0, check.stdout + check.stderr


@pytest.mark.parametrize(
    "package",
    sorted(path.parent.name for path in REPOSITORY.glob("regulars/*/__init__.py")),
)
def test_a_package_says_what_it_may_touch(package: str) -> None:
    text = (REPOSITORY / "regulars" / package / "__init__.py").read_text(encoding="utf-8")
    assert "It may " in str(ast.get_docstring(ast.parse(text)))


def test_the_map_names_every_package() -> None:
    told = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\w+", told[told.index("regulars/\n") : told.index("queries/\n")]))
    packages = {path.parent.name for path in REPOSITORY.glob("regulars/*/__init__.py")}
    modules = {path.stem for path in REPOSITORY.glob("regulars/*.py")}
    assert (packages | modules) - {"__init__", "__main__"} <= drawn
