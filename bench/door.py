"""What the front door costs: a request, and a click, with it and without.

Two real servers run side by side: ours with a person who signed in, and ``streamlit run`` of
bench/empty.py, which has no door. A request is asked for over one kept connection. For the click,
ours runs twice on the same data, once with nobody who signs in and once with a cookie.
"""

import http.client
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.screens import EMPTY_SCRIPT, HEADLESS
from bench.visitor import Visitor, serving
from regulars.access import Role
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web.door.passes import PERSON_COOKIE, seal

REQUESTS = 400
CLICKS = 40
PATH = "/_stcore/host-config"
SCREEN = "lapsed"


@dataclass(frozen=True)
class DoorCost:
    """One thing that is asked for, with the door and without; milliseconds.

    Attributes:
        what: a request or a click.
        without_ms: median without the door.
        with_ms: median with it.
        without_p95_ms: what 95 of 100 stay under, without.
        with_p95_ms: the same, with it.
    """

    what: str
    without_ms: float
    with_ms: float
    without_p95_ms: float
    with_p95_ms: float


def measure_door() -> list[DoorCost]:
    """Ask for the same in turn, with the door and without."""
    with tempfile.TemporaryDirectory() as folder:
        open_dir, guarded_dir = Path(folder) / "open", Path(folder) / "guarded"
        Shop.open(Settings(data_dir=open_dir)).close()
        shutil.copytree(open_dir, guarded_dir)
        cookie = _sign_in(guarded_dir)
        told = [{"REGULARS_DATA_DIR": str(folder)} for folder in (open_dir, guarded_dir)]
        ours = ["-m", "regulars", "serve", "--port", "{port}"]
        empty = ["-m", "streamlit", "run", str(EMPTY_SCRIPT), *HEADLESS]
        with (
            serving(empty, Path(folder) / "empty.log") as empty_port,
            serving(ours, Path(folder) / "open.log", told[0]) as open_port,
            serving(ours, Path(folder) / "guarded.log", told[1]) as port,
        ):
            return [
                _measure_requests(empty_port, port, cookie),
                _measure_clicks(open_port, port, cookie),
            ]


def _sign_in(data_dir: Path) -> str:
    shop = Shop.open(Settings(data_dir=data_dir))
    person = shop.access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    token = shop.access.sessions.start(person.person_id)
    sealed = seal(shop.access, PERSON_COOKIE, token)
    shop.close()
    return f"{PERSON_COOKIE}={sealed}"


def _measure_requests(empty_port: int, port: int, cookie: str) -> DoorCost:
    without, within = (http.client.HTTPConnection("127.0.0.1", p) for p in (empty_port, port))
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(REQUESTS):
        took[0].append(_request(without, {}))
        took[1].append(_request(within, {"Cookie": cookie}))
    return _cost("a request", *took)


def _request(connection: http.client.HTTPConnection, headers: dict[str, str]) -> float:
    start = time.perf_counter()
    connection.request("GET", PATH, headers=headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{PATH} answered {answer.status}.")
    return 1000 * (time.perf_counter() - start)


def _measure_clicks(open_port: int, port: int, cookie: str) -> DoorCost:
    took: tuple[list[float], list[float]] = ([], [])
    with Visitor(open_port) as without, Visitor(port, cookie=cookie) as within:
        for visitor in (without, within):
            visitor.open(SCREEN)
        for _ in range(CLICKS):
            took[0].append(without.open(SCREEN)[0])
            took[1].append(within.open(SCREEN)[0])
    return _cost("a click on Lapsed", *took)


def _cost(what: str, without: list[float], within: list[float]) -> DoorCost:
    return DoorCost(
        what,
        median(without),
        median(within),
        quantiles(without, n=20)[-1],
        quantiles(within, n=20)[-1],
    )


if __name__ == "__main__":
    for cost in measure_door():
        print(
            f"{cost.what}: {cost.without_ms:.2f} ms without, {cost.with_ms:.2f} ms with "
            f"(95 of 100 under {cost.without_p95_ms:.2f} and {cost.with_p95_ms:.2f})",
            file=sys.stdout,
        )
