from jejaring.ground.access.permissions import Permission, Role
from jejaring.parties.agencies import queries
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person


def may(person: Person, permission: Permission, agency_id: int) -> bool:
    """Whether a current role of this person in this agency includes the permission."""
    return queries.agencies_where(person, permission).filter(pk=agency_id).exists()


def may_manage(by: Person, agency_id: int) -> bool:
    """Owners change an agency, its units and its members; auditors and organisers do not."""
    return may(by, Permission.MANAGE_AGENCY, agency_id)


def may_create_agency(by: Person | None, parent: Agency | None) -> bool:
    """Whoever operates the installation, or an owner of the agency above."""
    return by is None or (parent is not None and may_manage(by, parent.pk))


def may_end_role(by: Person, person: Person, agency_id: int) -> bool:
    """Owners end any role, everyone their own."""
    return by.pk == person.pk or may_manage(by, agency_id)


def may_reset_second_factor(by: Person, person: Person, agency_id: int) -> bool:
    """Owners, but never their own: a stolen session would be enough."""
    return by.pk != person.pk and may_manage(by, agency_id)


def may_set_employer(by: Person, person: Person) -> bool:
    """Only the person says whom they work for."""
    return by.pk == person.pk


def may_read_trail(by: Person, agency_id: int) -> bool:
    """Owners and auditors answer for what happened; organisers see it on their own pages."""
    return queries.has_role(by, agency_id, (Role.OWNER, Role.AUDITOR))


def may_state(by: Person, agency_id: int) -> bool:
    """Cooperation officers and owners say what their agency is good at and what it needs."""
    return may(by, Permission.DRAFT_AGREEMENTS, agency_id)


def may_tell_succession(by: Person | None, before: Agency) -> bool:
    """Whoever operates the installation, or an owner of the agency that is followed."""
    return by is None or may_manage(by, before.pk)
