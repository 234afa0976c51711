"""What does it cost to ask whether a clause opens a door, beside a bare read by primary key?

650 agencies, each serving eleven others, 10,000 agreements, 60,000 clauses. Goals on PostgreSQL,
in-process: median < 1 ms, p99 < 3 ms, one query, at most 3 times the bare read of one agreement
by the same driver in the same run. The two take turns, pair by pair. Run:
`DATABASE_URL=postgres://... python -m bench.agreements [questions]`; without it, SQLite.
"""

import os
import platform
import random
import sys
import tempfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.checkin import queries_of, timed, version

QUESTIONS, WARM_UP = 4_000, 300
AGENCIES, SERVED, AGREEMENTS, CLAUSES = 650, 11, 10_000, 6
MEDIAN_MS, P99_MS, MOST_TIMES, MOST_QUERIES = 1.0, 3.0, 3.0, 1
NOW = datetime(2026, 11, 26, 1, 30, tzinfo=UTC)
TODAY = date(2026, 11, 26)
STATES = ["registered"] * 7 + ["suspended", "negotiation", "terminated"]


def fill(chance: random.Random) -> list[tuple[Any, Any]]:
    """The network; gives (giver, whose people) pairs, half of which have an agreement."""
    from jejaring.parties.agencies.models import Agency, ServiceArea
    from tests.factories.agencies import AgencyFactory

    AgencyFactory.create_batch(AGENCIES)
    agencies = list(Agency.objects.order_by("pk"))
    areas = [
        ServiceArea(agency=agency, serves=served)
        for agency in agencies
        for served in chance.sample(agencies, SERVED)
        if served != agency
    ]
    ServiceArea.objects.bulk_create(areas, batch_size=5_000)
    pairs = agreed(chance, agencies)
    serving = {area.agency_id: area.serves for area in areas}
    strangers: list[Any] = [tuple(chance.sample(agencies, 2)) for _ in pairs]
    known: list[Any] = [(one, serving[other.pk]) for one, other in pairs]
    return [pair for both in zip(known, strangers, strict=True) for pair in both]


def agreed(chance: random.Random, agencies: list[Any]) -> list[tuple[Any, Any]]:
    """Agreements between pairs that often meet again, as renewals do, with six clauses each."""
    from jejaring.parties.agreements.models import Agreement, Clause, CooperationField, Party
    from jejaring.parties.agreements.states import Resource

    friends = [tuple(chance.sample(agencies, 2)) for _ in range(AGREEMENTS // 3)]
    pairs = [chance.choice(friends) for _ in range(AGREEMENTS)]
    starts = [TODAY - timedelta(days=chance.randrange(2_000)) for _ in pairs]
    agreements = Agreement.objects.bulk_create(
        Agreement(
            kind="implementing", title=f"Perjanjian Contoh {number}", state=chance.choice(STATES),
            state_changed_at=NOW - timedelta(days=1), starts_on=day,
            ends_on=day + timedelta(days=1_095),
        )
        for number, day in enumerate(starts)
    )  # fmt: skip
    sides = [
        Party(agreement=agreement, agency=agency, position=place, name=agency.name)
        for agreement, pair in zip(agreements, pairs, strict=True)
        for place, agency in enumerate(pair, start=1)
    ]
    Party.objects.bulk_create(sides, batch_size=2_000)
    field = CooperationField.objects.get(number=1)
    clauses = (
        Clause(
            agreement=agreement, position=place, field=field, giver=pair[place % 2],
            receiver=pair[1 - place % 2], resource=Resource.values[place // 2 % 3], quantity=500,
        )
        for agreement, pair in zip(agreements, pairs, strict=True)
        for place in range(CLAUSES)
    )  # fmt: skip
    while some := list(islice(clauses, 2_000)):
        Clause.objects.bulk_create(some)
    return pairs


def measure(questions: int) -> bool:
    from django.db import connection

    from jejaring.parties.agreements.models import Agreement, Clause
    from jejaring.parties.agreements.queries import doors
    from jejaring.parties.agreements.states import Resource

    chance = random.Random(1)
    pairs = fill(chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keys = list(Agreement.objects.values_list("pk", flat=True))
    resources = Resource.values[:3]
    reasons: Counter[str] = Counter()

    def bare(key: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM agreements_agreement WHERE id = %s", [key])
            cursor.fetchone()

    def ask(pair: Any, resource: str) -> None:
        giver, to = pair
        door = doors.clause_for(agency=giver, to=to, resource=Resource(resource), at=NOW)
        reasons[door.reason] += 1

    times = []
    for _number in range(questions + WARM_UP):
        key, pair, resource = chance.choice(keys), chance.choice(pairs), chance.choice(resources)
        times.append((timed(lambda k=key: bare(k)), timed(lambda p=pair, r=resource: ask(p, r))))  # type: ignore[misc]
    count = len(queries_of(lambda: ask(pairs[0], resources[0])))
    limit, product = (median(row[side] for row in times[WARM_UP:]) * 1000 for side in (0, 1))
    worst, slowest = (
        quantiles([row[side] for row in times[WARM_UP:]], n=100)[98] * 1000 for side in (0, 1)
    )
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{connection.vendor} {version()}, {questions} pairs in turn, one client")
    print(f"{AGENCIES} agencies, {len(keys)} agreements, {Clause.objects.count()} clauses")
    print(f"answers          {dict(sorted(reasons.items()))}")
    print(f"bare read        {limit:7.3f} ms   p99 {worst:.3f} ms")
    print(f"clause_for       {product:7.3f} ms   goal < {MEDIAN_MS} ms")
    print(f"p99              {slowest:7.3f} ms   goal < {P99_MS} ms")
    print(f"times the read   {product / limit:7.2f}      goal <= {MOST_TIMES}")
    print(f"queries          {count:7d}      goal <= {MOST_QUERIES}")
    quick = product < MEDIAN_MS and slowest < P99_MS and product / limit <= MOST_TIMES
    return quick and count <= MOST_QUERIES


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
            passed = measure(int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS)
        finally:
            teardown_databases(old, verbosity=0)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
