"""Which day it is in the shop."""

from __future__ import annotations

from datetime import date

import pytz

from regulars.app.rows.shop import ShopOverview
from regulars.clock import utc_now
from regulars.web.kit.session import is_sample, row

__all__ = ["calendar_day"]


def calendar_day() -> date:
    """The shop's own calendar day, never before its last trading day; in a sample, that day."""
    overview = row(ShopOverview)
    last_on = overview.last_trading_on
    if last_on is not None and is_sample():
        return last_on
    zone = pytz.timezone(overview.time_zone) if overview.time_zone else pytz.utc
    today = utc_now().replace(tzinfo=pytz.utc).astimezone(zone).date()
    return today if last_on is None else max(last_on, today)
