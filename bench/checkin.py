"""What does an everyday check-in cost, beside the bare insert of the same row?

Goals: action / bare insert of the same row by the same driver in the same run >= 0.10 on
PostgreSQL (as rates); at most 6 queries. The two take turns, person by person; medians. Run:
`DATABASE_URL=postgres://... python -m bench.checkin [people]`; without it, SQLite is measured.
"""

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

PEOPLE, WARM_UP = 600, 50
GOAL, MOST_QUERIES = 0.10, 6


def timed(act: Callable[[], Any]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def prepare(people: int) -> Any:
    """A session with three windows, and registered people."""
    from tests.factories.live import CheckInWindowFactory, LiveSessionFactory, RegistrationFactory

    session = LiveSessionFactory()
    windows = [
        CheckInWindowFactory(session=session, position=number, code=f"ABCDE{number}")
        for number in (1, 2, 3)
    ]
    persons = [RegistrationFactory(session=session).person for _ in range(people)]
    return session, windows[0], persons


def bare_table() -> Callable[[Any, Any], None]:
    """The same row into a table alike, by the same driver, in a transaction of its own."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_arrival")
        moment = "timestamptz" if connection.vendor == "postgresql" else "datetime"
        cursor.execute(
            "CREATE TABLE bare_arrival (session_id bigint NOT NULL, window_id bigint NOT NULL, "
            f"person_id bigint NOT NULL, at {moment} NOT NULL, "
            "PRIMARY KEY (session_id, window_id, person_id))"
        )
    statement = "INSERT INTO bare_arrival VALUES (%s, %s, %s, %s)"

    def insert(window: Any, person: Any) -> None:
        at = connection.ops.adapt_datetimefield_value(window.opens_at)
        with connection.cursor() as cursor:
            cursor.execute(statement, [window.session_id, window.pk, person.pk, at])

    return insert


def queries_of(act: Callable[[], Any]) -> list[str]:
    """Statements of one check-in, without those that only mark the transaction."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    with CaptureQueriesContext(connection) as captured:
        act()
    return [query["sql"] for query in captured if not query["sql"].startswith(marks)]


def measure(people: int) -> bool:
    from django.db import connection

    from jejaring.activities.live import actions

    session, window, persons = prepare(people + WARM_UP + 1)
    at = window.opens_at + timedelta(minutes=1)
    bare = bare_table()

    def check_in(person: Any) -> None:
        actions.check_in(session=session, person=person, code=window.code, by=person, at=at)

    for person in persons[:WARM_UP]:
        bare(window, person)
        check_in(person)
    count = len(queries_of(lambda: check_in(persons.pop())))
    times = [
        (timed(lambda p=person: bare(window, p)), timed(lambda p=person: check_in(p)))  # type: ignore[misc]
        for person in persons[WARM_UP:]
    ]
    limit, product = (median(row[side] for row in times) for side in (0, 1))
    slowest = quantiles([row[1] for row in times], n=100)[98]
    ratio = limit / product
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{connection.vendor} {version()}, {len(times)} pairs in turn, one client")
    print(f"bare insert     {limit * 1000:7.3f} ms  {1 / limit:7.0f}/s")
    p99 = f"p99 {slowest * 1000:.2f} ms"
    print(f"check_in        {product * 1000:7.3f} ms  {1 / product:7.0f}/s  {p99}")
    print(f"ratio of rates  {ratio:7.3f}     goal >= {GOAL}")
    print(f"queries         {count:7d}     goal <= {MOST_QUERIES}")
    return ratio >= GOAL and count <= MOST_QUERIES


def version() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SHOW server_version"
            if connection.vendor == "postgresql"
            else "SELECT sqlite_version()"
        )
        return str(cursor.fetchone()[0])


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JEJARING_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        import django

        django.setup()
        from django.db import connection
        from django.test.utils import setup_databases, teardown_databases

        old = setup_databases(verbosity=0, interactive=False)
        connection.force_debug_cursor = False
        try:
            passed = measure(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
        finally:
            teardown_databases(old, verbosity=0)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
