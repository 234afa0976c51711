"""Who may change the text, the clauses and the facts of an agreement, and while it is what."""

from dataclasses import dataclass

from django.db.models import Q

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.agreements.states import TRANSITIONS, AgreementState
from jejaring.parties.people.models import Person

EDITED = frozenset({AgreementState.PROPOSED, AgreementState.NEGOTIATION})
"""While it is proposed its lead drafts; while it is negotiated every side does."""
SPEAKING = (
    Permission.DRAFT_AGREEMENTS,
    Permission.REVIEW_AGREEMENTS,
    Permission.PARAPH_AGREEMENTS,
    Permission.APPROVE_AGREEMENTS,
)
FEWEST = 2
"""Parties of an agreement."""


def editing_side(by: Person, agreement: Agreement) -> Party | None:
    """The side for which this person drafts now: only the lead before the negotiation."""
    mine = agencies.agencies_where(by, Permission.DRAFT_AGREEMENTS)
    sides = agreement.parties.filter(agency__in=mine)
    if agreement.state != AgreementState.NEGOTIATION:
        sides = sides.filter(is_lead=True)
    return sides.order_by("position", "pk").first()


def may_edit(by: Person, agreement: Agreement) -> bool:
    """Cooperation officers of the lead, in a negotiation of every side."""
    return agreement.state in EDITED and editing_side(by, agreement) is not None


def may_change_party(by: Person, party: Party, agreement: Agreement) -> bool:
    """The lead fills in everybody while it proposes; in a negotiation each side its own."""
    side = editing_side(by, agreement)
    if side is None or agreement.state not in EDITED:
        return False
    own = agencies.agencies_where(by, Permission.DRAFT_AGREEMENTS).filter(pk=party.agency_id)
    return agreement.state == AgreementState.PROPOSED or own.exists()


def leading_side(by: Person, agreement: Agreement) -> Party | None:
    """The side that proposed it, if this person drafts for that side."""
    mine = agencies.agencies_where(by, Permission.DRAFT_AGREEMENTS)
    return agreement.parties.filter(agency__in=mine, is_lead=True).first()


def may_withdraw(by: Person, agreement: Agreement) -> bool:
    """Officers of the side that proposed it, until it is signed."""
    open_still = AgreementState.WITHDRAWN in TRANSITIONS[AgreementState(agreement.state)]
    return open_still and leading_side(by, agreement) is not None


@dataclass(frozen=True, slots=True)
class SideRights:
    """A side, and what this person may do to it now."""

    party: Party
    may_change: bool
    may_remove: bool


def sides_with_rights(by: Person, agreement: Agreement) -> list[SideRights]:
    """Every side in its order; two queries and those of `editing_side`, however many there are."""
    rows = agreement.parties.select_related("agency", "signatory", "person_in_charge")
    parties = list(rows.order_by("position", "pk"))
    side = editing_side(by, agreement) if agreement.state in EDITED else None
    if side is None:
        return [SideRights(party, may_change=False, may_remove=False) for party in parties]
    mine = agencies.agencies_where(by, Permission.DRAFT_AGREEMENTS)
    own = set(mine.values_list("pk", flat=True))
    proposing = agreement.state == AgreementState.PROPOSED
    return [
        SideRights(
            party,
            may_change=proposing or party.agency_id in own,
            may_remove=side.is_lead and not party.is_lead and len(parties) > FEWEST,
        )
        for party in parties
    ]


def may_comment(by: Person, agreement: Agreement) -> bool:
    """While it is drafted: whoever drafts, heads, reviews or paraphs for a side or for a step."""
    if not agreement.is_drafted:
        return False
    sides, steps = Q(parties__agreement=agreement), Q(steps__agreement=agreement)
    return any(
        agencies.agencies_where(by, permission).filter(sides | steps).exists()
        for permission in SPEAKING
    )
