"""PostgreSQL goes away and comes back while people check in: refused in words, nothing lost."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not SERVERS or os.geteuid() != 0 or not shutil.which("setpriv"),
        reason="starts a PostgreSQL of its own: needs Debian's server and root, as CI has",
    ),
]


class Server:
    """A PostgreSQL of the test's own, on loopback, as the user postgres."""

    def __init__(self, place: Path) -> None:
        self.place = place
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        shutil.chown(place, "postgres")
        self._as_postgres("initdb", "-A", "trust", "-U", "jejaring", "-E", "UTF8")
        self.start()

    @property
    def address(self) -> str:
        return f"postgres://jejaring@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -k {self.place} -h 127.0.0.1"
        self._as_postgres("pg_ctl", "-w", "-l", str(self.place / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._as_postgres("pg_ctl", "-w", "-m", "immediate", "stop")

    def _as_postgres(self, program: str, *words: str) -> None:
        data = ["-D", str(self.place / "data")]
        user = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        command = [*user, f"{SERVERS[-1]}/{program}", *data, *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture
def server() -> Iterator[Server]:
    place = Path(tempfile.mkdtemp(prefix="restart-"))
    own = Server(place)
    yield own
    own.stop()
    shutil.rmtree(place)


def asked(process: subprocess.Popen[str], what: str) -> str:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(what + "\n")
    process.stdin.flush()
    return process.stdout.readline().strip()


def test_presses_are_refused_while_it_is_away_and_taken_again_without_a_restart(server, tmp_path):
    environment = {**os.environ, "DATABASE_URL": server.address, "JEJARING_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "tests.faults.pressing"]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, text=True, stdin=pipe, stdout=pipe, stderr=nowhere
    ) as pressing:
        assert pressing.stdin is not None
        assert pressing.stdout is not None
        assert pressing.stdout.readline().strip() == "ready"
        first = [asked(pressing, "press") for _ in range(3)]
        server.stop()
        away = [asked(pressing, "press") for _ in range(3)]
        server.start()
        begun = time.monotonic()
        back = []
        while "302" not in back and time.monotonic() - begun < 30:
            back.append(asked(pressing, "press"))
        stored, acknowledged = asked(pressing, "count").split()
        pressing.stdin.close()

    assert first == ["302"] * 3
    assert away == ["503"] * 3
    assert back[-1] == "302"
    assert stored == acknowledged == str(3 + 1)
