"""Long work that a screen waits for: how far it is, and what is said where it was cancelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

import streamlit as st
from streamlit.runtime.scriptrunner_utils.exceptions import ScriptControlException

from regulars.web.kit import text

__all__ = ["progress_bar", "say_cancelled"]

WORK = "work"


@dataclass
class _Work:
    """Work of which somebody may tire.

    Attributes:
        cancelled: what is said then.
        is_cancelled: whether somebody did.
        ended: whether nothing of it goes on.
    """

    cancelled: str
    is_cancelled: bool = False
    ended: Event = field(default_factory=Event)


@contextmanager
def progress_bar(doing: str, *, cancelled: str = "") -> Iterator[Callable[[float, str], None]]:
    """A bar for long work, gone afterwards: call it with how far it is and what is being done.

    A press on its button, or on anything else of the screen, stops the work where it next tells
    how far it is: Streamlit raises there, to run the screen anew.

    Args:
        doing: what is being done at first.
        cancelled: what the next screen says then; without it there is no button. What was done
            until then must not stay.
    """
    work = _Work(cancelled)
    if cancelled:
        st.session_state[WORK] = work
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, doing)
        if cancelled:
            st.button("Cancel", key="cancel_work")

    def tell(done: float, words: str) -> None:
        bar.progress(min(done, 1.0), words.capitalize() or doing)

    try:
        yield tell
    except ScriptControlException:
        work.is_cancelled = True
        raise
    finally:
        work.ended.set()
        place.empty()


def say_cancelled() -> None:
    """Say what was cancelled, once, on whichever screen that led to."""
    work: _Work | None = st.session_state.pop(WORK, None)
    if work is None:
        return
    # The screen is run anew at once, beside the work, which notices a moment later.
    work.ended.wait()
    if work.is_cancelled:
        st.info(text.plain(work.cancelled), icon=":material/cancel:")
