"""What is installed is what was tested: every package pinned, with the hashes of its files."""

import re
from pathlib import Path

import pytest

from regulars.settings import PROJECT_DIR

PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def direct(name: str) -> dict[str, str]:
    return dict(PINNED.findall((PROJECT_DIR / name).read_text()))


def locked(name: str) -> dict[str, str]:
    """Package -> what the lock file says of it, up to the next package."""
    text = (PROJECT_DIR / name).read_text()
    starts = [*(found.start() for found in PINNED.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in zip(starts, starts[1:], strict=False)]
    return {part.split("==")[0]: part for part in parts}


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        ("requirements.txt", "requirements.lock"),
        ("requirements.txt", "requirements-dev.lock"),
        ("requirements-dev.txt", "requirements-dev.lock"),
    ],
)
def test_the_lock_file_has_what_is_wanted_at_that_version(wanted, lock):
    packages = locked(lock)
    for name, version in direct(wanted).items():
        assert packages.get(name, "").startswith(f"{name}=={version} "), f"make lock: {name}"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_each_package_has_hashes_and_no_address(lock):
    for name, part in locked(lock).items():
        assert "--hash=sha256:" in part, name
    assert "://" not in Path(PROJECT_DIR / lock).read_text()


def test_tests_run_on_what_is_served():
    served, tested = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: tested.get(name) for name in served} == served
