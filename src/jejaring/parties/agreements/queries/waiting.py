"""Who is next, and since when: the desk of a person, and whom to ask for a step."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jejaring.ground.access.permissions import Permission, Role, roles_with
from jejaring.parties.agencies.models import Membership
from jejaring.parties.agreements.models import Agreement, Step
from jejaring.parties.agreements.states import NEEDED, StepKind
from jejaring.parties.people.models import Person

LONG = timedelta(days=7)
"""A step that waits longer is asked for again, and again after as long."""


def open_steps(agreement: Agreement) -> QuerySet[Step]:
    """What waits now, the oldest first."""
    steps = Step.objects.filter(agreement=agreement, closed_at__isnull=True)
    return steps.select_related("agency", "party", "assignee", "agreement", "version")


def step_of(agreement: Agreement, step_id: int) -> Step | None:
    """One step of this agreement, open or closed."""
    steps = Step.objects.filter(agreement=agreement, pk=step_id)
    return steps.select_related("agency", "party", "assignee", "agreement", "version").first()


def waiting_for(person: Person) -> QuerySet[Step]:
    """Every step this person may take, the longest waiting first."""
    held = Membership.objects.filter(person=person, ended_at__isnull=True)
    mine = Q(assignee=person, agency__in=held.exclude(role=Role.AUDITOR).values("agency"))
    for permission in set(NEEDED.values()):
        kinds = [kind for kind, needed in NEEDED.items() if needed == permission]
        places = held.filter(role__in=roles_with(permission)).values("agency")
        mine |= Q(kind__in=kinds, agency__in=places)
    steps = Step.objects.filter(mine, closed_at__isnull=True)
    return steps.select_related("agency", "party", "agreement", "assignee").order_by(
        "opened_at", "id"
    )


def members_with(agency_ids: list[int], permission: Permission) -> QuerySet[Membership]:
    """Everybody whose current role in one of these agencies includes the permission."""
    held = Membership.objects.filter(agency__in=agency_ids, ended_at__isnull=True)
    return held.filter(role__in=roles_with(permission)).select_related("person")


def takers_of(step: Step) -> list[int]:
    """Keys of those who may take the step: whom it was left to, else all who hold the right."""
    if step.assignee_id is not None:
        return [step.assignee_id]
    members = members_with([step.agency_id], NEEDED[StepKind(step.kind)])
    return list(members.order_by("person").values_list("person", flat=True).distinct())


def stand_ins(step: Step) -> QuerySet[Person]:
    """Whom the step can be left to: anybody of that agency but its auditor."""
    held = Membership.objects.filter(agency=step.agency_id, ended_at__isnull=True)
    return Person.objects.filter(pk__in=held.exclude(role=Role.AUDITOR).values("person")).order_by(
        "name", "id"
    )


def people_of_sides(agreement: Agreement) -> list[int]:
    """Keys of the officers and heads of every side."""
    sides = list(agreement.parties.values_list("agency", flat=True))
    permissions = (Permission.DRAFT_AGREEMENTS, Permission.APPROVE_AGREEMENTS)
    found = [members_with(sides, one).values_list("person", flat=True) for one in permissions]
    return sorted({person for people in found for person in people})


def steps_waiting_long(at: datetime) -> QuerySet[Step]:
    """Open steps nobody was reminded of for a week."""
    old = at - LONG
    waits = Step.objects.filter(closed_at__isnull=True, opened_at__lte=old)
    return waits.filter(Q(nudged_at__isnull=True) | Q(nudged_at__lte=old)).select_related(
        "agency", "agreement", "party"
    )
