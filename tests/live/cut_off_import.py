"""Applying an import, in a process and a database of its own: `python -m ... ACT [STATEMENT]`.

`prepare` fills the database and leaves an import that is being applied; `carry_on` resumes it as
a worker does, and with a piece of a statement stops there, until it is killed; `report` says what
stands; `again` applies once more; `undo` takes the import back.
"""

import json
import os
import sys
from datetime import timedelta

REGISTERED, KNOWN, NEW, NAMELESS = 500, 1_000, 5_000, 200
"""Known people, half of them with a place; newcomers by address; rows that name nobody."""


def prepare() -> None:
    """A file that is longer than an officer waits for: the work was queued, then cut off."""
    from django.core.management import call_command
    from django.utils import timezone

    from jejaring.activities.live import tasks
    from jejaring.activities.live.models import Registration
    from jejaring.activities.live.states import AttendanceRule
    from jejaring.ground.kernel import bulk
    from jejaring.parties.people.models import EmailAddress, Person
    from tests.factories.agencies import MembershipFactory
    from tests.factories.live import LiveSessionFactory

    call_command("migrate", verbosity=0)
    at = timezone.now() - timedelta(hours=3)
    session = LiveSessionFactory(
        starts_at=at, attendance_rule=AttendanceRule.MINUTES, attendance_minimum=90
    )
    officer = MembershipFactory(agency=session.agency).person
    known = Person.objects.bulk_create(
        [Person(name=f"Peserta Contoh {number}") for number in range(KNOWN)], batch_size=500
    )
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(person=person, email=f"lama{number}@contoh.example", is_primary=True)
            for number, person in enumerate(known)
        ],
        batch_size=500,
    )
    columns = ["session_id", "person_id", "registered_at", "wants_reminder", "vouched_reason"]
    places = ((session.pk, person.pk, at, True, "") for person in known[:REGISTERED])
    bulk.insert(Registration, columns, places)
    taken = tasks.take_in(
        session=session, content=_file(), name="peserta.csv", kind="", by=officer, at=at
    )
    tasks.carry_on_import.call(import_id=taken.pk)
    taken.refresh_from_db()
    tasks.apply_import(file_import=taken, by=officer, at=at)


def _file() -> bytes:
    rows = [f"Peserta Contoh {n},lama{n}@contoh.example,110,Yes" for n in range(KNOWN)]
    rows += [f"Peserta Baru Contoh {n},baru{n}@contoh.example,110,Yes" for n in range(NEW)]
    rows += [f"Tanpa Surel Contoh {n},,110,Yes" for n in range(NAMELESS)]
    heading = "Name (original name),Email,Total duration (minutes),Guest"
    return "\n".join([heading, *rows]).encode()


def carry_on() -> None:
    """Every import that was cut off, as when a worker starts."""
    from django.db import connection

    from jejaring.activities.live import tasks
    from jejaring.activities.live.models import FileImport

    print(tasks.resume_imports(), flush=True)
    with connection.execute_wrapper(_stop_at(sys.argv[2] if len(sys.argv) > 2 else None)):
        tasks.carry_on_import.call(import_id=FileImport.objects.get().pk)


def _stop_at(piece):
    """Run every statement; after the first that holds the piece, wait to be killed."""

    def ran(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if piece and piece in sql:
            print(piece, flush=True)
            sys.stdin.readline()
        return result

    return ran


def again() -> None:
    """One more press."""
    from django.utils import timezone

    from jejaring.activities.live.actions import imports
    from jejaring.activities.live.models import FileImport
    from jejaring.ground.kernel.refusals import Refusal

    taken = FileImport.objects.get()
    try:
        imports.apply(file_import=taken, by=taken.uploaded_by, at=timezone.now())
    except Refusal as refusal:
        print(type(refusal).__name__)


def undo() -> None:
    """The officer thinks better of it."""
    from django.utils import timezone

    from jejaring.activities.live.actions import imports
    from jejaring.activities.live.models import FileImport

    taken = FileImport.objects.get()
    imports.undo(file_import=taken, by=taken.uploaded_by, at=timezone.now())


def report() -> None:
    """What stands now."""
    from jejaring.activities.live.models import FileImport, Registration, ReportedPresence
    from jejaring.ground.audit import trail
    from jejaring.ground.audit.models import Entry
    from jejaring.parties.people.models import EmailAddress, Person

    places = Registration.objects.filter(cancelled_at=None)
    new = EmailAddress.objects.filter(email__startswith="baru")
    told = {
        "state": FileImport.objects.get().state,
        "places": places.count(),
        "people_with_a_place": places.values("person").distinct().count(),
        "reported": ReportedPresence.objects.values("person").distinct().count(),
        "reports": ReportedPresence.objects.count(),
        "new_addresses": new.count(),
        "active": Person.objects.filter(is_active=True, memberships=None).count(),
        "applied": Entry.objects.filter(act="live.import_applied").count(),
        "breaks": sum(len(list(trail.breaks(chain))) for chain in trail.chains()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    import django

    django.setup()
    acts = (prepare, carry_on, again, undo, report)
    {act.__name__: act for act in acts}[sys.argv[1]]()
