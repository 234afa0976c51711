"""How long does the page of the network take over a grown network, and what does it weigh?

650 agencies of 38 provinces and the centre, 10,000 agreements, 60,000 clauses, 120,000 movements,
30,000 of them of the last year. Goals on PostgreSQL: at most 12 queries, under 150 ms of server
time, first view with style, script and font under 60 KB compressed; the list as quick on page 200
as on page 1. Run: `DATABASE_URL=postgres://... python -m bench.network [rounds]`.
"""

import gzip
import os
import platform
import random
import re
import sys
import tempfile
from datetime import timedelta
from itertools import batched
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.checkin import queries_of, timed, version

ROUNDS, WARM_UP = 20, 2
AGENCIES, CENTRE, AGREEMENTS, CLAUSES, MOVEMENTS = 650, 30, 10_000, 6, 120_000
DEEP_PAGE = 170
"""Near the end of what may be seen."""
MOST_MS, MOST_QUERIES, MOST_BYTES, MOST_TIMES = 150.0, 12, 60_000, 1.5
STATES = ["registered"] * 7 + ["suspended", "negotiation", "terminated"]
KINDS = ["mou", "implementing", "implementing", "synergy", "third_party"]
STATIC = re.compile(r'(?:href|src)="/static/([^"]+)"')
HASH = re.compile(r"\.[0-9a-f]{12}(?=\.)")


def fill(chance: random.Random) -> None:
    """Agencies, then what they agreed, then what they delivered."""
    from django.utils import timezone

    from jejaring.parties.agencies.models import Agency
    from jejaring.parties.places import actions as places
    from jejaring.parties.places.models import Province
    from tests.factories.agencies import AgencyFactory

    places.load(by=None, at=timezone.now())
    provinces = list(Province.objects.all())
    for number in range(AGENCIES):
        place = provinces[number % len(provinces)] if number >= CENTRE else None
        AgencyFactory(province=place, service=None, shows_agreements=number % 50 != 7)
    agreed(chance, list(Agency.objects.order_by("pk")), timezone.now())


def agreed(chance: random.Random, agencies: list[Any], now: Any) -> None:
    """Pairs that often meet again, six clauses each way, and events of four years."""
    from jejaring.parties.agreements.models import (
        Agreement,
        Clause,
        CooperationField,
        Movement,
        Party,
    )

    friends = [tuple(chance.sample(agencies, 2)) for _ in range(AGREEMENTS // 3)]
    pairs = [chance.choice(friends) for _ in range(AGREEMENTS)]
    days = [now.date() - timedelta(days=chance.randrange(2_000)) for _ in pairs]
    agreements = Agreement.objects.bulk_create(
        Agreement(
            kind=chance.choice(KINDS), title=f"Perjanjian Kerja Sama Contoh {number}",
            state=chance.choice(STATES), state_changed_at=now, signed_on=day, starts_on=day,
            ends_on=day + timedelta(days=1_095),
        )
        for number, day in enumerate(days)
    )  # fmt: skip
    Party.objects.bulk_create(
        [
            Party(agreement=agreement, agency=agency, position=place, name=agency.name)
            for agreement, pair in zip(agreements, pairs, strict=True)
            for place, agency in enumerate(pair, start=1)
        ],
        batch_size=2_000,
    )
    fields = list(CooperationField.objects.all())
    clauses: list[Any] = []
    made = (
        Clause(
            agreement=agreement, position=place, field=chance.choice(fields), giver=pair[place % 2],
            receiver=pair[1 - place % 2], resource="live_sessions", quantity=500,
        )
        for agreement, pair in zip(agreements, pairs, strict=True)
        for place in range(CLAUSES)
    )  # fmt: skip
    for some in batched(made, 2_000):
        clauses += Clause.objects.bulk_create(some)
    moved = (
        Movement(
            clause=chance.choice(clauses), kind="delivered", quantity=10, source=f"bench:{number}",
            title="Kegiatan Contoh", at=now - timedelta(hours=chance.randrange(4 * 365 * 24)),
        )
        for number in range(MOVEMENTS)
    )  # fmt: skip
    for portion in batched(moved, 2_000):
        Movement.objects.bulk_create(portion)


def weight(html: bytes) -> int:
    """The page and everything it loads by itself, as it travels."""
    from django.contrib.staticfiles import finders

    total = len(gzip.compress(html, 9))
    for name in {HASH.sub("", one) for one in STATIC.findall(html.decode())}:
        content = Path(str(finders.find(name))).read_bytes()
        total += len(content) if name.endswith(".woff2") else len(gzip.compress(content, 9))
    return total


def measure(rounds: int) -> bool:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    fill(random.Random(1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client()
    page, listing = reverse("network:network"), reverse("network:agreements")
    first = page_after(client, listing, 1)
    deep = page_after(client, listing, DEEP_PAGE)
    html = client.get(page).content
    lit = f"{page}?provinsi=JI"
    times: dict[str, list[float]] = {address: [] for address in (page, lit, first, deep)}
    for _round in range(rounds + WARM_UP):
        cache.clear()
        for address, row in times.items():
            row.append(timed(lambda a=address: client.get(a)) * 1000)  # type: ignore[misc]
    middle = {address: median(row[WARM_UP:]) for address, row in times.items()}
    slowest = quantiles(times[page][WARM_UP:], n=20)[18]
    cache.clear()
    count, weighs = len(queries_of(lambda: client.get(page))), weight(html)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{connection.vendor} {version()}, {rounds} rounds, one client, load {os.getloadavg()}")
    print(f"page, anew       {middle[page]:7.1f} ms   goal < {MOST_MS} ms, p95 {slowest:.1f} ms")
    print(f"quickest         {min(times[page]):7.1f} ms")
    print(f"within a minute  {middle[lit]:7.1f} ms   another province, nothing counted anew")
    print(f"queries          {count:7d}      goal <= {MOST_QUERIES}")
    print(f"first view       {weighs:7d} B    goal < {MOST_BYTES} B")
    print(f"list, page 1     {middle[first]:7.1f} ms")
    print(f"list, deep       {middle[deep]:7.1f} ms   goal <= {MOST_TIMES} times page 1")
    quick = middle[page] < MOST_MS and middle[deep] <= MOST_TIMES * middle[first]
    return quick and count <= MOST_QUERIES and weighs < MOST_BYTES


def page_after(client: Any, listing: str, number: int) -> str:
    """The address of a page of the list, by following "older"."""
    address = listing
    for _page in range(number - 1):
        html = client.get(address).content.decode()
        found = re.search(r'href="([^"]+)"[^>]*>(?:Lebih lama|Older)', html.replace("&amp;", "&"))
        if found is None:
            break
        address = found[1]
    return address


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JEJARING_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
        sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        setup_test_environment(debug=False)
        old = setup_databases(verbosity=0, interactive=False)
        connection.force_debug_cursor = False
        try:
            passed = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
        finally:
            teardown_databases(old, verbosity=0)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
