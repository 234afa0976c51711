"""kill -9 between a signature and its row: a rerun completes, nobody's signature is there twice."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

ROOT = Path(__file__).resolve().parents[2]
STUCK = {"SEALER": "tests.agreements.cut_off.StopsBeforeTheRow"}


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
    command = [sys.executable, "-m", "tests.agreements.cut_off", act]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run(act: str, environment: dict[str, str]) -> str:
    process = start(act, environment)
    told, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return told


def kill_after_the_second_is_made(environment: dict[str, str]) -> None:
    with start("seal", environment | STUCK) as sealing:
        assert sealing.stdout is not None
        while sealing.stdout.readline() != "made 2\n":
            pass
        os.kill(sealing.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_sealing_killed_twice_is_completed_once(environment):
    run("prepare", environment)
    kill_after_the_second_is_made(environment)
    assert json.loads(run("report", environment))["signed"] == 1
    kill_after_the_second_is_made(environment)

    run("seal", environment)

    finished = {"signed": 3, "each_side_once": True, "intact": True, "sealed": 3}
    assert json.loads(run("report", environment)) == finished | {
        "documents": 3,
        "told": 3,
        "breaks": 0,
    }
