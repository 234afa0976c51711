"""Who may ask why a door between two agencies stands open or shut."""

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person


def may_ask(by: Person, giver: Agency, to: Agency) -> bool:
    """Members of either agency, and whoever works for the one whose people want in."""
    employment = agencies.current_employment(by)
    return (employment is not None and employment.agency_id == to.pk) or any(
        agency_rules.may(by, Permission.READ_RECORDS, agency.pk) for agency in (giver, to)
    )
