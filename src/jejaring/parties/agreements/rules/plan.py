"""Who may plan and move the programmes of an agreement, and when its plan is open."""

from datetime import date

from jejaring.ground.access.permissions import Permission, Role
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.models import Agreement, Line, Party
from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import AgreementState
from jejaring.parties.people.models import Person

WORKERS = frozenset(Role) - {Role.AUDITOR}
"""An auditor answers for nothing (domain (b) 20)."""
OPEN = frozenset(
    {
        AgreementState.PROPOSED,
        AgreementState.NEGOTIATION,
        AgreementState.SIGNED,
        AgreementState.REGISTERED,
        AgreementState.SUSPENDED,
        AgreementState.DISPUTED,
    }
)
"""While it is reviewed or waits to be signed, the plan stays as it was read."""
CONCLUDED = frozenset(
    {
        AgreementState.REGISTERED,
        AgreementState.SUSPENDED,
        AgreementState.DISPUTED,
        AgreementState.TERMINATED,
    }
)
"""Only then can something have been delivered under it."""


def planning_side(by: Person, agreement: Agreement) -> Party | None:
    """The side for which this person plans: officers of every side, of the lead until it is sent.

    Nobody, while the plan is closed.
    """
    if agreement.state not in OPEN:
        return None
    side = access.side_of(by, agreement, Permission.DRAFT_AGREEMENTS)
    if agreement.state != AgreementState.PROPOSED or side is None:
        return side
    mine = agencies.agencies_where(by, Permission.DRAFT_AGREEMENTS)
    return agreement.parties.filter(agency__in=mine, is_lead=True).first()


def moving_side(by: Person, line: Line) -> Party | None:
    """The side for which this person moves a programme: officers, and who answers for it."""
    side = access.side_of(by, line.agreement, Permission.DRAFT_AGREEMENTS)
    if side is not None:
        return side
    owned = line.owners.filter(person=by).select_related("party").order_by("party__position")
    return next((one.party for one in owned if works_for(by, one.party)), None)


def works_for(person: Person, party: Party) -> bool:
    """Whoever answers for a side has a role in its agency, and not only to audit it."""
    return agencies.has_role(person, party.agency_id, WORKERS)


def has_begun(agreement: Agreement, on: date) -> bool:
    """Whether anything can have been delivered by this day; an unknown first day does not stop."""
    return agreement.state in CONCLUDED and (
        agreement.starts_on is None or agreement.starts_on <= on
    )


def is_within_term(agreement: Agreement, day: date) -> bool:
    """No activity is dated outside the term (domain (c) 1); what is unknown does not limit."""
    first, last = agreement.starts_on, agreement.last_day
    return (first is None or first <= day) and (last is None or day <= last)


def is_year_of_term(agreement: Agreement, year: int) -> bool:
    """Some day of the year lies in the term."""
    first, last = agreement.starts_on, agreement.last_day
    return (first is None or first.year <= year) and (last is None or year <= last.year)
