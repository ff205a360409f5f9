"""The book of what was done."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from regulars.web.context import current_access
from regulars.web.kit.session import ask
from regulars.web.screens.sharing.timestamps import local

__all__ = ["audit_table"]


def audit_table() -> None:
    """What was done, newest first, and whether the book is whole."""
    broken = current_access().audit.first_broken()
    if broken is not None:
        st.error(
            f"This book was changed by hand: entry {broken} does not follow from the one before. "
            "Compare it with a backup.",
            icon=":material/warning:",
        )
    entries = ask("sharing/audit")
    st.dataframe(
        pd.DataFrame(
            {
                "When": [local(moment) for moment in entries["happened_at"]],
                "Who": entries["who"],
                "Did": entries["act"],
                "What": entries["what"],
            }
        ),
        hide_index=True,
        key="audit",
        alt="What was done, newest first",
        column_config={
            "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "What": st.column_config.TextColumn(width="large"),
        },
    )
    st.caption("Entries are only ever added. The newest 500 are shown; the terminal has all.")
