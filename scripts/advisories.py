"""Ask the public databases whether a weakness is known in a package of the lock files.

Exit code 1 if there is one. Where the databases cannot be reached, that is said, and nothing fails:
whoever works without a network goes on working.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent.parent
LOCK_FILES = ("requirements.lock", "requirements-dev.lock")
LONGEST_SECONDS = 120


def main() -> int:
    """Look up every package of both lock files, and tell what was found."""
    looked_up: dict[str, bool] = {}
    weaknesses: set[str] = set()
    for name in LOCK_FILES:
        packages = _look_up(PROJECT_DIR / name)
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


def _look_up(lock_file: Path) -> list[dict[str, object]] | None:
    """What pip-audit says of each package; None if it could ask nobody."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(lock_file)]
    options = ["--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, timeout=LONGEST_SECONDS
        )
        return json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, subprocess.TimeoutExpired):
        return None


if __name__ == "__main__":
    sys.exit(main())
