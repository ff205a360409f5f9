"""The front door's own pages: plain HTML, no script, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from regulars.web.auth.security_headers import OWN_POLICY

__all__ = ["ASSETS_DIR", "message", "show"]

HERE = Path(__file__).resolve().parent
ASSETS_DIR = HERE / "assets"
_templates = Environment(
    loader=FileSystemLoader(HERE / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def show(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """One page; what it is given is escaped."""
    return HTMLResponse(
        _templates.get_template(template).render(**values),
        status,
        headers={"content-security-policy": OWN_POLICY, "cache-control": "no-store"},
    )


def message(title: str, words: str, status: int, *, to: str = "", action: str = "") -> HTMLResponse:
    """A page that says one thing, and one way on."""
    return show("message.html", status, title=title, words=words, to=to, action=action)
