"""An address to hand on, as others reach it."""

from __future__ import annotations

import segno
import streamlit as st

from regulars.settings import Settings
from regulars.web.kit import text

__all__ = ["address_of", "show_address"]


def show_address(title: str, address: str) -> None:
    """The address that was made for a shared view, to copy or to let a phone read."""
    st.markdown(
        f"**{text.plain(title)}** is shared. This address is shown only now: copy it, or let a "
        "phone read the code."
    )
    st.code(address, language=None, wrap_lines=True)
    code = segno.make(address, error="m").svg_inline(scale=5, border=2, light="white")
    st.image(code, alt="The address as a QR code")


def address_of(path: str) -> str:
    """An address in full, as others reach it."""
    public = Settings.from_environment().public_url
    if public:
        return public + path
    host = st.context.headers.get("host", "localhost")
    origin = st.context.headers.get("origin", "")
    return f"{'https' if origin.startswith('https:') else 'http'}://{host}{path}"
