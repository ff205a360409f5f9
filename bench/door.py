"""What the front door costs: a request, and a click, with it and without.

A request is answered in this process by next to nothing, with the door in front and without, in
turn. For the click, two real servers run side by side on the same data: one where nobody signs in,
one with the cookie of somebody who did.
"""

import asyncio
import logging
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from starlette.types import Message, Receive, Scope, Send

from bench.visitor import Visitor, serving
from regulars.auth.person import Role
from regulars.settings import Settings
from regulars.shop import Shop
from regulars.web.auth.cookies import PERSON_COOKIE, seal
from regulars.web.auth.gate import Gate

REQUESTS = 5000
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
        costs = [_measure_requests(guarded_dir, cookie)]
        told = [{"REGULARS_DATA_DIR": str(folder)} for folder in (open_dir, guarded_dir)]
        ours = ["-m", "regulars", "serve", "--port", "{port}"]
        with (
            serving(ours, Path(folder) / "open.log", told[0]) as open_port,
            serving(ours, Path(folder) / "guarded.log", told[1]) as port,
        ):
            return [*costs, _measure_clicks(open_port, port, cookie)]


def _sign_in(data_dir: Path) -> str:
    shop = Shop.open(Settings(data_dir=data_dir))
    person = shop.access.people.add("Ana", Role.MANAGER, password="a quiet corner table")
    token = shop.access.sessions.start(person.person_id)
    sealed = seal(shop.access, PERSON_COOKIE, token)
    shop.close()
    return f"{PERSON_COOKIE}={sealed}"


def _measure_requests(data_dir: Path, cookie: str) -> DoorCost:
    logging.getLogger("regulars").setLevel(logging.INFO)
    logging.getLogger("regulars").addHandler(logging.FileHandler(os.devnull))
    shop = Shop.open(Settings(data_dir=data_dir))
    door = Gate(_answer, access=lambda: shop.access, public_url="")
    took: tuple[list[float], list[float]] = ([], [])

    async def ask() -> None:
        for _ in range(REQUESTS):
            for place, app in enumerate((_answer, door)):
                start = time.perf_counter()
                await app(_request(cookie), _receive, _send)
                took[place].append(1000 * (time.perf_counter() - start))

    asyncio.run(ask())
    shop.close()
    return _cost("a request", *took)


def _request(cookie: str) -> Scope:
    headers = {"host": "127.0.0.1:8501", "accept": "*/*", "cookie": cookie}
    return {
        "type": "http",
        "scheme": "http",
        "method": "GET",
        "path": PATH,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 50123),
        "server": ("127.0.0.1", 8501),
    }


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"{}"})


async def _receive() -> Message:
    return {"type": "http.request"}


async def _send(message: Message) -> None:
    pass


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
        )
