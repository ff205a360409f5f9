"""nginx and Caddy, started with the files of deploy/; only names, ports and paths are replaced."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

__all__ = [
    "DEPLOY",
    "NAME",
    "Certificate",
    "Proxy",
    "free_port",
    "program",
    "running",
    "shake_hands",
]

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
NAME = "regulars.example.com"
USUAL = "127.0.0.1:8501"
START_SECONDS = 20


@dataclass(frozen=True)
class Certificate:
    """A certificate for NAME that vouches for itself.

    Attributes:
        certificate: the file with the certificate.
        key: the file with its key.
    """

    certificate: Path
    key: Path

    @classmethod
    def make(cls, folder: Path) -> Certificate:
        """Write one that holds for a day."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
        now = datetime.now(UTC)
        signed = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        made = cls(folder / "certificate.pem", folder / "key.pem")
        made.certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
        made.key.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return made

    def believed(self) -> ssl.SSLContext:
        """What a client needs that believes this certificate, and no other."""
        return ssl.create_default_context(cafile=str(self.certificate))


@dataclass(frozen=True)
class Proxy:
    """A running proxy.

    Attributes:
        kind: nginx or caddy.
        port: where it takes TLS, on loopback.
        plain_port: where it takes HTTP without TLS.
        folder: what it wrote.
        certificate: what it shows.
    """

    kind: str
    port: int
    plain_port: int
    folder: Path
    certificate: Certificate

    @property
    def address(self) -> str:
        """Where browsers find it, if they know that NAME is this machine."""
        return f"https://{NAME}:{self.port}"

    @property
    def written(self) -> str:
        """All that it wrote into logs and on the terminal."""
        return "\n".join(
            path.read_text("utf-8", "replace") for path in sorted(self.folder.glob("*.log"))
        )

    def visitor(self, come_from: str = "127.0.0.1") -> httpx.Client:
        """A client that asks for NAME, keeps cookies, and believes that certificate alone."""

        def ask_for_name(request: httpx.Request) -> None:
            request.extensions["sni_hostname"] = NAME

        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.port}",
            headers={"Host": f"{NAME}:{self.port}"},
            event_hooks={"request": [ask_for_name]},
            transport=httpx.HTTPTransport(
                verify=self.certificate.believed(), local_address=come_from
            ),
            timeout=30,
        )


def program(kind: str) -> str | None:
    """Where the program is, or None; system folders are not on everybody's path."""
    return shutil.which(kind, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def free_port() -> int:
    """A port of loopback that nobody has at the moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(
    kind: str, servers: list[str], folder: Path, certificate: Certificate
) -> Iterator[Proxy]:
    """A proxy in front of servers, such as ``http://127.0.0.1:40123``."""
    folder.mkdir()
    proxy = Proxy(kind, free_port(), free_port(), folder, certificate)
    places = [urlsplit(server).netloc for server in servers]
    write = {"nginx": _nginx_command, "caddy": _caddy_command}[kind]
    command = write(proxy, places)
    with (folder / "terminal.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        )
    try:
        _wait_for(proxy, process)
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


def shake_hands(client: httpx.Client, proxy: Proxy, path: str = "/_stcore/stream") -> int:
    """Ask for the WebSocket as a browser of NAME does: 101, or the status of the refusal."""
    held = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    trusting = proxy.certificate.believed()
    try:
        with connect(
            f"wss://{NAME}:{proxy.port}{path}",
            sock=socket.create_connection(("127.0.0.1", proxy.port), 30),
            server_hostname=NAME,
            ssl=trusting,
            origin=proxy.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": held} if held else {},
            proxy=None,
            close_timeout=1,
        ):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def _nginx_command(proxy: Proxy, places: list[str]) -> list[str]:
    text = _replaced(
        (DEPLOY / "nginx.conf").read_text(encoding="utf-8"),
        {
            "listen 80;": f"listen 127.0.0.1:{proxy.plain_port};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{proxy.port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            f"/etc/letsencrypt/live/{NAME}/fullchain.pem": str(proxy.certificate.certificate),
            f"/etc/letsencrypt/live/{NAME}/privkey.pem": str(proxy.certificate.key),
            "/var/log/nginx/regulars.log": str(proxy.folder / "errors.log"),
            f"server {USUAL} max_fails=0;": " ".join(
                f"server {place} max_fails=0;" for place in places
            ),
        },
    )
    (proxy.folder / "regulars.conf").write_text(text, encoding="utf-8")
    # What a distribution's own nginx.conf says around it.
    rests = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{rest}_temp_path {proxy.folder}/{rest};" for rest in rests)
    whole = proxy.folder / "nginx.conf"
    whole.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes 1;\n"
        f"pid {proxy.folder}/nginx.pid; error_log stderr;\n"
        f"events {{ worker_connections 256; }}\n"
        f"http {{\n{temporary}\naccess_log {proxy.folder}/access.log;\n"
        f"include {proxy.folder}/regulars.conf;\n}}\n",
        encoding="utf-8",
    )
    return [str(program("nginx")), "-p", str(proxy.folder), "-c", str(whole)]


def _caddy_command(proxy: Proxy, places: list[str]) -> list[str]:
    files = f"{proxy.certificate.certificate} {proxy.certificate.key}"
    text = _replaced(
        (DEPLOY / "Caddyfile").read_text(encoding="utf-8"),
        {
            "\n{\n": f"\n{{\n\tadmin off\n\tskip_install_trust\n\tdefault_bind 127.0.0.1\n"
            f"\thttp_port {proxy.plain_port}\n\thttps_port {proxy.port}\n",
            f"\n{NAME} {{\n": f"\n{NAME} {{\n\ttls {files}\n",
            f"reverse_proxy {USUAL} ": f"reverse_proxy {' '.join(places)} ",
        },
    )
    written = proxy.folder / "Caddyfile"
    written.write_text(text, encoding="utf-8")
    return [
        str(program("caddy")),
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        str(written),
    ]


def _replaced(text: str, replacements: dict[str, str]) -> str:
    for old, new in replacements.items():
        assert text.count(old) == 1, f"deploy/ does not say {old!r} once"
        text = text.replace(old, new)
    return text


def _wait_for(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", proxy.port), 1):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"{proxy.kind} did not start:\n{proxy.written}")
