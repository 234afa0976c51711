"""A closing in a process and a database of its own: `python -m tests.live.cut_off ACT`.

`prepare` fills the database, `close` closes and goes on to the end, `report` says what stands.
"""

import json
import os
import sys
from datetime import timedelta

PEOPLE = 12_000
"""Three chunks: enough to be killed between two of them."""


def prepare() -> None:
    """People who were all there, each pressing in two windows."""
    from django.core.management import call_command
    from django.utils import timezone

    from jejaring.activities.live.models import Arrival, Registration
    from jejaring.ground.kernel import bulk
    from jejaring.parties.people.models import Person
    from tests.factories.agencies import MembershipFactory
    from tests.factories.live import CheckInWindowFactory, LiveSessionFactory

    call_command("migrate", verbosity=0)
    at = timezone.now() - timedelta(hours=3)
    session = LiveSessionFactory(starts_at=at)
    windows = [CheckInWindowFactory(session=session, position=number) for number in (1, 2)]
    MembershipFactory(agency=session.agency)
    people = Person.objects.bulk_create(
        [Person(name=f"Peserta Contoh {number}") for number in range(PEOPLE)], batch_size=2000
    )
    columns = ["session_id", "person_id", "registered_at", "wants_reminder", "vouched_reason"]
    bulk.insert(Registration, columns, ((session.pk, p.pk, at, True, "") for p in people))
    for window in windows:
        rows = ((session.pk, window.pk, p.pk, at) for p in people)
        bulk.insert(Arrival, ["session_id", "window_id", "person_id", "at"], rows)


def close() -> None:
    """Close, or go on with a closing that was cut off."""
    from django.utils import timezone

    from jejaring.activities.live.actions import closing
    from jejaring.activities.live.models import Closing, LiveSession
    from jejaring.parties.agencies.models import Membership

    at = timezone.now()
    begun = Closing.objects.first() or closing.close(
        session=LiveSession.objects.get(), by=Membership.objects.get().person, at=at
    )
    while closing.advance(closing=begun, at=at):
        print(Closing.objects.get().done, flush=True)


def report() -> None:
    """What stands in the registers now."""
    from jejaring.activities.live.models import Closing, LiveSession
    from jejaring.ground.audit import trail
    from jejaring.parties.notices.models import Notice
    from jejaring.registers.credentials.models import Batch, Certificate
    from jejaring.registers.hours import queries as hours
    from jejaring.registers.hours.models import Posting

    serials = list(Certificate.objects.order_by("serial").values_list("serial", flat=True))
    told = {
        "session": LiveSession.objects.get().state,
        "closing": Closing.objects.get().state,
        "issued": Closing.objects.get().issued,
        "postings": Posting.objects.count(),
        "people": Posting.objects.values("person").distinct().count(),
        "certificates": len(serials),
        "has_gap_or_double": serials != list(range(1, len(serials) + 1)),
        "in_batch": Batch.objects.get().count,
        "notices": Notice.objects.count(),
        "breaks": sum(len(list(trail.breaks(chain))) for chain in trail.chains()),
        "differences": len(list(hours.rollup_differences(None))),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jejaring.config.settings")
    import django

    django.setup()
    {"prepare": prepare, "close": close, "report": report}[sys.argv[1]]()
