"""What a screen costs the server, beside an empty Streamlit page.

Two real servers run side by side, ours and ``streamlit run`` of bench/empty.py, and are driven over
the WebSocket as a browser would. That is less noisy than it sounds (loopback takes well under a
millisecond), and unlike Streamlit's AppTest it includes the serialising and sending of the answer.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

import duckdb

from bench.visitor import Visitor, serving

EMPTY_SCRIPT = Path(__file__).resolve().parent / "empty.py"
HEADLESS = [
    "--server.headless=true", "--server.port={port}", "--server.address=127.0.0.1",
    "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
]  # fmt: skip
PERIODS = ("Last 4 weeks", "Last 13 weeks", "Last 26 weeks", "All time")
PLACES = ("Harbor Street", "Market Hall")
STAFF = ("Ana", "Ben", "Maya", "Priya", "Tom")
NEW_FILTERS = len(PLACES) * len(STAFF)
CUSTOMER_PAGE = "customer"


@dataclass(frozen=True)
class Seen:
    """One screen.

    Attributes:
        screen: its title; of the baseline, "empty".
        warm_ms: median of opening it again in the same session, as any click does.
        new_ms: median of opening it in a new session with filters that nobody asked for before.
        cold_ms: the first opening after the server's start.
        kilobytes: what the server sends for one warm opening.
    """

    screen: str
    warm_ms: float
    new_ms: float
    cold_ms: float
    kilobytes: float


def measure_screens(store_path: Path, *, repeats: int) -> list[Seen]:
    """Open every screen of a store, and the empty page in turn; the empty page comes first.

    Args:
        store_path: the store, called as the server calls it; nobody else has it open.
        repeats: warm openings of each screen.
    """
    customers = _faithful_customers(store_path)
    empty_command = ["-m", "streamlit", "run", str(EMPTY_SCRIPT), *HEADLESS]
    our_command = ["-m", "regulars", "serve", "--port", "{port}"]
    folder = store_path.parent
    with (
        serving(empty_command, folder / "empty.log") as empty_port,
        serving(our_command, folder / "serve.log", {"REGULARS_DATA_DIR": str(folder)}) as our_port,
        Visitor(empty_port) as beside,
        Visitor(our_port) as visitor,
    ):
        empty_cold, _ = beside.open("")
        cold = {"": visitor.open("")[0]}
        empty: list[tuple[float, int]] = []
        empty_new: list[float] = []
        seen = []
        for page, title in visitor.pages.items():
            usual, *unseen = _queries(page, customers)
            if page not in cold:
                cold[page], _ = visitor.open(page, usual)
            new = []
            for query in unseen:
                new.append(_new_session(our_port, page, query))
                empty_new.append(_new_session(empty_port, "", ""))
            warm = []
            for _ in range(repeats):
                warm.append(visitor.open(page, usual))
                empty.append(beside.open(""))
            seen.append(_seen(title, warm, new, cold[page]))
            print(f"  {title}: {seen[-1].warm_ms:.0f} ms", file=sys.stderr, flush=True)
    return [_seen("empty", empty, empty_new, empty_cold), *seen]


def _faithful_customers(store_path: Path) -> list[str]:
    with duckdb.connect(str(store_path), read_only=True) as connection:
        rows = connection.execute(
            "select customer_id from facts.customer order by visit_count desc, 1 limit $wanted",
            {"wanted": NEW_FILTERS + 1},
        ).fetchall()
    return [customer_id for (customer_id,) in rows]


def _queries(page: str, customers: Sequence[str]) -> list[str]:
    """The usual query of a page's address, and some that lead to answers not asked for before."""
    if page == CUSTOMER_PAGE:
        return [urlencode({"customer": customer_id}) for customer_id in customers]
    filters = zip(cycle(PERIODS), product(PLACES, STAFF))
    return [
        "",
        *(
            urlencode({"period": period, "location": place, "staff": staff})
            for period, (place, staff) in filters
        ),
    ]


def _new_session(port: int, page: str, query: str) -> float:
    with Visitor(port) as newcomer:
        return newcomer.open(page, query)[0]


def _seen(
    title: str, warm: Sequence[tuple[float, int]], new: Sequence[float], cold_ms: float
) -> Seen:
    return Seen(
        screen=title,
        warm_ms=median(took for took, _ in warm),
        new_ms=median(new),
        cold_ms=cold_ms,
        kilobytes=median(size for _, size in warm) / 1024,
    )
