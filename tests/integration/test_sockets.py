"""The server's connections."""

from __future__ import annotations

import socket

from regulars.web.serving.sockets import answer_promptly


def test_what_is_accepted_after_it_answers_without_delay() -> None:
    with socket.socket() as listening, socket.socket() as unbound:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        answer_promptly()
        with socket.create_connection(listening.getsockname()):
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        assert not unbound.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
