"""The text of a web page, piece by piece -> its tags and what stands between them.

Python's own parser looks again from each mark that it finds unclosed, so that a small file of such
marks holds it for hours. This one looks at each letter a fixed number of times, and keeps no more
of a page than one tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["EndTag", "PageTokens", "StartTag", "Token"]

# A picture may stand in a tag as text; nothing else is as long.
TAG_CHARACTERS = 1 << 24
# No entity such as "&nbsp;" is longer.
ENTITY_CHARACTERS = 40
# A beginning that may be cut off at the end of a piece is never longer.
BEGINNING_CHARACTERS = 9

_TAG = re.compile(
    r"""
    < (?P<slash>/?) (?P<name>[a-zA-Z][^\s/>]*+)
    (?P<rest> (?: [^>=]++ | =\s*+"[^"]*+" | =\s*+'[^']*+' | =(?!\s*+["']) )*+ )
    >
    """,
    re.VERBOSE,
)
_TAG_WITHOUT_QUOTES = re.compile(r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>[^>]*+)>")
_TAG_BEGINS = re.compile(r"</?[a-zA-Z]")
_COLUMN_SPAN = re.compile(r"\scolspan\s*+=\s*+[\"']?(\d{1,6})", re.IGNORECASE)
_COMMENT_ENDS = re.compile("--!?>")
_MARK_ENDS = re.compile(">")
# What stands in these is no text of the page.
_UNREAD_ENDS = {name: re.compile(f"(?=</{name})", re.IGNORECASE) for name in ("script", "style")}


@dataclass(frozen=True)
class StartTag:
    """A tag that begins something.

    Attributes:
        name: in lower case, such as "td".
        column_span: how many columns it says that it is wide; 1 where it says nothing.
    """

    name: str
    column_span: int


@dataclass(frozen=True)
class EndTag:
    """A tag that ends something, by its name in lower case."""

    name: str


Token = StartTag | EndTag | str
"""A tag, or a text with its entities read."""


class PageTokens:
    """Reads a page that comes in pieces; what is unfinished waits for the next one."""

    def __init__(self) -> None:
        self._waiting = ""
        # Not looked at again before there is twice as much: that keeps the work linear.
        self._wanted = 0
        # What ends that which is being passed over, such as a comment; None outside of one.
        self._ends: re.Pattern[str] | None = None
        self._tag = _TAG

    def feed(self, piece: str) -> Iterator[Token]:
        """The tokens that are complete with this piece.

        Raises:
            ValueError: a tag does not end.
        """
        self._waiting += piece
        if len(self._waiting) >= self._wanted:
            yield from self._read(is_end=False)

    def end(self) -> Iterator[Token]:
        """The tokens that are left; a tag or comment that does not end is none."""
        yield from self._read(is_end=True)

    def _read(self, *, is_end: bool) -> Iterator[Token]:
        text, place = self._waiting, 0
        self._wanted = 0
        while place < len(text):
            if self._ends is not None:
                found = self._ends.search(text, place)
                if found is None:
                    # The last letters may be the beginning of what ends it.
                    place = max(place, len(text) - BEGINNING_CHARACTERS)
                    break
                place, self._ends = found.end(), None
            elif text[place] != "<":
                stop = _text_stop(text, place, is_end=is_end)
                if stop == place:
                    break
                yield html.unescape(text[place:stop])
                place = stop
            elif _TAG_BEGINS.match(text, place):
                tag = self._tag.match(text, place)
                if tag is not None:
                    place = tag.end()
                    yield self._told(tag)
                elif not is_end and len(text) - place <= TAG_CHARACTERS:
                    self._wanted = 2 * (len(text) - place)
                    break
                elif self._tag is _TAG:
                    # A quotation mark in it is never closed: from here on none counts.
                    self._tag = _TAG_WITHOUT_QUOTES
                elif is_end:
                    break
                else:
                    raise ValueError("a tag does not end")
            elif len(text) - place < len("<!--") and not is_end:
                break
            elif text.startswith("<!--", place):
                # "<!-->" is a whole one.
                place, self._ends = place + len("<!"), _COMMENT_ENDS
            elif text.startswith(("<!", "<?", "</"), place):
                self._ends = _MARK_ENDS
            else:
                yield "<"
                place += 1
        self._waiting = text[place:]

    def _told(self, tag: re.Match[str]) -> Token:
        name = tag["name"].lower()
        if tag["slash"]:
            return EndTag(name)
        self._ends = _UNREAD_ENDS.get(name)
        span = _COLUMN_SPAN.search(tag["rest"])
        return StartTag(name, max(1, int(span[1])) if span else 1)


def _text_stop(text: str, place: int, *, is_end: bool) -> int:
    """Where the text ends that begins at a place; an entity that may be cut off is left out."""
    stop = text.find("<", place)
    if stop >= 0:
        return stop
    if is_end:
        return len(text)
    entity = text.rfind("&", max(place, len(text) - ENTITY_CHARACTERS))
    return entity if entity >= 0 else len(text)
