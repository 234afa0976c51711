from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries
from jejaring.parties.people.models import Person


def may(person: Person, permission: Permission, agency_id: int) -> bool:
    """Whether a current role of this person in this agency includes the permission."""
    return queries.agencies_where(person, permission).filter(pk=agency_id).exists()
