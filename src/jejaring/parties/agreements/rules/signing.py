"""Who signs, and who hands in what was signed in ink."""

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agreements.models import Party
from jejaring.parties.people.models import Person


def may_sign(by: Person, party: Party) -> bool:
    """The signatory that the side named, nobody in their place."""
    return party.signatory_id is not None and party.signatory_id == by.pk


def may_upload_signed(by: Person, party: Party) -> bool:
    """Cooperation officers and heads of that very side."""
    needed = (Permission.DRAFT_AGREEMENTS, Permission.APPROVE_AGREEMENTS)
    return any(agency_rules.may(by, permission, party.agency_id) for permission in needed)


def side_to_scan(by: Person, waiting: list[Party]) -> Party | None:
    """The first of these sides whose scan this person may hand in."""
    return next((party for party in waiting if may_upload_signed(by, party)), None)
