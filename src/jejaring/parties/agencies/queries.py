from django.db.models import QuerySet

from jejaring.ground.access.permissions import Permission, roles_with
from jejaring.parties.agencies.models import Agency, Employment, Membership
from jejaring.parties.people.models import Person


def agencies_where(person: Person, permission: Permission) -> QuerySet[Agency]:
    """Every agency in which this person's current role includes the permission."""
    return Agency.objects.filter(
        memberships__person_id=person.pk,
        memberships__ended_at__isnull=True,
        memberships__role__in=roles_with(permission),
    )


def memberships_of(person: Person) -> QuerySet[Membership]:
    """The person's current roles, with their agencies."""
    return (
        Membership.objects.filter(person=person, ended_at__isnull=True)
        .select_related("agency")
        .order_by("agency__name")
    )


def current_employment(person: Person) -> Employment | None:
    """Who the person works for now."""
    return (
        Employment.objects.filter(person=person, ended_at__isnull=True)
        .select_related("agency", "agency__province", "unit")
        .first()
    )
