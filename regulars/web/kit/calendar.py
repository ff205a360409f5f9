"""Which day it is in the shop."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytz

from regulars.clock import utc_now
from regulars.web.kit import text
from regulars.web.kit.session import ask_one, is_sample

__all__ = ["calendar_day"]


def calendar_day() -> date:
    """The shop's own calendar day, never before its last trading day; in a sample, that day."""
    overview = ask_one("shop/overview")
    last_on: date = pd.Timestamp(overview.last_trading_on).date()
    if is_sample():
        return last_on
    known = not text.is_missing(overview.time_zone)
    zone = pytz.timezone(str(overview.time_zone)) if known else pytz.utc
    return max(last_on, utc_now().replace(tzinfo=pytz.utc).astimezone(zone).date())
