"""No silent waiting (S1-6): whoever's turn it is hears of it, once a fortnight for each line."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import get_default_timezone, localdate

from jejaring.parties.agreements.actions import planning
from jejaring.parties.agreements.models import Line, Party
from jejaring.parties.agreements.queries import obligations
from jejaring.parties.agreements.queries.plan import Programme
from jejaring.parties.notices import actions as notices

MOST = 100
"""Lines in one go; the next sweep takes the rest."""


@transaction.atomic
def nudge(*, at: datetime) -> int:
    """Remind whose turn it is of what is due soon, overdue or still; how many lines.

    Repeating it within a fortnight changes nothing.
    """
    due = obligations.lines_to_nudge(at).select_for_update(of=("self",), skip_locked=True)
    found = list(due.values_list("pk", flat=True)[:MOST])
    if not found:
        return 0
    day = localdate(at, get_default_timezone())
    rows = obligations.programmes_of(Line.objects.filter(pk__in=found).order_by("pk"), day)
    for programme in rows:
        for side in programme.turn:
            _remind(programme, side, at)
    return Line.objects.filter(pk__in=found).update(nudged_at=at)


def _remind(programme: Programme, side: Party, at: datetime) -> None:
    line = programme.line
    told = notices.notify(
        person_ids=obligations.asked_for(programme, side),
        kind="agreements.line_due",
        thing=f"agreements.line:{line.pk}",
        facts={
            "title": line.title,
            "agreement": line.agreement.title,
            "due_on": line.due_on.isoformat() if line.due_on else None,
            "late": programme.overdue_days,
            "path": reverse("agreements:line", args=[line.agreement.code, line.pk]),
        },
        due_at=at,
        at=at,
        is_important=bool(programme.overdue_days),
    )
    if told:
        planning.moved("line_nudged", line=line, side=side, by=None, at=at, party=side.name)
