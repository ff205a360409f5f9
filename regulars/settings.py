"""Environment -> one frozen dataclass. The only reader of ``os.environ``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from regulars.errors import RegularsError

__all__ = ["PROJECT_DIR", "Settings", "StoreKey"]

PROJECT_DIR = Path(__file__).resolve().parent.parent

SHORTEST_KEY = 16


@dataclass(frozen=True)
class StoreKey:
    """What the data file is encrypted with.

    Attributes:
        text: the key; never printed, logged or passed on.
        is_weak: write with the cryptography that comes with DuckDB, whose random numbers are weak.
    """

    text: str = field(repr=False)
    is_weak: bool = False


@dataclass(frozen=True)
class Settings:
    """How this installation is set up.

    Attributes:
        data_dir: where the data files live; created on first use (``REGULARS_DATA_DIR``).
        port: the port to serve on (``REGULARS_PORT``).
        address: the address to listen on (``REGULARS_ADDRESS``); anything but loopback needs
            somebody who signs in.
        public_url: where browsers find it, such as ``https://regulars.example.com``; empty when
            that is this machine's own address (``REGULARS_PUBLIC_URL``).
        country: two-letter country for phone numbers without a country code
            (``REGULARS_COUNTRY``).
        backup_dir: where a backup is made each night; None for no backups
            (``REGULARS_BACKUP_DIR``).
        import_minutes: how long an import, or another change that works the figures out anew, may
            take, and as long again for every 100 MB that it is about
            (``REGULARS_IMPORT_MINUTES``).
        store_key: what the shop's own data file is encrypted with; None for a plain file
            (``REGULARS_STORE_KEY``, ``REGULARS_WEAK_ENCRYPTION``).
    """

    data_dir: Path = PROJECT_DIR / "data"
    port: int = 8501
    address: str = "127.0.0.1"
    public_url: str = ""
    country: str = "US"
    backup_dir: Path | None = None
    store_key: StoreKey | None = None
    import_minutes: int = 10

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings; an unset or empty variable means the default.

        Raises:
            RegularsError: a variable holds something that cannot be used.
        """
        given = os.environ if environment is None else environment
        port = given.get("REGULARS_PORT") or str(cls.port)
        if not port.isdigit() or not 0 < int(port) < 65536:
            raise RegularsError(
                f"REGULARS_PORT is {port!r}; it must be a number from 1 to 65535.",
                title="A setting cannot be used",
            )
        country = (given.get("REGULARS_COUNTRY") or cls.country).upper()
        if len(country) != 2 or not country.isalpha():
            raise RegularsError(
                f"REGULARS_COUNTRY is {country!r}; it must be two letters, such as US or GB.",
                title="A setting cannot be used",
            )
        minutes = given.get("REGULARS_IMPORT_MINUTES") or str(cls.import_minutes)
        if not (minutes.isascii() and minutes.isdigit() and int(minutes) > 0):
            raise RegularsError(
                f"REGULARS_IMPORT_MINUTES is {minutes!r}; it must be a whole number of minutes, "
                "1 or more.",
                title="A setting cannot be used",
            )
        backups = given.get("REGULARS_BACKUP_DIR")
        return cls(
            data_dir=Path(given.get("REGULARS_DATA_DIR") or cls.data_dir).expanduser().resolve(),
            port=int(port),
            address=given.get("REGULARS_ADDRESS") or cls.address,
            public_url=_read_public_url(given.get("REGULARS_PUBLIC_URL") or ""),
            country=country,
            backup_dir=Path(backups).expanduser().resolve() if backups else None,
            store_key=_read_store_key(given),
            import_minutes=int(minutes),
        )

    @property
    def store_path(self) -> Path:
        """The shop's own data file."""
        return self.data_dir / "regulars.duckdb"

    def sample_path(self, sample: str) -> Path:
        """A sample's data file, never mixed with the shop's own."""
        return self.data_dir / f"sample-{sample}.duckdb"

    @property
    def spool_dir(self) -> Path:
        """Where uploads rest while they are read; the only folder the store may read from."""
        return self.data_dir / "spool"

    @property
    def backups_dir(self) -> Path:
        """Where a backup is put if no other place is named."""
        return self.data_dir / "backups"

    @property
    def serving_path(self) -> Path:
        """Where the running server says how commands of the terminal reach it."""
        return self.data_dir / "serving.json"


def _read_store_key(given: Mapping[str, str]) -> StoreKey | None:
    weak = (given.get("REGULARS_WEAK_ENCRYPTION") or "no").lower()
    if weak not in ("yes", "no"):
        raise RegularsError(
            f"REGULARS_WEAK_ENCRYPTION is {weak!r}; it must be yes or no.",
            title="A setting cannot be used",
        )
    text = (given.get("REGULARS_STORE_KEY") or "").strip()
    if not text:
        return None
    if len(text) < SHORTEST_KEY:
        # Not even a part of it is repeated here.
        raise RegularsError(
            f"REGULARS_STORE_KEY must have at least {SHORTEST_KEY} characters. A good one is made "
            'by: python -c "import secrets; print(secrets.token_urlsafe(32))"',
            title="A setting cannot be used",
        )
    return StoreKey(text, is_weak=weak == "yes")


def _read_public_url(text: str) -> str:
    parts = urlsplit(text)
    is_whole = parts.scheme in ("http", "https") and parts.hostname
    if text and (not is_whole or parts.path.strip("/") or parts.query or parts.fragment):
        raise RegularsError(
            f"REGULARS_PUBLIC_URL is {text!r}; it must be an address without a path, such as "
            "https://regulars.example.com.",
            title="A setting cannot be used",
        )
    return text.rstrip("/")
