"""Numbers under pressure: officers at once, and a process killed in the middle."""

import os
import signal
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, connections

from jejaring.registers.credentials import actions, queries
from jejaring.registers.credentials.models import Certificate, NumberSeries
from tests.factories import credentials as make

OFFICERS, CHUNKS, CHUNK = 4, 3, 20


def at_once(work):
    """Run `work(n)` in a thread for each officer, all starting together."""
    start = Barrier(OFFICERS)

    def run(number):
        start.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(OFFICERS) as pool:
        return list(pool.map(run, range(OFFICERS)))


def test_batches_issued_at_once_number_without_gap_or_double(unguarded):
    agency = make.agency()
    by = make.member(agency)
    batches = [make.open_batch(agency, by, revision=number) for number in range(1, OFFICERS + 1)]
    recipients = [make.recipient(person) for person in make.people(CHUNKS * CHUNK)]

    def issue(number):
        for first in range(0, len(recipients), CHUNK):
            chunk = recipients[first : first + CHUNK]
            actions.issue(batch=batches[number], recipients=chunk, at=make.ISSUED_AT)
        actions.seal(batch=batches[number], by=by, at=make.ISSUED_AT)

    at_once(issue)

    total = OFFICERS * CHUNKS * CHUNK
    serials = Certificate.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, total + 1))
    assert NumberSeries.objects.get().last == total
    assert all(queries.checks_of(row).are_all_true for row in Certificate.objects.all()[::40])


def test_one_batch_issued_by_many_gives_everyone_one(unguarded):
    agency = make.agency()
    by = make.member(agency)
    recipients = [make.recipient(person) for person in make.people(CHUNK)]

    def issue(_number):
        batch = make.open_batch(agency, by)
        return actions.issue(batch=batch, recipients=recipients, at=make.ISSUED_AT)

    written = at_once(issue)

    assert sorted(written) == [0, 0, 0, CHUNK]
    places = Certificate.objects.order_by("position").values_list("position", "serial")
    assert list(places) == [(number, number + 1) for number in range(CHUNK)]


PREPARE = """
import django; django.setup()
from django.core.management import call_command
from tests.factories import credentials as make

call_command("migrate", verbosity=0)
agency = make.agency()
make.open_batch(agency, make.member(agency))
make.people(49)  # and the officer
"""
ISSUE = """
import os, sys
from decimal import Decimal
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Batch
from tests.factories import credentials as make

class Deadly:
    "A recipient whose name, read in the middle of the copy, ends the process."
    jp, employer = Decimal(2), ""
    def __init__(self, recipient):
        self.person_id = recipient.person_id
    @property
    def name(self):
        os.kill(os.getpid(), 9)

batch = Batch.objects.get()
people = list(Person.objects.order_by("pk"))
for first in range(0, len(people), 10):
    chunk = [make.recipient(person) for person in people[first:first + 10]]
    if str(first) in sys.argv:
        chunk[5] = Deadly(chunk[5])
    actions.issue(batch=batch, recipients=chunk, at=make.ISSUED_AT)
"""
REPORT = """
import django; django.setup()
from jejaring.registers.credentials.models import Certificate, NumberSeries
rows = list(Certificate.objects.order_by("position").values_list("position", "serial", "person_id"))
print(len(rows), len({person for *_, person in rows}), NumberSeries.objects.get().last,
      rows == [(n, n + 1, person) for n, (_, _, person) in enumerate(rows)])
"""


@pytest.fixture
def own_database(tmp_path):
    """The address of an empty database that only this test knows, of the kind under test."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"jejaring_{uuid.uuid4().hex[:12]}"
    given = settings.DATABASES["default"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    yield (
        f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST'] or 'localhost'}"
        f":{given['PORT'] or 5432}/{name}"
    )
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_killed_issue_is_completed_by_running_it_again(own_database, tmp_path):
    environment = {
        **os.environ,
        "DATABASE_URL": own_database,
        "JEJARING_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "jejaring.config.settings",
    }

    def run(code, *arguments):
        command = [sys.executable, "-c", code, *arguments]
        return subprocess.run(command, env=environment, check=False, capture_output=True, text=True)

    assert run(PREPARE + ISSUE, "20").returncode == -signal.SIGKILL
    assert run(REPORT + ISSUE + REPORT).stdout == "20 20 20 True\n50 50 50 True\n"
