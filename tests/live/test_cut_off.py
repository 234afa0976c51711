"""kill -9 in the middle of a closing, or of applying an import: a rerun completes it, once."""

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
from tests.live.cut_off_import import KNOWN, NEW, REGISTERED

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


def start(
    act: str, environment: dict[str, str], *more: str, of: str = "cut_off"
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", f"tests.live.{of}", act, *more]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)


def run(act: str, environment: dict[str, str], of: str = "cut_off") -> str:
    process = start(act, environment, of=of)
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


IMPORT = "cut_off_import"
STANDING = {
    "state": "applying",
    "places": REGISTERED,
    "people_with_a_place": REGISTERED,
    "reported": 0,
    "reports": 0,
    "new_addresses": 0,
    "active": KNOWN,
    "applied": 0,
    "breaks": 0,
}
"""Before anything of the import counts."""
APPLIED = {
    "state": "applied",
    "places": KNOWN + NEW,
    "people_with_a_place": KNOWN + NEW,
    "reported": KNOWN + NEW,
    "reports": KNOWN + NEW,
    "new_addresses": NEW,
    "active": KNOWN + NEW,
    "applied": 1,
    "breaks": 0,
}
UNDONE = APPLIED | {
    "state": "undone",
    "places": REGISTERED,
    "people_with_a_place": REGISTERED,
    "new_addresses": 0,
    "active": KNOWN,
}


def kill_at(statement: str, environment: dict[str, str]) -> None:
    """Let the import be carried on up to a statement, then kill -9 while its work is open."""
    with start("carry_on", environment, statement, of=IMPORT) as applying:
        assert applying.stdout is not None
        assert applying.stdout.readline() == "1\n"
        assert applying.stdout.readline() == f"{statement}\n"
        os.kill(applying.pid, signal.SIGKILL)


def told(environment: dict[str, str]) -> dict[str, object]:
    said: dict[str, object] = json.loads(run("report", environment, IMPORT))
    return said


@pytest.mark.slow
def test_an_import_killed_twice_is_applied_once_and_can_be_undone(environment):
    run("prepare", environment, IMPORT)
    for statement in ('INSERT INTO "people_emailaddress"', 'UPDATE "live_fileimport"'):
        kill_at(statement, environment)
        assert told(environment) == STANDING

    assert run("carry_on", environment, IMPORT) == "1\n"
    assert told(environment) == APPLIED
    assert run("carry_on", environment, IMPORT) == "0\n"
    assert run("again", environment, IMPORT) == "AlreadyApplied\n"
    assert told(environment) == APPLIED

    run("undo", environment, IMPORT)
    assert told(environment) == UNDONE
