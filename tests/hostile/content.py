"""Exports of a shop whose customers, items, colleagues, places and comments are code."""

from __future__ import annotations

from datetime import date, timedelta

from tests.tables import SQUARE_HEADER_NOW as SALES_HEADER
from tests.tables import Rows, csv_text, every, google_forms, square_customers, square_items

__all__ = [
    "EVIL",
    "FORMULAS",
    "HOSTILE_PERSON",
    "hostile_exports",
    "hostile_title",
]

EVIL = "evil.example"
HOSTILE_PERSON = f"<b onclick=alert(1)>Bo</b>[x](http://{EVIL})"
FORMULAS = (
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    f'=HYPERLINK("http://{EVIL}","x")',
    "x;=cmd|' /C calc'!A0",
    "x\t=cmd|' /C calc'!A0",
)
NAMES = (
    "<script>alert('name')</script> Ana",
    f"<img src=http://{EVIL}/n.png onerror=alert(1)> Ben",
    f"[Cara](http://{EVIL}) ![c](http://{EVIL}/c.png)",
    f'<a href="http://{EVIL}/plot">Dora</a>',
    f"http://{EVIL}/auto www.{EVIL} me@{EVIL}",
    "[Finn](javascript:alert(1)) $\\href{javascript:alert(1)}{x}$",
    ":red[Gus] :material/lock: :tada: :streamlit: `code` **bold** # x",
    f"</style></script><svg onload=alert(1)> <iframe src=//{EVIL}> {{{{7*7}}}} %{{x}}",
    "W" * 300,
    *FORMULAS,
)
ITEMS = (
    f"<img src=http://{EVIL}/i.png onerror=alert(1)> Latte",
    f"[Mocha](http://{EVIL}/mocha)",
    f'<a href="http://{EVIL}/item">Tea</a>',
)
COLLEAGUES = (
    f'<a href="http://{EVIL}/staff">Sam</a><script>alert(1)</script>',
    f"![Tess](http://{EVIL}/s.png) <img src=x onerror=alert(1)>",
)
PLACES = (
    f'<a href="http://{EVIL}/place">Mill</a> <img src=x onerror=alert(1)>',
    f"[Quay](http://{EVIL}/quay) :red[x]",
)
COMMENTS = (
    "<script>alert('said')</script>slow",
    f"<img src=http://{EVIL}/k.png onerror=alert(1)> rude",
    f"![x](http://{EVIL}/said.png) cold coffee",
    f"[free coffee](http://{EVIL}/free) and [more](javascript:alert(1))",
    f"look at http://{EVIL}/auto or www.{EVIL} or write to me@{EVIL}",
    f"<iframe src=http://{EVIL}></iframe><svg onload=alert(1)></svg>",
    "$\\href{javascript:alert(1)}{\\text{dirty}}$ :red[x] :material/lock: :tada:",
    f'<a href="http://{EVIL}/a">waited</a> <form action=http://{EVIL}><input name=p></form>',
    "o" * 2000,
    *FORMULAS,
)
FIRST_DAY = date(2025, 9, 1)
WEEKS = 40


def hostile_title() -> str:
    """The name of a shared link, as long as one may be."""
    return f"<img src=x onerror=alert(1)>[x](http://{EVIL}) :red[t] =1+1"


def hostile_exports() -> list[tuple[str, str]]:
    """(file name, text) of the till's export, its directory, and a survey."""
    return [
        (f"<img src=x onerror=alert(1)>[d](http:{EVIL}).csv", square_customers(_directory())),
        (f"![s](http:{EVIL}) :red[s].csv", _sales()),
        ("=1+1.csv", google_forms(_answers())),
    ]


def _directory() -> Rows:
    return [
        {
            "customer": f"H{number}",
            "name": name,
            "email": f"h{number}@{EVIL}",
            "phone": f"+1 207 555 01{number:02d}",
        }
        for number, name in enumerate(NAMES)
    ]


def _sales() -> str:
    rows: Rows = []
    for number, name in enumerate(NAMES):
        # Some come to the end, some stop earlier: regular, slipping and lapsed people of each kind.
        weeks = WEEKS - (0, 0, 5, 14)[number % 4]
        visits = every(
            7,
            f"H{number}",
            (FIRST_DAY + timedelta(days=number % 2)).isoformat(),
            weeks,
            name=name,
            item=ITEMS[number % len(ITEMS)],
            location=PLACES[number % len(PLACES)],
            net="4.5",
        )
        for week, visit in enumerate(visits):
            # One colleague leaves half way.
            visit["staff"] = COLLEAGUES[0 if week > WEEKS // 2 else number % 2]
        rows += visits
    text = square_items(rows)
    broken = {"Date": "2026-02-31", "Time": "08:00:00", "Item": "=1+1", "Customer Name": NAMES[0]}
    return text + csv_text(SALES_HEADER, [broken]).split("\n", 1)[1]


def _answers() -> Rows:
    rows: Rows = []
    for number in range(len(NAMES) * 12):
        day = FIRST_DAY + timedelta(days=2 + number * 7 * WEEKS // (len(NAMES) * 12))
        rows.append(
            {
                "date": day.isoformat(),
                "email": f"h{number % len(NAMES)}@{EVIL}",
                "How likely are you to recommend us to a friend? (0-10)": str(number % 11),
                f"How clean was <img src=http://{EVIL}/q.png onerror=alert(1)> the café?": str(
                    1 + number % 5
                ),
                "Anything you would like to tell us?": COMMENTS[number % len(COMMENTS)],
            }
        )
    return rows
