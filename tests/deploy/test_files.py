"""The files of deploy/ say what the program understands, and what the others of them say."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections import UserDict
from pathlib import Path

import pytest

from regulars.settings import PROJECT_DIR, Settings
from tests.deploy.proxies import DEPLOY, NAME

FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
PLACE = f"{Settings.address}:{Settings.port}"


class Environment(UserDict[str, str]):
    """Remembers what it is asked for."""

    def __init__(self, given: dict[str, str]) -> None:
        super().__init__(given)
        self.asked: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def example_settings() -> dict[str, str]:
    """regulars.env, with the lines in it that are switched off."""
    lines = re.findall(r"^#?(REGULARS_\w+)=(.*)$", text_of("regulars.env"), re.MULTILINE)
    return dict(lines)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_is_one_that_the_program_reads(path: Path) -> None:
    environment = Environment({})
    Settings.from_environment(environment)
    named = set(re.findall(r"REGULARS_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    assert named <= environment.asked


def test_the_example_settings_can_be_used() -> None:
    settings = Settings.from_environment(example_settings())
    assert settings.public_url == f"https://{NAME}"
    assert settings.data_dir == Path("/var/lib/regulars")
    assert settings.backup_dir is not None
    assert settings.backup_dir.is_relative_to(settings.data_dir)
    assert f"{settings.address}:{settings.port}" == PLACE


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxies_look_for_the_server_where_it_is(name: str) -> None:
    assert set(re.findall(r"127\.0\.0\.1:\d+", text_of(name))) == {PLACE}
    assert f"REGULARS_PUBLIC_URL=https://{NAME}" in text_of(name)


@pytest.mark.parametrize(
    ("name", "limit"), [("nginx.conf", r"_size (\d{3,})m;"), ("Caddyfile", r"size (\d{3,})MiB")]
)
def test_the_proxies_let_through_what_the_program_does(name: str, limit: str) -> None:
    config = tomllib.loads((PROJECT_DIR / ".streamlit/config.toml").read_text(encoding="utf-8"))
    (most,) = re.findall(limit, text_of(name))
    # A form has a few lines around the file.
    assert config["server"]["maxUploadSize"] < int(most) < config["server"]["maxUploadSize"] * 1.05


def test_service_settings_and_command_name_the_same_places() -> None:
    service, command = text_of("regulars.service"), text_of("regulars")
    program = "/opt/regulars/.venv/bin/python -m regulars"
    assert f"ExecStart={program} serve\n" in service
    assert "cd /opt/regulars\nexec .venv/bin/python -m regulars" in command
    assert "EnvironmentFile=/etc/regulars.env\n" in service
    assert ". /etc/regulars.env\n" in command
    assert "StateDirectory=regulars\n" in service  # /var/lib/regulars
    assert "User=regulars\n" in service
    assert "runuser -u regulars" in command


def test_the_sandbox_is_not_looser_than_it_was() -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed: apt-get install systemd")
    service = str(DEPLOY / "regulars.service")
    # Tenths: the program calls up to 2.0 fit for what the network reaches.
    checked = subprocess.run(
        [analyze, "security", "--no-pager", "--offline=true", "--threshold=15", service],
        capture_output=True,
        text=True,
    )
    if "--offline" in checked.stderr:
        pytest.skip("this systemd-analyze is too old to look at a file: 250 can")
    assert checked.returncode == 0, checked.stdout[-500:] + checked.stderr


def test_a_container_is_pinned_and_has_an_account_of_its_own() -> None:
    dockerfile = text_of("Dockerfile")
    bases = set(re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE))
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-[a-z]+", bases.pop())
    (account,) = re.findall(r"^USER (\d+):\d+$", dockerfile, re.MULTILINE)
    assert int(account) > 0
    ports = set(re.findall(r"(?:EXPOSE |REGULARS_PORT=)(\d+)", dockerfile))
    assert ports == {str(Settings.port)}


def test_a_container_gets_all_that_it_needs_and_nothing_else(tmp_path: Path) -> None:
    lines = (PROJECT_DIR / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    for rule in rules[1:]:
        source, target = PROJECT_DIR / rule[1:], tmp_path / rule[1:]
        if rule.startswith("!"):
            target.parent.mkdir(exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    for cache in tmp_path.rglob("__pycache__"):
        shutil.rmtree(cache)
    taken = {path.name for path in tmp_path.iterdir()}
    assert taken.isdisjoint({"data", "tests", ".git", ".env", ".venv", "deploy"})
    assert not (tmp_path / ".streamlit" / "secrets.toml").exists()
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "import app, regulars.cli, sample_data.make_sample; print(app.__file__)",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.stdout.strip() == str(tmp_path / "app.py"), ran.stderr


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_file_is_explained(path: Path) -> None:
    assert f"`{path.name}`" in text_of("README.md") or path.name == "README.md"
