"""How much memory there is: of the machine, or of the container or service that this is part of."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["memory_of_machine"]

GROUPS = Path("/sys/fs/cgroup")
OWN_GROUP = Path("/proc/self/cgroup")


def memory_of_machine(groups: Path = GROUPS, own_group: Path = OWN_GROUP) -> int:
    """In bytes; the least of what is there and of what the groups around this process may take.

    Args:
        groups: where the system lists its groups of processes and their limits.
        own_group: where it says which of them this process is in.
    """
    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    # Of version 2 this is "0::/system.slice/regulars.service"; within a container it is "0::/".
    name = _read(own_group).rpartition("::/")[2]
    own = groups / name
    around = (folder for folder in (own, *own.parents) if folder.is_relative_to(groups))
    files = [folder / "memory.max" for folder in around]
    # Of version 1.
    files.append(groups / "memory" / "memory.limit_in_bytes")
    limits = [int(words) for file in files if (words := _read(file)).isdigit()]
    return min([there, *limits])


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:
        return ""
