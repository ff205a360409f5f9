"""Make a virtual environment, or say in plain words why that cannot be.

Run by whatever ``python3`` the machine has, so it keeps to words that an old Python understands.
"""

import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)


def trouble(python):
    """Return why this Python cannot make the environment, and what to do, or None."""
    if sys.version_info < OLDEST:
        return (
            "Regulars needs Python 3.11 or newer; %s is %d.%d.\n"
            "Install a newer one and say where it is: make run PYTHON=python3.12"
            % (python, sys.version_info[0], sys.version_info[1])
        )
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3
        import venv  # noqa: F401
    except ImportError:
        return (
            "%s cannot make virtual environments: its venv or ensurepip module is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv\n"
            "(or python%d.%d-venv, if this Python is not the system's default). Then try again."
            % (python, sys.version_info[0], sys.version_info[1])
        )
    return None


def main(folder):
    """Make ``folder`` an environment; leave nothing half made behind."""
    reason = trouble(sys.executable or "python3")
    if reason:
        sys.stderr.write(reason + "\n")
        return 1
    was_there = os.path.isdir(folder)  # noqa: PTH112 - runs on any Python
    if subprocess.call([sys.executable, "-m", "venv", folder]) == 0:
        return 0
    if not was_there:
        shutil.rmtree(folder, ignore_errors=True)
    sys.stderr.write("The virtual environment %s could not be made (see above).\n" % folder)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
