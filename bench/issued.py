"""Fill an empty database with signed certificates, by the actions that issue them for real.

One occasion of 30,000 people after another, each one issue and one seal as in a closing. Run by
`bench.verify`: `python -m bench.issued CERTIFICATES SAMPLE` prints the codes of a random sample.
"""

import random
import sys
import time
from decimal import Decimal

import django

OCCASION = 30_000


def fill(count: int) -> None:
    """That many certificates, issued and sealed; says how far it is."""
    from jejaring.registers.credentials import actions
    from tests.factories import credentials as make

    begun = time.perf_counter()
    employer = "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan"
    recipients = [
        actions.Recipient(person.pk, person.name, employer, Decimal(2))
        for person in make.people(min(count, OCCASION))
    ]
    agency = make.agency()
    by = make.member(agency)
    for done in range(0, count, OCCASION):
        batch = make.open_batch(agency, by, source_id=done)
        actions.issue(batch=batch, recipients=recipients[: count - done], at=make.ISSUED_AT)
        actions.seal(batch=batch, by=by, at=make.ISSUED_AT)
        told = f"{min(done + OCCASION, count):,} of {count:,} issued"
        print(f"{told} after {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def settle() -> None:
    """What the database does by itself when it is idle."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def sample(size: int) -> list[str]:
    """Codes chosen at random over all."""
    from jejaring.registers.credentials.models import Certificate

    codes = list(Certificate.objects.values_list("code", flat=True))
    return random.sample(codes, min(size, len(codes)))


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    fill(int(sys.argv[1]))
    settle()
    print(*sample(int(sys.argv[2])))
