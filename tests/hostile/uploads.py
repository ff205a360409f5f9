"""Uploading as a browser does: where to, the token, the file, and the click that takes it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.hostile.client import Answer, Cookies, Screen, Tab, request
from tests.hostile.guarded import GuardedServer

__all__ = ["Uploader"]

BOUNDARY = "a-boundary-of-ours"


class Uploader:
    """One tab on the Imports screen.

    Args:
        server: where to.
        tab: the tab, of whoever may import.
        visitor: whose tab it is.
    """

    def __init__(self, server: GuardedServer, tab: Tab, visitor: str) -> None:
        self._server = server
        self._tab = tab
        self.screen = tab.open("imports")
        told = request(server, "GET", "/_stcore/health", server.cookies(visitor))
        token = told.headers["set-cookie"].partition("=")[2].partition(";")[0]
        self.cookies: Cookies = {**server.cookies(visitor), "_streamlit_xsrf": token}
        self.headers = {"X-Xsrftoken": token}

    def put(
        self, name: str, content: bytes | Iterable[bytes], session_id: str = "", file_id: str = ""
    ) -> Answer:
        """Send a file; pieces go without a declared length."""
        path = f"/_stcore/upload_file/{session_id or self._tab.session_id}/{file_id or 'x'}"
        headers = {**self.headers, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        quoted = name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
        head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; '
            f'filename="{quoted}"\r\nContent-Type: text/csv\r\n\r\n'
        ).encode()
        tail = f"\r\n--{BOUNDARY}--\r\n".encode()
        body: bytes | Iterable[bytes] = (
            head + content + tail if isinstance(content, bytes) else (head, *content, tail)
        )
        return request(self._server, "PUT", path, self.cookies, headers, body)

    def take(self, name: str, content: bytes) -> Screen:
        """Send a file and have it imported: the screen that tells what became of it.

        It is drawn twice: until the file is taken, and anew with a fresh drop zone.
        """
        file_id = str(uuid.uuid4())
        sent = self.put(name, content, file_id=file_id)
        assert sent.status == 204, sent.status
        chosen = WidgetState(id=self.screen.of("file_uploader")[-1].id)
        file = chosen.file_uploader_state_value.uploaded_file_info.add()
        file.file_id = file.file_urls.file_id = file_id
        file.name, file.size = name, len(content)
        self.screen = self._tab.open("imports", widgets=[chosen])
        return self.screen
