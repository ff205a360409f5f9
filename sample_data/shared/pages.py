"""Pages of text with figures in them, as Markdown."""

import textwrap
from collections.abc import Iterable
from datetime import date


def filled(page: str) -> str:
    """The page with its paragraphs wrapped again; headings, tables and lists stay as they are."""
    blocks = page.strip().split("\n\n")
    wrapped = (
        block if block[0] in "#|-" else textwrap.fill(block, 100, break_on_hyphens=False)
        for block in blocks
    )
    return "\n\n".join(wrapped) + "\n"


def in_words(day: date) -> str:
    """Saturday 2026-03-14."""
    return f"{day:%A} {day.isoformat()}"


def listed(names: Iterable[str]) -> str:
    """The names parted by commas."""
    return ", ".join(names)
