"""kill -9 in the middle of a closing: a rerun completes, with no double hours and no gap."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.live.cut_off import PEOPLE

ROOT = Path(__file__).resolve().parents[2]
FINISHED = {
    "session": "certificates_issued",
    "closing": "held",
    "issued": PEOPLE,
    "postings": PEOPLE,
    "people": PEOPLE,
    "certificates": PEOPLE,
    "has_gap_or_double": False,
    "in_batch": PEOPLE,
    "notices": PEOPLE,
    "breaks": 0,
    "differences": 0,
}


@pytest.fixture
def environment(tmp_path) -> Iterator[dict[str, str]]:
    """A database of its own, of the kind this run is on."""
    place = {**os.environ, "JEJARING_DATA": str(tmp_path)}
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield place
        return
    import psycopg

    name = f"cut_off_{uuid4().hex[:8]}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield {**place, "DATABASE_URL": address.rsplit("/", 1)[0] + "/" + name}
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(act: str, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.live.cut_off", act]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run(act: str, environment: dict[str, str]) -> str:
    process = start(act, environment)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return told


def kill_after(steps: int, environment: dict[str, str]) -> None:
    """Let the closing report so many steps, then kill -9, wherever it then is."""
    with start("close", environment) as closing:
        assert closing.stdout is not None
        for _ in range(steps):
            assert closing.stdout.readline()
        os.kill(closing.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_closing_killed_twice_is_completed(environment):
    run("prepare", environment)
    kill_after(1, environment)
    kill_after(2, environment)

    run("close", environment)

    assert json.loads(run("report", environment)) == FINISHED
