"""`jejaring up`: everything one installation needs, in one command."""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from jejaring.parties.places import actions as places
from jejaring.registers.hours import actions as hours

QUEUES = ["letters", "default"]
"""A worker each: a one-time code must not wait behind a closing."""
STOP_AFTER = 10.0
"""Seconds that a part may take to stop before it is ended."""


class Wish:
    """Whether somebody asked to stop. Remembered, not raised: a part just begun is ended too."""

    is_told = False

    def tell(self, _number: int, _frame: FrameType | None) -> None:
        """What Ctrl-C and SIGTERM mean here; once is enough, however often it is asked."""
        self.is_told = True


def is_taken(host: str, port: int) -> bool:
    """Whether something listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def prepare() -> None:
    """Bring the database and the static files to this version; nothing to do costs little."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database.", flush=True)
        call_command("migrate", verbosity=0, interactive=False)
        places.load(by=None, at=timezone.now())
        hours.load_rules(at=timezone.now())
    print_of_static, stamp = _print_of_static(), settings.STATIC_ROOT / "made-from"
    if not stamp.exists() or stamp.read_text() != print_of_static:
        print("Preparing the static files.", flush=True)
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(print_of_static)


def _print_of_static() -> str:
    source = Path(settings.ROOT) / "src" / "jejaring"
    digest = hashlib.sha256()
    for path in sorted(source.glob("*/*/static/**/*")):
        if path.is_file():
            state = path.stat()
            digest.update(f"{path}:{state.st_size}:{state.st_mtime_ns}".encode())
    return digest.hexdigest()


def serve(host: str, port: int) -> int:
    """Run the web server and the workers until Ctrl-C; restart a worker that fell over."""
    stop = Wish()
    signal.signal(signal.SIGTERM, stop.tell)
    signal.signal(signal.SIGINT, stop.tell)
    web = _start_web(host, port)
    workers: dict[str, subprocess.Popen[bytes]] = {}
    try:
        _wait_until_it_answers(web, host, port, stop)
        if not stop.is_told:
            print(f"Jejaring serves http://{host}:{port}  (Ctrl-C stops it)", flush=True)
        while web.poll() is None and not stop.is_told:
            for queue in QUEUES:
                if queue not in workers or workers[queue].poll() is not None:
                    workers[queue] = _start_worker(queue)
            time.sleep(0.2)
    finally:
        if stop.is_told:
            print("\nStopping.", flush=True)
        _end([web, *workers.values()])
    if stop.is_told:
        return 0
    print("The web server stopped by itself; its last words stand above.", file=sys.stderr)
    return 1


def _start_web(host: str, port: int) -> subprocess.Popen[bytes]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "--log-level", "error", "jejaring.config.wsgi:application",
    ]  # fmt: skip
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own server


def _start_worker(queue: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "jejaring.config.console", "worker", "--queue", queue]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own worker


def _wait_until_it_answers(web: subprocess.Popen[bytes], host: str, port: int, stop: Wish) -> None:
    while web.poll() is None and not stop.is_told:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex((host, port)) == 0:
                return
        time.sleep(0.05)


def _end(parts: list[subprocess.Popen[bytes]]) -> None:
    for part in parts:
        if part.poll() is None:
            part.terminate()
    until = time.monotonic() + STOP_AFTER
    for part in parts:
        try:
            part.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
