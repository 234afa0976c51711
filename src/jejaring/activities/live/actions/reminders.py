"""The afternoon before: a word to everyone registered who wants one."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import reminders as queries
from jejaring.ground.audit import trail
from jejaring.parties.notices import actions as notices

KIND = "live.reminder"


def remind_due(*, at: datetime) -> int:
    """Remind of every session whose afternoon before has come; how many people were told."""
    return sum(remind(session=session, at=at) for session in queries.sessions_ahead(at))


@transaction.atomic
def remind(*, session: LiveSession, at: datetime) -> int:
    """Tell the registered once for each start a session has. Repeating it changes nothing."""
    current = (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=session.pk)
    )
    if not queries.is_due(current, at):
        return 0
    current.reminded_for = current.starts_at
    current.save(update_fields=["reminded_for"])
    people = queries.people_to_remind(current)
    trail.record(
        "live.reminded", thing=current, by=None, at=at, agency=current.agency_id, people=len(people)
    )
    return notices.notify(
        person_ids=people,
        kind=KIND,
        thing=f"live.session:{current.pk}",
        facts={
            "title": current.title,
            "programme": current.programme.name,
            "starts_at": current.starts_at.isoformat(),
            "path": reverse("live:session", args=[current.slug]),
        },
        due_at=at,
        at=at,
    )
