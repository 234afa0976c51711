"""How fast is a public page, beside the bare server; how long does the product take to start?

Goals: the session page, signed out and kept, >= 50 % of the server's bare "hello" rate; product
start-up (setup and addresses) / bare `django.setup()` with contrib apps <= 2.0. Server and limit
run under the same granian with one worker and take turns; medians. The client is one process that
sends sixteen requests ahead on each of four connections, so that the server is what is measured;
the server's own processor time per request stands beside the rate. Run: `python -m bench.pages`.
"""

import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS, SECONDS = 5, 2.0
CONNECTIONS, AHEAD = 4, 16
RATE_GOAL, START_GOAL = 0.5, 2.0
CONTRIB = ["auth", "contenttypes", "sessions", "messages", "staticfiles"]


def hello(_environ: Any, start_response: Any) -> list[bytes]:
    """The least that a server can be asked."""
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [b"hello"]


@contextmanager
def served(target: str, environ: dict[str, str]) -> Any:
    """A granian of one worker on a free port; its address and its processes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "1",
        "--log-level", "error", target,
    ]  # fmt: skip
    server = subprocess.Popen(command, env=environ, cwd=ROOT, start_new_session=True)
    try:
        for _try in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def rate(port: int, path: str, seconds: float) -> float:
    """Requests a second that one client gets answered, keeping connections."""
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    ) * AHEAD
    sockets = [socket.create_connection(("127.0.0.1", port)) for _ in range(CONNECTIONS)]
    for connection in sockets:
        connection.sendall(request)
    answered, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        for connection in sockets:
            answered += _answers(connection)
            connection.sendall(request)
    took = time.perf_counter() - begun
    for connection in sockets:
        connection.close()
    return answered / took


def _answers(connection: socket.socket) -> int:
    """Read the answers to one burst, each to the end of its body; how many."""
    found, tail = 0, b""
    size = 0
    while found < AHEAD:
        tail += connection.recv(1 << 20)
        while True:
            head, gap, rest = tail.partition(b"\r\n\r\n")
            if not gap:
                break
            assert head.startswith(b"HTTP/1.1 200"), head[:60]
            lower = head.lower()
            size = int(lower.partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(rest) < size:
                break
            tail = rest[size:]
            found += 1
    return found


def processor_seconds(pid: int) -> float:
    """User and system time of the server's workers so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pid:
            total += (int(fields[11]) + int(fields[12])) / ticks
    return total


def prepare(environ: dict[str, str]) -> str:
    """A database with one announced session that has everything; its address."""
    made = """
import sys; sys.path.insert(0, "."); import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0); call_command("collectstatic", verbosity=0, interactive=False)
from tests.factories.live import *
session = LiveSessionFactory(starts_at=timezone.now() + timedelta(days=2), summary="Contoh " * 60)
for n in range(5): RunDownItemFactory(session=session, offset=n * 20)
for n in range(3): CheckInWindowFactory(session=session, position=n + 1, code=f"ABCDE{n}")
for n in range(3): SessionSpeakerFactory(session=session, position=n)
for n in range(500): RegistrationFactory(session=session)
print(session.slug)
"""
    done = subprocess.run(
        [sys.executable, "-c", made], env=environ, cwd=ROOT, check=True, capture_output=True
    )
    return f"/asn-belajar/{done.stdout.decode().split()[-1]}/"


def measure_pages(environ: dict[str, str]) -> bool:
    path = prepare(environ)
    with (
        served("bench.pages:hello", environ) as (bare_port, bare_pid),
        served("jejaring.config.wsgi:application", environ) as (port, pid),
    ):
        rate(bare_port, "/", 0.5)
        rate(port, path, 1.0)
        rows = []
        for _round in range(ROUNDS):
            before = processor_seconds(bare_pid)
            bare = rate(bare_port, "/", SECONDS)
            bare_cost = (processor_seconds(bare_pid) - before) / (bare * SECONDS)
            before = processor_seconds(pid)
            page = rate(port, path, SECONDS)
            cost = (processor_seconds(pid) - before) / (page * SECONDS)
            rows.append((bare, page, bare_cost, cost))
    bare, page, bare_cost, cost = (median(column) for column in zip(*rows, strict=True))
    print(f"hello          {bare:9.0f}/s   {bare_cost * 1e6:6.0f} us of the server's processor")
    print(f"session page   {page:9.0f}/s   {cost * 1e6:6.0f} us of the server's processor")
    print(f"ratio of rates {page / bare:9.2f}     goal >= {RATE_GOAL}")
    return bool(page / bare >= RATE_GOAL)


def measure_start(environ: dict[str, str]) -> bool:
    apps = ", ".join(f"'django.contrib.{name}'" for name in CONTRIB)
    bare = (
        "from django.conf import settings; "
        f"settings.configure(INSTALLED_APPS=[{apps}], USE_TZ=True, "
        "DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}); "
        "import django; django.setup()"
    )
    product = (
        "import django; django.setup(); "
        "from django.urls import get_resolver; get_resolver().url_patterns"
    )
    rows = [(_start(bare, environ), _start(product, environ)) for _round in range(ROUNDS + 4)]
    limit, took = (median(column) for column in zip(*rows, strict=True))
    print(f"bare setup     {limit * 1000:9.0f} ms")
    print(f"product setup  {took * 1000:9.0f} ms")
    print(f"ratio          {took / limit:9.2f}     goal <= {START_GOAL}")
    return bool(took / limit <= START_GOAL)


def _start(code: str, environ: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=environ, check=True)
    return time.perf_counter() - begun


def main() -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            **os.environ,
            "JEJARING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "jejaring.config.settings",
            "DATABASE_URL": f"sqlite:///{folder}/pages.sqlite3",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        passed = [measure_pages(environ), measure_start(environ)]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
