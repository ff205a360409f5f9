"""What gets through of what a browser sends, and how fast."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from regulars.app.policy import LOCAL_MANAGER, Viewer
from regulars.auth.person import Person, Role
from regulars.errors import SignedOut
from regulars.web.auth import websocket_limits
from regulars.web.auth.websocket_limits import Pace, Paces, only_clicks

STAFF = Viewer.of_person(Person("p2", "Tom", None, Role.STAFF, False, False, True))
TRUSTED = Viewer.of_person(Person("p3", "Ivy", None, Role.STAFF, True, True, True))


def click(**parts: Any) -> bytes:
    return BackMsg(**parts).SerializeToString()


RERUN = click(rerun_script={"query_string": "a=b"})
UPLOAD = click(file_urls_request={"request_id": "1", "file_names": ["a.csv"]})
DOWNLOAD = click(backend_operation_request={"deferred_file": {"file_id": "f"}})
FORBIDDEN = [
    click(clear_cache=True),
    click(set_run_on_save=True),
    click(load_git_info=True),
    click(debug_shutdown_runtime=True),
    click(debug_disconnect_websocket=True),
    click(backend_operation_request={"install_skills": {}}),
    click(backend_operation_request={"dataframe_chunk": {"source_id": "s"}}),
    click(),
]


def received(sent: list[bytes], viewer_now: Callable[[], Viewer]) -> list[bytes]:
    """What gets through before the connection ends."""
    messages = [{"type": "websocket.receive", "bytes": data} for data in sent]
    messages.append({"type": "websocket.disconnect"})

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def read() -> list[bytes]:
        guarded, got = only_clicks(receive, viewer_now, None), []
        while (message := await guarded())["type"] == "websocket.receive":
            got.append(message["bytes"])
        return got

    return asyncio.run(read())


@pytest.mark.parametrize(
    ("viewer", "through"),
    [
        (LOCAL_MANAGER, [RERUN, UPLOAD, DOWNLOAD]),
        (TRUSTED, [RERUN, DOWNLOAD]),
        (STAFF, [RERUN]),
    ],
)
def test_only_what_this_viewers_clicks_need(viewer: Viewer, through: list[bytes]) -> None:
    sent = [*FORBIDDEN, RERUN, UPLOAD, *FORBIDDEN, DOWNLOAD]
    assert received(sent, lambda: viewer) == through


def test_after_the_session_ended_a_rerun_is_left_to_the_screen() -> None:
    def ended() -> Viewer:
        raise SignedOut("out")

    assert received([UPLOAD, DOWNLOAD, RERUN], ended) == [RERUN]


def test_a_burst_is_free_and_then_there_is_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(websocket_limits.time, "monotonic", lambda: now[0])
    pace = Pace(burst=3, per_second=2)
    assert [pace.take() for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    now[0] += 10
    assert pace.take() == 0


def test_each_key_has_its_own_pace_and_old_ones_are_forgotten() -> None:
    paces = Paces(burst=1, per_second=1, most=2)
    first = paces.of("a")
    assert paces.of("a") is first
    assert paces.of("b") is not first
    paces.of("c")
    assert paces.of("a") is not first
