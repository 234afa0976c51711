from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.people.models import Person
from jejaring.registers.credentials.models import Certificate


def may_issue(by: Person, agency_id: int) -> bool:
    """Whoever closes sessions for an agency issues, revokes and corrects its certificates."""
    return agency_rules.may(by, Permission.CLOSE_LIVE_SESSIONS, agency_id)


def may_read(by: Person, agency_id: int) -> bool:
    """Whoever reads the agency's records sees its lists of certificates."""
    return agency_rules.may(by, Permission.READ_RECORDS, agency_id)


def may_set_numbers(by: Person, agency_id: int) -> bool:
    """Owners decide how their agency numbers its certificates."""
    return agency_rules.may(by, Permission.MANAGE_AGENCY, agency_id)


def may_ask_for_correction(by: Person, certificate: Certificate) -> bool:
    """Everybody for their own certificates."""
    return certificate.person_id == by.pk
