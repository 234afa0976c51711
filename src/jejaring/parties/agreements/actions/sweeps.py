"""What the clock does with agreements: warn of the end, ask again, end what ran out."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from jejaring.ground.audit import trail
from jejaring.parties.agreements.actions import lifecycle, steps, telling
from jejaring.parties.agreements.models import Agreement, Step, Warned
from jejaring.parties.agreements.queries import ending, waiting


def warn_due(*, at: datetime) -> int:
    """Warn the sides of everything that ends soon; how many agreements."""
    due = ending.warnings_due(localdate(at))
    return sum(warn(agreement=one.agreement, at=at) for one in due)


@transaction.atomic
def warn(*, agreement: Agreement, at: datetime) -> int:
    """Tell every side once for each of 120, 60 and 30 days. Repeating it changes nothing."""
    current = steps.locked(agreement)
    due = ending.due_warning(current, localdate(at))
    if due is None:
        return 0
    known = Warned.objects.filter(agreement=current, days=due.days, ends_on=due.ends_on)
    if known.exists():
        return 0
    Warned.objects.create(agreement=current, days=due.days, ends_on=due.ends_on, at=at)
    lead = current.parties.order_by("-is_lead", "position")[0]
    trail.record(
        "agreements.warned",
        thing=current,
        by=None,
        at=at,
        agency=lead.agency_id,
        days=due.days,
        ends_on=due.ends_on,
    )
    telling.tell_sides(
        agreement=current, kind="ends_soon", days=due.left, ends_on=due.ends_on, at=at
    )
    return 1


def nudge_due(*, at: datetime) -> int:
    """Ask again for every step that has waited for a week; how many."""
    return sum(nudge(step=step, at=at) for step in waiting.steps_waiting_long(at))


@transaction.atomic
def nudge(*, step: Step, at: datetime) -> int:
    """Ask whoever may take it, once a week. Repeating it changes nothing."""
    current = waiting.steps_waiting_long(at).select_for_update(of=("self",)).filter(pk=step.pk)
    found = current.first()
    if found is None:
        return 0
    found.nudged_at = at
    found.save(update_fields=["nudged_at"])
    telling.tell_takers(step=found, kind="waits_long", at=at)
    trail.record(
        "agreements.nudged",
        thing=found.agreement,
        by=None,
        at=at,
        agency=found.agency_id,
        step=found.kind,
        party=found.party_id,
    )
    return 1


def end_due(*, at: datetime) -> int:
    """End everything whose notice has run out; how many."""
    due = list(ending.run_out(localdate(at)))
    for agreement in due:
        lifecycle.end(agreement=agreement, at=at)
    return len(due)
