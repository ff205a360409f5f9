"""Moments as the screen tells them: this minute, and by this machine's clock."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from regulars.clock import utc_now

__all__ = ["local", "this_minute"]


def this_minute() -> datetime:
    """Now, to the minute, so that answers are kept between clicks."""
    return utc_now().replace(second=0, microsecond=0)


def local(moment: datetime) -> datetime:
    """A moment in UTC as this machine's clock says it."""
    return pd.Timestamp(moment, tz="UTC").to_pydatetime().astimezone().replace(tzinfo=None)
