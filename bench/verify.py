"""How fast does a stranger learn whether a certificate is genuine, among a million of them?

Goals: requests/s with 1,000,000 certificates / null Django view behind the same middleware >= 0.5;
/ the same page with 10,000 certificates >= 0.9; p99 < 25 ms at 100/s on one worker. Every request
asks for another certificate, chosen at random over all; the three servers take turns; medians.
The first pass, in which the server has proven no bundle yet, is told apart. Run:
`python -m bench.verify [CERTIFICATES]`; DATABASE_URL=postgres://... measures on PostgreSQL.
"""

import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from statistics import median, quantiles
from typing import Any

from bench.pages import ROOT, processor_seconds, served

ROUNDS, SECONDS = 5, 2.0
CONNECTIONS, AHEAD = 4, 16
SMALL, LARGE, ASKED = 10_000, 1_000_000, 20_000
PACE, PACED_SECONDS = 100, 20
NULL_GOAL, SIZE_GOAL, P99_GOAL_MS = 0.5, 0.9, 25.0


@contextmanager
def database(folder: str, name: str) -> Any:
    """The address of an empty database of the kind that DATABASE_URL asks for."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder}/{name}.sqlite3"
        return
    own = f"bench_{name}_{uuid.uuid4().hex[:8]}"
    subprocess.run(["psql", "-q", given, "-c", f"CREATE DATABASE {own}"], check=True)
    try:
        yield f"{given.rpartition('/')[0]}/{own}"
    finally:
        subprocess.run(["psql", "-q", given, "-c", f"DROP DATABASE {own} WITH (FORCE)"], check=True)


def filled(environ: dict[str, str], count: int) -> list[bytes]:
    """Issue and seal that many certificates; requests for some of them, in random order."""
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bench.issued", str(count), str(ASKED)],
        env=environ,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    )
    print(f"{count:,} certificates issued and sealed in {time.perf_counter() - begun:.0f} s")
    return [asking(code) for code in done.stdout.decode().split()]


def asking(code: str) -> bytes:
    """What a browser sends to see the page of this code."""
    path = "-".join(["JJR", code[:4], code[4:8], code[8:]])
    head = f"GET /v/{path}/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n"
    return head.encode()


class Client:
    """Keeps a few connections busy, each with some requests ahead, and reads every answer."""

    def __init__(self, port: int, requests: list[bytes]) -> None:
        self._port = port
        self._count = len(requests)
        self._requests = cycle(requests)

    def rate(self, seconds: float) -> float:
        """Requests answered a second."""
        with ExitStack() as stack:
            connections = [stack.enter_context(self._connection()) for _ in range(CONNECTIONS)]
            for connection in connections:
                self._send(connection)
            answered, begun = 0, time.perf_counter()
            while time.perf_counter() - begun < seconds:
                for connection in connections:
                    answered += read(connection, AHEAD)
                    self._send(connection)
            return answered / (time.perf_counter() - begun)

    def first_pass(self) -> float:
        """Requests answered a second when each is asked for once."""
        begun = time.perf_counter()
        with self._connection() as connection:
            for _burst in range(self._count // AHEAD):
                self._send(connection)
                read(connection, AHEAD)
        return self._count / (time.perf_counter() - begun)

    def paced(self) -> list[float]:
        """Milliseconds from the moment each request was due until it was answered."""
        connection, waits = self._connection(), []
        begun = time.perf_counter()
        for number, request in enumerate(islice(self._requests, PACE * PACED_SECONDS)):
            due = begun + number / PACE
            time.sleep(max(0.0, due - time.perf_counter()))
            connection.sendall(request)
            read(connection, 1)
            waits.append((time.perf_counter() - due) * 1000)
        connection.close()
        return waits

    def _connection(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self._port))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def _send(self, connection: socket.socket) -> None:
        connection.sendall(b"".join(islice(self._requests, AHEAD)))


def read(connection: socket.socket, count: int) -> int:
    """Read that many answers to the end of their bodies; how many."""
    found, tail = 0, b""
    while found < count:
        tail += connection.recv(1 << 20) or _closed()
        while found < count:
            head, gap, rest = tail.partition(b"\r\n\r\n")
            if not gap:
                break
            assert head.startswith(b"HTTP/1.1 200"), head[:60]
            size = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
            if len(rest) < size:
                break
            tail = rest[size:]
            found += 1
    return found


def _closed() -> bytes:
    message = "the server closed the connection"
    raise ConnectionError(message)


def measure(ports: dict[str, tuple[int, int]], requests: dict[str, list[bytes]]) -> bool:
    clients = {name: Client(port, requests[name]) for name, (port, _pid) in ports.items()}
    for name, client in clients.items():
        print(f"{name:18} {client.first_pass():9.0f}/s in the first pass")
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in clients}
    for _round in range(ROUNDS):
        for name, client in clients.items():
            before = processor_seconds(ports[name][1])
            rate = client.rate(SECONDS)
            cost = (processor_seconds(ports[name][1]) - before) / (rate * SECONDS)
            rows[name].append((rate, cost))
    rates = {}
    for name, told in rows.items():
        rates[name], cost = (median(column) for column in zip(*told, strict=True))
        print(f"{name:18} {rates[name]:9.0f}/s {cost * 1e6:9.0f} us of the server's processor")
    waits = clients["many"].paced()
    p99 = quantiles(waits, n=100)[98]
    to_null, to_few = rates["many"] / rates["null view"], rates["many"] / rates["few"]
    print(f"many / null view   {to_null:9.2f}     goal >= {NULL_GOAL}")
    print(f"many / few         {to_few:9.2f}     goal >= {SIZE_GOAL}")
    print(f"at {PACE}/s: median {median(waits):.1f} ms, p99 {p99:.1f} ms, goal < {P99_GOAL_MS:.0f}")
    return to_null >= NULL_GOAL and to_few >= SIZE_GOAL and p99 < P99_GOAL_MS


def main(large: int) -> int:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        plain = {
            **os.environ,
            "JEJARING_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "jejaring.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
        }
        environs, requests = {}, {}
        for name, count in (("few", SMALL), ("many", large)):
            address = stack.enter_context(database(folder, name))
            environs[name] = {**plain, "DATABASE_URL": address}
            requests[name] = filled(environs[name], count)
        environs["null view"] = {**environs["few"], "DJANGO_SETTINGS_MODULE": "bench.null_settings"}
        requests["null view"] = requests["few"]
        target = "jejaring.config.wsgi:application"
        ports = {
            name: stack.enter_context(served(target, environ)) for name, environ in environs.items()
        }
        return 0 if measure(ports, requests) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE))
