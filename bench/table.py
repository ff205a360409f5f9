"""Figures -> markdown: ratios first, the target beside each."""

import importlib.metadata
import os
import platform
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from bench.invented_drivers import INVENTED_NOTE, invented_table
from bench.outlook import OUTLOOK_NOTE, outlook_table
from bench.satisfaction import SATISFACTION_NOTE, satisfaction_table
from bench.satisfaction_speed import ANSWERS_NOTE, Cost, answers_table
from bench.words import WORDS_NOTE, words_tables

PACKAGES = ("duckdb", "pandas", "pyarrow", "streamlit")
Figures = dict[str, Any]

IMPORT_TARGETS = {
    "ours": "≤ 4 × bare",
    "again": "≤ the import",
    "pandas": "≥ 5 × ours",
}
CONTENDER_WORDS = {
    "bare": "DuckDB, bare `create table as from read_csv`",
    "ours": "Regulars, import and facts",
    "again": "Regulars, the same file again",
    "pandas": "pandas, the same work in memory",
}
PEAK_TARGET_MB = 1536
SCREEN_TARGET_MS = 150
GROWTH_TARGET = 1.3


DOOR_TARGETS = ("≤ 2", "nothing measurable")
DOOR_NOTE = (
    "A request is answered by next to nothing, with the door in front and without, in turn. For "
    "the click two servers run side by side on the sample: one where nobody signs in, one asked "
    "with the cookie of somebody who did."
)
FIRST_LOAD_NOTE = (
    "The first screen in a fresh profile of Chromium; seconds until its heading is there, on"
    " this computer and over 10 Mbit/s with 40 ms. Target: under 3 MB as Chromium asks. Medians."
)
DAY_AHEAD_METHODS = {
    "ours": "Regulars",
    "last_week": "same weekday last week",
    "weeks_13": "weekday share of 13 weeks",
}
DAY_AHEAD_NOTE = (
    "Who comes on the next trading day, judged on the last 45 open days with what was known the "
    "evening before each; the weights are learnt up to the evening before the first. Everybody who "
    "ever came is ordered. The simulated shops are drawn from MBG/CNBD-k with weekday habits, by "
    "seeds that nothing was tuned on. Where fewer than 50 come a day, not all of the top 50 can. "
    "In the grocery many come nearly every day; it is judged with what was known so many days "
    "before, by weights learnt up to then, beside the newest such weekday that was over."
)
DECILE_NOTE = (
    "Mean chance that Regulars gives / share who came, by tenths of the chances, lowest first."
)
SCREEN_NOTE = (
    "Milliseconds from a browser's request until the server has sent the last message, over the "
    "WebSocket of a real server: an empty Streamlit page on a server of its own is opened in turn "
    "with ours. Warm is opening the screen again, as any click does; new filters, a new session "
    "whose period and place nobody asked for before; cold, the first opening after the server's "
    "start. Warm and new are medians. Streamlit collects garbage after every run, which is most of "
    "what its empty page takes; our server freezes what it loaded at the start, so that a screen "
    "can cost less than an empty page."
)
QUESTION_NOTE = (
    "All questions of each screen for half a year, asked directly and uncached, one after the "
    "other: rows of the answer, the first time on a store just opened, and the median of later "
    "rounds."
)


