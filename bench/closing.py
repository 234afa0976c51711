"""How long does a closing take, beside bulk inserting the same rows bare?

Goals: 30,000 attendances under 10 s; at most 3 times the bare insert of the same rows by the same
driver in the same run; cost per person flat from 3,000 to 300,000; client memory under 200 MB.
Product and limit take turns on one scratch database. Run: `python -m bench.closing [3000 ...]`;
DATABASE_URL=postgres://... measures PostgreSQL.
"""

import os
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

SIZES = [3_000, 30_000, 300_000]
CHUNK = 2_000
ROUNDS = {3_000: 5, 30_000: 3}
TABLES = ["live_attendance", "hours_posting", "credentials_certificate", "notices_notice"]


def timed(act: Callable[[], Any]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def scratch(people: int) -> Any:
    """People with a name, an employer and an address; a session they all attended."""
    from django.utils import timezone

    from jejaring.activities.live.models import Arrival, Registration
    from jejaring.ground.kernel import bulk
    from tests.factories.agencies import AgencyFactory, MembershipFactory
    from tests.factories.live import CheckInWindowFactory, LiveSessionFactory

    at = timezone.now() - timedelta(hours=3)
    session = LiveSessionFactory(starts_at=at)
    windows = [CheckInWindowFactory(session=session, position=number) for number in (1, 2, 3)]
    officer = MembershipFactory(agency=session.agency).person
    employer = AgencyFactory()
    ids = [pk for first in range(0, people, CHUNK) for pk in _made(first, people, at)]
    columns = ["person_id", "agency_id", "started_at"]
    from jejaring.parties.agencies.models import Employment

    bulk.insert(Employment, columns, ((pk, employer.pk, at) for pk in ids))
    registrations = ["session_id", "person_id", "registered_at", "wants_reminder", "vouched_reason"]
    bulk.insert(Registration, registrations, ((session.pk, pk, at, True, "") for pk in ids))
    for window in windows:
        rows = ((session.pk, window.pk, pk, at) for pk in ids)
        bulk.insert(Arrival, ["session_id", "window_id", "person_id", "at"], rows)
    return session, officer


def _made(first: int, people: int, at: Any) -> list[int]:
    """A chunk of them; only their keys are kept, so that memory tells of the closing."""
    from jejaring.parties.people.models import EmailAddress, Person

    made = Person.objects.bulk_create(
        Person(name=f"Peserta Contoh {number}", profile_completed_at=at)
        for number in range(first, min(first + CHUNK, people))
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(person=one, email=f"b{one.pk}@contoh.example", verified_at=at, is_primary=True)
        for one in made
    )
    return [one.pk for one in made]


def close(session: Any, officer: Any) -> None:
    from django.utils import timezone

    from jejaring.activities.live.actions import closing

    done = closing.close(session=session, by=officer, at=timezone.now())
    while closing.advance(closing=done, at=timezone.now()):
        pass


class Bare:
    """The rows that a closing wrote, inserted again by the same driver into tables alike."""

    def __init__(self) -> None:
        from django.db import connection

        self.rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]] = {}
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table}")
                names = [column[0] for column in cursor.description]
                self.rows[table] = (names, cursor.fetchall())
                self._copy_table(cursor, table)

    def _copy_table(self, cursor: Any, table: str) -> None:
        from django.db import connection

        cursor.execute(f"DROP TABLE IF EXISTS bare_{table}")
        if connection.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            cursor.execute(
                "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE conrelid = %s::regclass AND contype = 'f'",
                [table],
            )
            for (foreign_key,) in cursor.fetchall():
                cursor.execute(f"ALTER TABLE bare_{table} ADD {foreign_key}")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s AND type = 'table'", [table])
        made = cursor.fetchone()[0].replace(
            f'CREATE TABLE "{table}"', f'CREATE TABLE "bare_{table}"', 1
        )
        cursor.execute(made)
        cursor.execute(
            "SELECT name, sql FROM sqlite_master "
            "WHERE tbl_name = %s AND type = 'index' AND sql IS NOT NULL",
            [table],
        )
        for name, index in cursor.fetchall():
            cursor.execute(
                index.replace(f'"{name}"', f'"bare_{name}"', 1).replace(
                    f'ON "{table}"', f'ON "bare_{table}"', 1
                )
            )

    def insert(self) -> None:
        from django.db import connection, transaction

        with transaction.atomic(), connection.cursor() as cursor:
            for table, (names, rows) in self.rows.items():
                quoted = ", ".join(f'"{name}"' for name in names)
                if connection.vendor == "postgresql":
                    with cursor.copy(f"COPY bare_{table} ({quoted}) FROM STDIN") as copy:
                        for row in rows:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(names))
                    cursor.executemany(
                        f"INSERT INTO bare_{table} ({quoted}) VALUES ({marks})", rows
                    )

    def empty(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            for table in self.rows:
                cursor.execute(f"DELETE FROM bare_{table}")


def child(people: int) -> None:
    """One size in a process and a database of its own, so that memory is its own."""
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        session, officer = scratch(people)
        took = [timed(lambda: close(session, officer))]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        bare = Bare()
        bares = []
        for number in range(ROUNDS.get(people, 1)):
            if number:
                again, by = scratch(people)
                took.append(timed(lambda s=again, o=by: close(s, o)))  # type: ignore[misc]
            bares.append(timed(bare.insert))
            bare.empty()
        print(f"{median(took)} {median(bares)} {memory} {connection.vendor}")
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def main(sizes: list[int]) -> None:
    print(f"{os.cpu_count()} CPUs, Python {platform.python_version()}")
    print(
        f"{'people':>9}{'closing s':>11}{'bare s':>9}{'ratio':>7}{'us each':>9}{'MB':>7}  database"
    )
    for people in sizes:
        with tempfile.TemporaryDirectory() as folder:
            environment = {"JEJARING_DATA": folder, **os.environ}
            command = [sys.executable, "-m", "bench.closing", "--child", str(people)]
            told = subprocess.check_output(
                command, text=True, env=environment, cwd=Path(__file__).parents[1]
            )
        took, bare, memory, vendor = told.split()
        each = float(took) / people * 1e6
        print(
            f"{people:>9,}{float(took):>11.2f}{float(bare):>9.2f}{float(took) / float(bare):>7.2f}"
            f"{each:>9.0f}{float(memory):>7.0f}  {vendor}"
        )
    print("goals: 30,000 < 10 s; ratio <= 3; us each flat; < 200 MB")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    if sys.argv[1:2] == ["--child"]:
        child(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
