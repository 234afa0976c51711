"""What do exact totals cost when hours are posted, and what do they save when they are read?

1. `actions.post` of ROWS people (locks, checks, postings, totals, audit) beside a plain insert of
   the same rows by the same driver into the same table, taking turns; goal at most 2.2 times.
2. Coverage of one agency from the rollup beside the same figures from the ledger of POSTINGS
   postings; goal at most 1/100.

In a database of its own beside DATABASE_URL. Run: `python -m bench.hours`.
"""

# ruff: noqa: E402 - Django is set up before its models are imported
import gc
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
django.setup()

from django.db import connection, transaction

from jejaring.ground.kernel import bulk
from jejaring.parties.agencies.models import Agency, Unit
from jejaring.parties.people.models import Person
from jejaring.registers.hours import actions, queries
from jejaring.registers.hours.actions import Line, Occasion
from jejaring.registers.hours.actions.posting import COLUMNS, posting_rows
from jejaring.registers.hours.actions.rollup import Change
from jejaring.registers.hours.models import Posting, Rule
from jejaring.registers.hours.states import LearningForm

PEOPLE, AGENCIES, UNITS = 100_000, 40, 10
POSTINGS = int(os.environ.get("BENCH_POSTINGS", "2000000"))
ROWS, ROUNDS, LOOKS = 30_000, 9, 5
FIRST_DAY = datetime(2026, 1, 1, 1, 0, tzinfo=UTC)


@contextmanager
def own_database() -> Iterator[None]:
    with TemporaryDirectory() as folder:
        own = {"sqlite": str(Path(folder) / "bench.sqlite3"), "postgresql": "bench_hours"}
        connection.settings_dict["TEST"]["NAME"] = own[connection.vendor]
        before = settings.DATABASES["default"]["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)


def populate() -> list[Line]:
    """Everyone's employer; a line of 2 JP each."""
    actions.load_rules(at=FIRST_DAY)
    Agency.objects.bulk_create(
        Agency(code=f"contoh-{n}", name=f"Lembaga Contoh {n}", short_name=f"Contoh {n}")
        for n in range(AGENCIES)
    )
    agencies = list(Agency.objects.order_by("pk").values_list("pk", flat=True))
    names = [(agency, f"Dinas Contoh {n}") for agency in agencies for n in range(UNITS)]
    bulk.insert(Unit, ["agency_id", "name"], names)
    units = list(Unit.objects.order_by("pk").values_list("agency_id", "pk"))
    Person.objects.bulk_create(
        (Person(handle=f"{n:010d}", name=f"Peserta Contoh {n}") for n in range(PEOPLE)),
        batch_size=10_000,
    )
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    return [
        Line(person, *units[number % len(units)], 120, Decimal(2))
        for number, person in enumerate(people)
    ]


def occasion(number: int, source: str = "live.session") -> Occasion:
    started_at = FIRST_DAY + timedelta(hours=4 * number)
    return Occasion(
        source=source,
        source_id=number,
        revision=1,
        title=f"ASN Belajar: Pembelajaran mandiri dan terintegrasi, seri {number}",
        started_at=started_at,
        ended_at=started_at + timedelta(hours=2),
        rule=Rule.objects.get(form=LearningForm.SEMINAR),
        agency_id=Agency.objects.earliest("pk").pk,
    )


def timed(task: Callable[[], object]) -> float:
    gc.collect()
    started = perf_counter()
    task()
    return perf_counter() - started


@transaction.atomic
def plain(what: Occasion, lines: list[Line]) -> None:
    changes = [
        Change(line.person_id, line.agency_id or 0, line.unit_id or 0, line.minutes, 200, 1)
        for line in lines
    ]
    bulk.insert(Posting, COLUMNS, posting_rows(what, changes, FIRST_DAY))


def post(what: Occasion, lines: list[Line]) -> None:
    actions.post(occasion=what, lines=lines, by=None, at=FIRST_DAY)


def fill(lines: list[Line]) -> float:
    """The ledger through the product's own door; rows a second."""
    chunk = actions.CHUNK
    started = perf_counter()
    for number in range(POSTINGS // PEOPLE):
        for first in range(0, PEOPLE, chunk):
            post(occasion(number), lines[first : first + chunk])
    return POSTINGS / (perf_counter() - started)


def inserting(lines: list[Line]) -> tuple[float, float]:
    bare, full = [], []
    for number in range(ROUNDS):
        some = lines[(number * 7_000) :][:ROWS]
        bare.append(timed(partial(plain, occasion(1_000 + number, "plain"), some)))
        full.append(timed(partial(post, occasion(1_500 + number), some)))
    return median(bare), median(full)


def reading(agency_id: int) -> tuple[float, float]:
    from_rollup = [timed(lambda: queries.coverage(agency_id, 2026)) for _ in range(LOOKS * 4)]
    from_ledger = [timed(lambda: queries.recomputed(2026, agency_id)) for _ in range(LOOKS)]
    return median(from_rollup), median(from_ledger)


def main() -> None:
    with own_database():
        lines = populate()
        print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores,", end=" ")
        print(f"Python {platform.python_version()}, {connection.vendor}", end=" ")
        print(".".join(map(str, connection.get_database_version())))
        rate = fill(lines)
        print(f"{POSTINGS:,} postings of {PEOPLE:,} people at {rate:,.0f} rows/s through post")
        assert queries.rollup_differences() == []
        agency_id = Agency.objects.earliest("pk").pk
        rollup, ledger = reading(agency_id)
        bare, full = inserting(lines)
        print(f"{'':34}{'product':>12}{'limit':>12}{'ratio':>10}{'goal':>10}")
        for what, ours, limit, ratio, goal in (
            (f"post {ROWS:,} / plain insert", full, bare, f"{full / bare:.2f}", "<= 2.2"),
            ("coverage rollup / ledger", rollup, ledger, f"1/{ledger / rollup:,.0f}", "<= 1/100"),
        ):
            print(f"{what:34}{ours * 1000:>9.1f} ms{limit * 1000:>9.1f} ms{ratio:>10}{goal:>10}")


if __name__ == "__main__":
    main()
