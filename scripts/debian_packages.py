"""Install Debian's packages for the tests, where that is possible: as root, with apt-get."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

__all__ = ["install"]


def install(*packages: str) -> bool:
    """Install packages; what happens meanwhile goes to stderr.

    Returns:
        Whether they are there now; False, too, where nothing may be installed.
    """
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    print(f"Installing {' and '.join(packages)} with apt-get ...", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        # apt's own output belongs on stderr, too: stdout is for answers.
        done = subprocess.run(command, stdout=sys.stderr, env=environment, check=False)
    return done.returncode == 0
