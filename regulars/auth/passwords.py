"""Tokens, their hashes, and passwords.

Passwords are kept as argon2id hashes with the library's defaults (RFC 9106, low-memory profile).
Tokens have 128 random bits or more, which nobody guesses, so a plain SHA-256 keeps them.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from regulars.errors import AccessFailed

__all__ = ["check_password", "hash_password", "hash_token", "new_token", "refuse_weak"]

TOKEN_BYTES = 24
SHORTEST, LONGEST = 10, 200
FEWEST_DIFFERENT = 5

_hasher = PasswordHasher()
# Somebody who is not there takes as long to refuse as somebody who is.
_NOBODYS_HASH = _hasher.hash(secrets.token_hex())


def new_token() -> str:
    """192 random bits, fit for an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def hash_password(password: str) -> str:
    """What is kept of a password or passcode."""
    return _hasher.hash(password)


def check_password(password: str, password_hash: str | None) -> bool:
    """Whether a password is the one that was hashed; as slow where there is none."""
    try:
        _hasher.verify(password_hash or _NOBODYS_HASH, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def refuse_weak(password: str, name: str) -> None:
    """Raise AccessFailed for a password that is guessed too easily.

    Length is what counts (NIST SP 800-63B); no rule asks for digits or signs.
    """
    if len(password) < SHORTEST:
        raise AccessFailed(
            f"The password needs at least {SHORTEST} characters; a short sentence is easy to "
            "remember and hard to guess."
        )
    if len(password) > LONGEST:
        raise AccessFailed(f"The password may have at most {LONGEST} characters.")
    if len(set(password.lower())) < FEWEST_DIFFERENT or name.lower() in password.lower():
        raise AccessFailed("That password is too easy to guess. Try a short sentence.")