def render(all_figures: Figures) -> str:
    """The whole page."""
    parts = [
        "# What it costs",
        f"`make bench` wrote this page. {_machine()}",
        "A ratio compares figures of the same run; seconds are medians and depend on the machine. "
        "Processor seconds are those of all cores together; they suffer less from neighbours.",
    ]
    if "door" in all_figures:
        parts += ["## The front door", _door_table(all_figures["door"]), DOOR_NOTE]
        parts += [_first_load_table(all_figures["first_load"]), FIRST_LOAD_NOTE]
    if "words" in all_figures:
        parts += ["## Words", *words_tables(all_figures["words"]), WORDS_NOTE]
    if "day_ahead" in all_figures:
        parts += ["## A day ahead", _day_ahead_table(all_figures["day_ahead"]), DAY_AHEAD_NOTE]
        parts += [_decile_table(all_figures["day_ahead"]), DECILE_NOTE]
    if "outlook" in all_figures:
        parts += ["## Who comes back", outlook_table(all_figures["outlook"]), OUTLOOK_NOTE]
    if "satisfaction" in all_figures:
        parts += ["## Satisfaction", satisfaction_table(all_figures["satisfaction"])]
        parts += [SATISFACTION_NOTE]
    if "drivers" in all_figures:
        parts += ["## Drivers that are not there", invented_table(all_figures["drivers"])]
        parts += [INVENTED_NOTE]
    if "answers" in all_figures:
        costs = [Cost(**cost) for cost in all_figures["answers"]]
        parts += ["## 500,000 answers", answers_table(costs), ANSWERS_NOTE]
    measured = all_figures["lines"]
    for lines in sorted(map(int, measured)):
        parts.append(f"## {lines:,} receipt lines")
        figures, smaller = measured[str(lines)], measured.get(str(lines // 10), {})
        if "import" in figures:
            parts += ["### Import", _import_table(figures), _import_note(figures)]
        if "screens" in figures:
            parts += ["### Screens", _screen_table(figures, smaller), SCREEN_NOTE]
        if "questions" in figures:
            parts += ["### Questions", _question_table(figures, smaller), QUESTION_NOTE]
    return "\n\n".join(parts) + "\n"


def _door_table(costs: list[Figures]) -> str:
    rows = [
        (
            cost["what"],
            f"{cost['with_ms'] - cost['without_ms']:+.2f}",
            target,
            f"{cost['without_ms']:.2f}",
            f"{cost['with_ms']:.2f}",
            f"{cost['without_p95_ms']:.2f}",
            f"{cost['with_p95_ms']:.2f}",
        )
        for cost, target in zip(costs, DOOR_TARGETS, strict=True)
    ]
    header = (
        "", "ms more", "target", "ms without", "ms with", "95 of 100 without", "95 of 100 with",
    )  # fmt: skip
    return _markdown(header, rows)


def _first_load_table(loads: list[Figures]) -> str:
    rows = [
        (
            load["what"],
            f"{load['megabytes'] / loads[0]['megabytes']:.2f} ×",
            f"{load['megabytes']:.2f}",
            f"{load['requests']}",
            f"{load['heading_ms'] / 1000:.1f}",
            f"{load['slow_heading_ms'] / 1000:.1f}",
        )
        for load in loads
    ]
    header = ("", "of nothing compressed", "MB", "requests", "seconds", "seconds, slow network")
    return _markdown(header, rows)


def _day_ahead_table(judged: list[Figures]) -> str:
    rows = [
        (
            f"{_shop_ahead(one)} ({one['customers']:,} customers)"
            if one["method"] == "ours"
            else "",
            DAY_AHEAD_METHODS[one["method"]],
            f"{one['auc']:.3f}",
            f"{one['top_50']:.3f}",
            f"{one['brier']:.4f}",
            f"{one['expected']:,.0f}",
            f"{one['visits']:,}",
        )
        for one in judged
    ]
    header = ("shop", "chances", "AUC", "of the top 50 came", "Brier", "visits expected", "visits")
    return _markdown(header, rows)


def _shop_ahead(one: Figures) -> str:
    ahead = "" if one["lead_days"] == 1 else f", {one['lead_days']} days ahead"
    return f"{one['shop']}{ahead}"


def _decile_table(judged: list[Figures]) -> str:
    ours = [one for one in judged if one["method"] == "ours"]
    rows = [
        (_shop_ahead(one), *(f"{chance:.3f} / {came:.3f}" for chance, came in one["deciles"]))
        for one in ours
    ]
    return _markdown(("shop", *(f"tenth {place}" for place in range(1, 11))), rows)


def _import_table(figures: Figures) -> str:
    costs = figures["import"]
    bare, ours = costs["bare"]["seconds"], costs["ours"]["seconds"]
    rows = []
    for name, cost in costs.items():
        seconds, peak = cost["seconds"], cost["peak_mb"]
        rows.append(
            (
                CONTENDER_WORDS[name],
                f"{seconds / bare:.1f} ×",
                f"{seconds / ours:.1f} ×",
                IMPORT_TARGETS.get(name, ""),
                f"{cost['cpu_seconds'] / costs['bare']['cpu_seconds']:.1f} ×",
                f"{seconds:.1f}",
                f"{cost['cpu_seconds']:.1f}",
                f"{peak:,.0f}" + (f" (target ≤ {PEAK_TARGET_MB:,})" if name == "ours" else ""),
            )
        )
    if "pandas" not in costs:
        rows.append(
            (CONTENDER_WORDS["pandas"], "", "", IMPORT_TARGETS["pandas"], "", "not run", "", "")
        )
    header = (
        "", "of bare", "of ours", "target", "processor, of bare", "seconds", "processor seconds",
        "peak MB",
    )  # fmt: skip
    return _markdown(header, rows)


def _import_note(figures: Figures) -> str:
    same = (
        "Pandas and Regulars come to the same visits, customers, revenue, statuses and cadences, "
        "or the benchmark stops. Pandas keeps nothing on disk, does not look for rows of earlier "
        "imports and joins nobody by e-mail."
        if "pandas" in figures["import"]
        else "Pandas needs several times the memory at this size and runs only with --with-pandas."
    )
    return (
        f"A Square item sales export of {figures['file_mb']:,.0f} MB and 35 columns; median of "
        f"{figures['repeats']} runs in turn, each in a fresh process. {same}"
    )


def _screen_table(figures: Figures, smaller: Figures) -> str:
    empty, *screens = figures["screens"]
    before = {seen["screen"]: seen for seen in smaller.get("screens", [])}
    rows = []
    for seen in (empty, *screens):
        earlier = before.get(seen["screen"], {})
        rows.append(
            (
                seen["screen"],
                f"{seen['warm_ms'] - empty['warm_ms']:+.0f}",
                f"≤ {SCREEN_TARGET_MS}",
                *_growth(seen["warm_ms"], earlier.get("warm_ms"), before),
                f"{seen['new_ms'] - empty['new_ms']:+.0f}",
                *_growth(seen["new_ms"], earlier.get("new_ms"), before),
                f"{seen['warm_ms']:.0f}",
                f"{seen['new_ms']:.0f}",
                f"{seen['cold_ms']:.0f}",
                f"{seen['kilobytes']:.0f}",
            )
        )
    header = (
        "screen",
        "warm, ms over empty",
        "target",
        *(f"{title} (≤ {GROWTH_TARGET} ×)" for title in _growth_header(before)),
        "new filters, ms over empty",
        *_growth_header(before),
        "warm ms",
        "new filters ms",
        "cold ms",
        "KB",
    )
    return _markdown(header, rows)


def _question_table(figures: Figures, smaller: Figures) -> str:
    before = {asked["question"]: asked["ms"] for asked in smaller.get("questions", [])}
    rows = []
    for screen, group in groupby(figures["questions"], key=lambda a: a["question"].split("/")[0]):
        asked = list(group)
        known = [before[one["question"]] for one in asked if one["question"] in before]
        rows.append(
            (
                f"**{screen}, all {len(asked)}**",
                *_growth(_total(asked, "ms"), sum(known) if known else None, before),
                "",
                f"**{_total(asked, 'ms'):.0f}**",
                f"**{_total(asked, 'first_ms'):.0f}**",
            )
        )
        rows += [
            (
                one["question"],
                *_growth(one["ms"], before.get(one["question"]), before),
                f"{one['rows']:,}",
                f"{one['ms']:.0f}",
                f"{one['first_ms']:.0f}",
            )
            for one in asked
        ]
    return _markdown(("question", *_growth_header(before), "rows", "ms", "first ms"), rows)


def _total(asked: Iterable[Figures], name: str) -> float:
    return sum(one[name] for one in asked)


def _growth(now: float, before: float | None, all_before: Figures) -> tuple[str, ...]:
    if not all_before:
        return ()
    return (f"{now / before:.1f} ×" if before else "",)


def _growth_header(before: Figures) -> tuple[str, ...]:
    return ("of 1/10 the lines",) if before else ()


def _markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    aligned = [":--", *("--:" for _ in header[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, aligned, *rows))


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python "
        f"{platform.python_version()}, {versions}."
    )
