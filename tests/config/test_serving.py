"""`jejaring up` for real: it serves, ends cleanly, starts again, and loses nothing."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    own = {"JEJARING_DATA": str(tmp_path), "PYTHONPATH": str(ROOT / "src")}
    return {**{k: v for k, v in os.environ.items() if k != "DATABASE_URL"}, **own}


def up(port: int, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "jejaring.config.console", "up", "--port", str(port)]
    return subprocess.Popen(
        command,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def lines_until_it_serves(running: subprocess.Popen[str]) -> Iterator[str]:
    assert running.stdout is not None
    for line in running.stdout:
        yield line
        if "serves" in line:
            return


def fetched(port: int, path: str) -> str:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return str(answer.read().decode())


def left_over(folder: Path) -> list[str]:
    """Processes that still run with this folder as their own."""
    listed = subprocess.run(["ps", "axeww"], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if f"JEJARING_DATA={folder}" in line]


@pytest.mark.slow
def test_up_serves_ends_cleanly_and_goes_on_where_it_was(port, environment, tmp_path):
    with up(port, environment) as running:
        assert any(f"http://127.0.0.1:{port}" in line for line in lines_until_it_serves(running))
        assert "Kamis pagi" in fetched(port, "/")
        assert "jejaring" in fetched(port, "/static/ui/manifest.json").lower()
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
    secret = (tmp_path / "secret.key").read_text()

    with up(port, environment) as again:
        told = list(lines_until_it_serves(again))
        again.send_signal(signal.SIGTERM)
        assert again.wait(timeout=30) == 0

    assert left_over(tmp_path) == []
    assert not any("Preparing" in line for line in told)
    assert (tmp_path / "secret.key").read_text() == secret
    with sqlite3.connect(tmp_path / "jejaring.sqlite3") as kept:
        assert kept.execute("SELECT COUNT(*) FROM places_province").fetchone() == (38,)
    kept.close()


def test_a_taken_port_gets_one_clear_line(port, environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        with up(port, environment) as refused:
            told, _ = refused.communicate(timeout=60)

    assert refused.returncode == 1
    assert told == (
        f"jejaring: port {port} is taken; stop what uses it, "
        f"or try another: make up PORT={port + 1}\n"
    )
