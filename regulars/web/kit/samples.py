"""The first minutes: the samples, their banner, and screens without data."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from regulars.app.acts.imports import LeaveSample, ShowSample
from regulars.app.policy import Permission
from regulars.sample import CAFE, SALON, SAMPLES, Sample
from regulars.web.context import current_viewer
from regulars.web.kit.navigation import page_of
from regulars.web.kit.progress import progress_bar
from regulars.web.kit.session import do, shown_sample

__all__ = [
    "empty_state",
    "offer_samples",
    "sample_banner",
]

ICONS = {CAFE.key: ":material/local_cafe:", SALON.key: ":material/content_cut:"}


def sample_banner() -> None:
    """Says when a sample is shown; leads to the other one and to the shop's own data."""
    shown = SAMPLES.get(shown_sample())
    if shown is None:
        return
    with st.container(
        horizontal=True, vertical_alignment="center", border=True, key="sample_banner"
    ):
        st.markdown(
            f"{ICONS[shown.key]} **You are looking at a sample {shown.kind}.** Everybody here is "
            "made up."
        )
        if not current_viewer().may(Permission.SWITCH_SAMPLE):
            return
        others = [sample for sample in SAMPLES.values() if sample != shown]
        picked = _pick(others, "See a sample {}")
        if st.button("Use my own data", type="primary", key="leave_sample"):
            do(LeaveSample())
            st.switch_page(page_of("imports"))
    _show(picked)


def offer_samples() -> None:
    """A way to the samples for who has nothing at hand, in small print."""
    with st.container(horizontal=True):
        picked = _pick(SAMPLES.values(), "Show the sample {} instead", is_small=True)
    _show(picked)


def empty_state(title: str) -> None:
    """A screen without data: what to do, and the buttons that do it."""
    st.caption(f"**{title}**")
    st.title("Nothing here yet", anchor=False)
    if not current_viewer().may(Permission.IMPORT):
        st.markdown("As soon as the manager brings the shop's exports, this screen fills itself.")
        return
    st.markdown(
        "Drop in what your till, your booking page and your survey export, and this screen fills "
        "itself. Or look around in a sample first: a café, or a salon that lives by appointments."
    )
    with st.container(horizontal=True):
        if st.button("Bring my exports", type="primary", icon=":material/upload_file:"):
            st.switch_page(page_of("imports"))
        picked = _pick(SAMPLES.values(), "Show the sample {}")
    _show(picked)


def _pick(samples: Iterable[Sample], words: str, *, is_small: bool = False) -> Sample | None:
    """A button for each sample; the one that was pressed."""
    picked = None
    for sample in samples:
        if st.button(
            words.format(sample.kind),
            icon=ICONS[sample.key],
            type="tertiary" if is_small else "secondary",
            key=f"show_{sample.key}",
        ):
            picked = sample
    return picked


def _show(sample: Sample | None) -> None:
    """Show the sample that was picked; it is built when it is not there."""
    if sample is None:
        return
    with progress_bar(f"Opening the sample {sample.kind}") as tell:
        do(ShowSample(sample.key, tell))
    st.switch_page(page_of("today"))
