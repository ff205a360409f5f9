"""The pictures of the Regulars screen."""

from __future__ import annotations

import numpy as np
import pandas as pd

from regulars.web.kit import text
from regulars.web.kit.charts.axes import (
    iso_days,
    key_line,
    label_margin,
    month_axis,
    month_bars,
    month_table,
    percent_axis,
    span_words,
    stack_labels,
)
from regulars.web.kit.charts.theme import (
    STATUS_COLOURS,
    WHO_COLOURS,
    WHO_WORDS,
    Chart,
    draw,
    empty_chart,
    tones,
)

__all__ = ["flows_by_month", "share_by_month", "statuses_by_month"]

DRIFTING = ("slipping", "lapsed")


def share_by_month(frame: pd.DataFrame, *, dark: bool, measure: str = "visit_rate") -> Chart:
    """How the months divide between regulars, other known customers and walk-ins.

    Args:
        frame: month_on, who, visit_rate, revenue_rate (``regulars/share``).
        dark: which of the two themes.
        measure: ``visit_rate`` or ``revenue_rate``.
    """
    if frame.empty:
        return empty_chart("No visit in this period.", dark=dark)
    thing = "visits" if measure == "visit_rate" else "sales"
    months, shares = month_table(frame, "who", measure)
    none = np.zeros(len(months))
    bars = [
        month_bars(
            months,
            shares.get(who, none),
            f"of {thing}: {WHO_WORDS[who].lower()}",
            colour,
            dark=dark,
            pattern="/" if who == "walk_in" else "",
            say=text.percent,
        )
        for who, colour in WHO_COLOURS.items()
    ]
    last = {who: float(shares.get(who, none)[-1]) for who in WHO_COLOURS}
    first = text.percent(float(shares.get("regular", none)[0]))
    earlier = f", {first} in {months[0]:%B %Y}" if len(months) > 1 else ""
    parts = [(f"{WHO_WORDS[who]}<br>{text.percent(rate)}", rate) for who, rate in last.items()]
    labels = stack_labels(
        parts,
        list(WHO_COLOURS.values()),
        top=1,
        plot_px=240,
        dark=dark,
    )
    figure = draw(
        bars,
        dark=dark,
        height=300,
        barmode="stack",
        bargap=0.12,
        margin={"l": 8, "r": label_margin(name for name, _ in parts), "t": 12, "b": 8},
        annotations=labels,
        xaxis=month_axis(months),
        yaxis=percent_axis(0, 1),
    )
    alt = (
        f"Bars, a month each: regulars made {text.percent(last['regular'])} of {thing} in "
        f"{months[-1]:%B %Y}{earlier}; walk-ins {text.percent(last['walk_in'])}."
    )
    return Chart(figure, alt)


