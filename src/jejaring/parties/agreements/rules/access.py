"""Who may do what to an agreement: always by a role in the agency that is a side of it."""

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agreements.models import Agreement, Party, Step
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.states import StepKind
from jejaring.parties.people.models import Person

NEEDED: dict[StepKind, Permission] = {
    StepKind.TERMS: Permission.DRAFT_AGREEMENTS,
    StepKind.TKKSD: Permission.REVIEW_AGREEMENTS,
    StepKind.LEGAL: Permission.PARAPH_AGREEMENTS,
    StepKind.NEGOTIATE: Permission.DRAFT_AGREEMENTS,
    StepKind.DPRD: Permission.DRAFT_AGREEMENTS,
    StepKind.APPROVE: Permission.APPROVE_AGREEMENTS,
    StepKind.SIGN: Permission.APPROVE_AGREEMENTS,
    StepKind.REGISTER: Permission.DRAFT_AGREEMENTS,
    StepKind.ACKNOWLEDGE: Permission.APPROVE_AGREEMENTS,
}
"""What each step asks for in the agency that must take it."""


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
    """Whom it was delegated to; else whoever holds the permission in the agency that must act."""
    if step.assignee_id is not None and step.assignee_id == by.pk:
        return True
    return agency_rules.may(by, NEEDED[StepKind(step.kind)], step.agency_id)


def side_of(by: Person, agreement: Agreement, permission: Permission) -> Party | None:
    """The side for which this person holds the permission; the first, if for several."""
    mine = agencies.agencies_where(by, permission)
    return agreement.parties.filter(agency__in=mine).order_by("position").first()
