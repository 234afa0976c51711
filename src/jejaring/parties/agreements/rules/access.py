"""Who may do what to an agreement: always by a role in the agency that is a side of it."""

from jejaring.ground.access.permissions import Permission, Role
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agreements.models import Agreement, Party, Step
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.states import NEEDED, StepKind
from jejaring.parties.people.models import Person


def may_start(by: Person, agency_id: int) -> bool:
    """Cooperation officers and owners start agreements for their agency."""
    return agency_rules.may(by, Permission.DRAFT_AGREEMENTS, agency_id)


def may_read(by: Person, agreement: Agreement) -> bool:
    """Members of every side read all of it, auditors included; so do those who review it."""
    return reading.read_by(by).filter(pk=agreement.pk).exists()


def may_draft(by: Person, agreement: Agreement) -> bool:
    """Cooperation officers of every side; before negotiation only those of the proposing side."""
    return side_of(by, agreement, Permission.DRAFT_AGREEMENTS) is not None


def may_approve(by: Person, agreement: Agreement) -> bool:
    """The head of any side."""
    return side_of(by, agreement, Permission.APPROVE_AGREEMENTS) is not None


def may_take(by: Person, step: Step) -> bool:
    """Whoever holds the permission in the agency that must act, or the member it was left to."""
    if step.assignee_id is not None and step.assignee_id == by.pk:
        return may_stand_in(by, step.agency_id)
    return agency_rules.may(by, NEEDED[StepKind(step.kind)], step.agency_id)


def may_stand_in(person: Person, agency_id: int) -> bool:
    """A step is left only to somebody of that agency, never to its auditor (domain (b) 20)."""
    return agencies.has_role(person, agency_id, set(Role) - {Role.AUDITOR})


def side_of(by: Person, agreement: Agreement, permission: Permission) -> Party | None:
    """The side for which this person holds the permission; the first, if for several."""
    mine = agencies.agencies_where(by, permission)
    return agreement.parties.filter(agency__in=mine).order_by("position").first()
