"""Somebody who may sign in: a manager or staff."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from regulars.errors import AccessFailed

__all__ = ["Person", "Role", "clean_email", "clean_name"]

LONGEST_NAME = 60
# RFC 5321.
LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Role(StrEnum):
    """What kind of viewer somebody is."""

    MANAGER = "manager"
    STAFF = "staff"
    LINK = "link"


@dataclass(frozen=True)
class Person:
    """Somebody who may sign in.

    Attributes:
        person_id: random; kept when the name changes.
        name: what they sign in with; no two are alike.
        email: how an identity provider names them; may be missing.
        role: manager or staff.
        sees_contacts: sees customers' e-mails and phones (managers always do).
        may_export: may download lists (managers always may).
        has_password: has chosen one, or was never invited otherwise.
    """

    person_id: str
    name: str
    email: str | None
    role: Role
    sees_contacts: bool
    may_export: bool
    has_password: bool


def clean_name(name: str) -> str:
    """A name without stray spaces.

    Raises:
        AccessFailed: it is none.
    """
    clean = " ".join(name.split())
    if not clean or len(clean) > LONGEST_NAME or not clean.isprintable():
        raise AccessFailed(f"A name has 1 to {LONGEST_NAME} letters.")
    return clean


def clean_email(email: str | None) -> str | None:
    """An e-mail address in small letters; None for an empty one.

    Raises:
        AccessFailed: it is none.
    """
    clean = (email or "").strip().lower()
    if len(clean) > LONGEST_EMAIL:
        raise AccessFailed(f"An e-mail address has at most {LONGEST_EMAIL} letters.")
    if clean and not _EMAIL.fullmatch(clean):
        raise AccessFailed(f'"{clean}" is no e-mail address.')
    return clean or None
