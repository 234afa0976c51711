"""Does the list of agreements cost the same on its page 200 as on its first?

Reuses the network of `bench.agreements`: 650 agencies, 10,000 agreements, 60,000 clauses; the
reader is an auditor of an agency that is a side of all of them. Goals: page 200 at most 1.5 times
page 1, the same number of queries on both. Pages take turns; medians. Run:
`DATABASE_URL=postgres://... python -m bench.listing [rounds]`; without it, SQLite.
"""

import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from bench.agreements import NOW, TODAY, fill
from bench.checkin import queries_of, timed, version

ROUNDS, WARM_UP, LAST = 30, 3, 200
MOST_TIMES = 1.5


def reader() -> Any:
    """Somebody who reads every agreement: an agency that is a further side of each."""
    from jejaring.parties.agreements.models import Agreement, Party
    from tests.factories.agencies import AgencyFactory, MembershipFactory

    agency = AgencyFactory()
    sides = [
        Party(agreement_id=key, agency=agency, position=3, name=agency.name)
        for key in Agreement.objects.values_list("pk", flat=True)
    ]
    Party.objects.bulk_create(sides, batch_size=2_000)
    return MembershipFactory(agency=agency, auditor=True).person


def measure(rounds: int) -> bool:
    from django.db import connection

    from jejaring.parties.agreements.models import Agreement
    from jejaring.parties.agreements.queries import listing

    fill(random.Random(1))
    person = reader()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keys = list(Agreement.objects.order_by("-pk").values_list("pk", flat=True))
    place = min((LAST - 1) * listing.PAGE, len(keys) - listing.PAGE)
    pages = [listing.Asked(), listing.Asked(before=keys[place - 1])]
    times = [
        tuple(timed(lambda p=page: listing.page_of(person, p, TODAY)) for page in pages)  # type: ignore[misc]
        for _ in range(rounds + WARM_UP)
    ]
    counts = [len(queries_of(lambda p=page: listing.page_of(person, p, TODAY))) for page in pages]  # type: ignore[misc]
    first, last = (median(row[side] for row in times[WARM_UP:]) * 1000 for side in (0, 1))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{connection.vendor} {version()}, {rounds} rounds in turn, {NOW:%Y-%m-%d}")
    print(f"{len(keys)} agreements, {listing.PAGE} on a page")
    print(f"page 1           {first:7.1f} ms")
    print(f"page {place // listing.PAGE + 1:<3}         {last:7.1f} ms")
    print(f"times the first  {last / first:7.2f}      goal <= {MOST_TIMES}")
    print(f"queries          {counts[0]:4d} {counts[1]:4d}  goal: the same")
    return last / first <= MOST_TIMES and counts[0] == counts[1]


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
            passed = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
        finally:
            teardown_databases(old, verbosity=0)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
