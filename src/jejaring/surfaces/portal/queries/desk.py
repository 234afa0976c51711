"""Where the work of a person waits."""

from jejaring.ground.access.permissions import Permission, roles_with
from jejaring.parties.agencies.queries import memberships_of
from jejaring.parties.people.models import Person

AGREEING = {
    role
    for permission in (
        Permission.DRAFT_AGREEMENTS,
        Permission.REVIEW_AGREEMENTS,
        Permission.PARAPH_AGREEMENTS,
        Permission.APPROVE_AGREEMENTS,
    )
    for role in roles_with(permission)
}


def desk_of(person: Person) -> str:
    """The page a signed-in person begins with: sessions, agreements, or one's own."""
    held = set(memberships_of(person).values_list("role", flat=True))
    if not held:
        return "portal:my-page"
    runs = set(roles_with(Permission.RUN_LIVE_SESSIONS))
    return "agreements:desk" if held & AGREEING and not held & runs else "live:console"