def statuses_by_month(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """How many customers were regular, returning, new or slipping at each month's end.

    Args:
        frame: month_on, status, customer_count (``regulars/statuses``).
        dark: which of the two themes.
    """
    shown = ("regular", "returning", "new", "slipping")
    frame = frame[frame["status"].isin(shown)]
    if frame.empty:
        return empty_chart("No customers in this period.", dark=dark)
    months, counts = month_table(frame, "status", "customer_count")
    none = np.zeros(len(months))
    bars = [
        month_bars(
            months,
            counts.get(status, none),
            text.STATUS_WORDS[status],
            STATUS_COLOURS[status],
            dark=dark,
            pattern="/" if status == "slipping" else "",
        )
        for status in shown
    ]
    last = {status: float(counts.get(status, none)[-1]) for status in shown}
    top = float(np.max(sum(counts.values(), none))) * 1.05
    parts = [
        (f"{text.STATUS_WORDS[status].capitalize()} {number:,.0f}", number)
        for status, number in last.items()
    ]
    labels = stack_labels(
        parts,
        [STATUS_COLOURS[status] for status in shown],
        top=top,
        plot_px=240,
        dark=dark,
    )
    figure = draw(
        bars,
        dark=dark,
        height=300,
        barmode="stack",
        bargap=0.12,
        margin={"l": 8, "r": label_margin(name for name, _ in parts), "t": 12, "b": 8},
        annotations=labels,
        xaxis=month_axis(months),
        yaxis={"range": [0, top], "nticks": 5},
    )
    told = ", ".join(f"{last[status]:,.0f} {text.STATUS_WORDS[status]}" for status in shown)
    alt = f"Bars, a month each: at the end of {months[-1]:%B %Y} there were {told}."
    return Chart(figure, alt)


def flows_by_month(frame: pd.DataFrame, *, dark: bool) -> Chart:
    """Who became a regular in each month, above zero, and who stopped being one, below.

    Args:
        frame: month_on, from_status, to_status, customer_count (``regulars/flows``).
        dark: which of the two themes.
    """
    if not ((frame["from_status"] == "regular") ^ (frame["to_status"] == "regular")).any():
        return empty_chart("Nobody became or stopped being a regular in this period.", dark=dark)
    # Of all rows: a month in which nobody changed keeps its place.
    is_arrival = (frame["to_status"] == "regular") & (frame["from_status"] != "regular")
    is_departure = (frame["from_status"] == "regular") & (frame["to_status"] != "regular")
    kinds = np.select(
        [
            is_arrival & frame["from_status"].isin(DRIFTING),
            is_arrival,
            is_departure & (frame["to_status"] == "slipping"),
            is_departure & (frame["to_status"] == "lapsed"),
            is_departure,
        ],
        ["came back", "became", "slipping", "lapsed", "eased"],
        "unchanged",
    )
    months, counts = month_table(frame.assign(kind=kinds), "kind", "customer_count")
    none = np.zeros(len(months))
    became, came_back, slipped, lapsed, eased = (
        counts.get(kind, none) for kind in ("became", "came back", "slipping", "lapsed", "eased")
    )
    green = STATUS_COLOURS["regular"]
    series = [
        (became, "became regular", green, "", 1),
        (came_back, "came back", green, "/", 1),
        (slipped, "began to slip", STATUS_COLOURS["slipping"], "", -1),
        (lapsed, "lapsed", STATUS_COLOURS["lapsed"], "x", -1),
        (eased, "come less often", STATUS_COLOURS["returning"], "", -1),
    ]
    net = became + came_back - slipped - lapsed - eased
    tone = tones(dark)
    line = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": "net",
        "x": iso_days(months),
        "y": net.tolist(),
        "line": {"color": tone.ink, "width": 2},
        "marker": {"color": tone.paper, "size": 7, "line": {"color": tone.ink, "width": 2}},
        "hovertext": [
            f"{month:%B %Y}<br>{number:+,.0f} regulars on balance"
            for month, number in zip(months, net, strict=True)
        ],
        "hoverinfo": "text",
    }
    figure = draw(
        [
            *(
                month_bars(months, sign * numbers, name, colour, dark=dark, pattern=pattern)
                for numbers, name, colour, pattern, sign in series
            ),
            line,
        ],
        dark=dark,
        height=340,
        barmode="relative",
        bargap=0.25,
        margin={"l": 8, "r": 8, "t": 66, "b": 8},
        annotations=[
            key_line([(green, "became regular"), (f"▨ {green}", "came back")], dark=dark, line=2),
            key_line(
                [
                    (STATUS_COLOURS["slipping"], "began to slip"),
                    (f"▩ {STATUS_COLOURS['lapsed']}", "lapsed"),
                    (STATUS_COLOURS["returning"], "less often"),
                ],
                dark=dark,
                line=1,
            ),
            key_line([(f"○ {tone.ink}", "on balance")], dark=dark),
        ],
        xaxis=month_axis(months),
        yaxis={"nticks": 6, "zeroline": True, "zerolinecolor": tone.soft, "zerolinewidth": 1},
    )
    alt = (
        f"Bars, a month each, {span_words(months)}: {became.sum():,.0f} became "
        f"regular, {came_back.sum():,.0f} came back, {slipped.sum():,.0f} began to slip, "
        f"{lapsed.sum():,.0f} lapsed and "
        f"{eased.sum():,.0f} come less often; {net.sum():+,.0f} on balance."
    )
    return Chart(figure, alt)
