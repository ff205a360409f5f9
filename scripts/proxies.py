"""Get nginx and Caddy, behind which tests/deploy starts a server; without them those are skipped.

Only the programs are wanted: neither is left running as a service.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from debian_packages import install

PROGRAMS = ("nginx", "caddy")
SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin"


def is_there(program: str) -> bool:
    """Whether it is installed; system folders are not on everybody's path."""
    path = f"{os.environ.get('PATH', '')}:{SYSTEM_FOLDERS}"
    return shutil.which(program, path=path) is not None


def main() -> int:
    """Install what is missing, or say so; the other tests run without."""
    missing = [program for program in PROGRAMS if not is_there(program)]
    if not missing:
        return 0
    if not install(*missing):
        print(
            f"Without {' and '.join(missing)} the tests behind a proxy are skipped. On Debian: "
            f"sudo apt-get install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 0
    if shutil.which("systemctl"):
        stop = ["systemctl", "disable", "--quiet", "--now", *missing]
        subprocess.run(stop, stderr=subprocess.DEVNULL, check=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
