"""Ask the public databases whether a weakness is known in a package of the lock files.

Exit code 1 if there is one. Where the databases cannot be reached, that is said, and nothing fails:
whoever works without a network goes on working. One package is asked about first, for a network
that is not there may take minutes to say so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
FIRST_ANSWER_SECONDS = 10
LONGEST_SECONDS = 120


def main() -> int:
    """Look up every package of both lock files, and tell what was found."""
    looked_up: dict[str, bool] = {}
    weaknesses: set[str] = set()
    for name in LOCK_FILES if _is_anybody_there() else ():
        packages = _look_up(PROJECT_DIR / name, LONGEST_SECONDS)
        if packages is None:
            break
        for package in packages:
            looked_up[package["name"]] = "skip_reason" not in package
            weaknesses |= {
                f"{package['name']} {package['version']}: {found['id']}, mended in "
                + (", ".join(found["fix_versions"]) or "no version yet")
                for found in package.get("vulns", ())
            }
    if not any(looked_up.values()):
        print("Advisories: not checked, the databases cannot be reached.")
        return 0
    for weakness in sorted(weaknesses):
        print(weakness)
    print(
        f"Advisories: {len(weaknesses)} for the {sum(looked_up.values())} packages that could be "
        f"looked up, of {len(looked_up)}."
    )
    return 1 if weaknesses else 0


def _is_anybody_there() -> bool:
    """Whether the databases answer about one package."""
    lines = (PROJECT_DIR / LOCK_FILES[0]).read_text(encoding="utf-8").splitlines()
    starts = [place for place, line in enumerate(lines) if line and line[0] not in " #"]
    with TemporaryDirectory() as folder:
        first = Path(folder) / "first.lock"
        first.write_text("\n".join(lines[starts[0] : starts[1]]) + "\n", encoding="utf-8")
        packages = _look_up(first, FIRST_ANSWER_SECONDS) or []
    return any("skip_reason" not in package for package in packages)


def _look_up(lock_file: Path, seconds: int) -> list[dict[str, object]] | None:
    """What pip-audit says of each package; None if nobody answered in time."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock_file)]
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=seconds)
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, subprocess.TimeoutExpired):
        return None


if __name__ == "__main__":
    sys.exit(main())
