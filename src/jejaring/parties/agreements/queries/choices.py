"""What a form about an agreement offers to choose from."""

from django.db.models import QuerySet

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.people.models import Person
from jejaring.parties.places.models import Province


def leads_of(person: Person) -> QuerySet[Agency]:
    """Agencies for which the person starts agreements."""
    return agencies.agencies_where(person, Permission.DRAFT_AGREEMENTS).order_by("name")


def partners_for(agreement: Agreement | None = None) -> QuerySet[Agency]:
    """Every agency, those that are parties already left out."""
    rows = Agency.objects.order_by("name")
    return rows.exclude(parties__agreement=agreement) if agreement is not None else rows


def people_of(party: Party) -> QuerySet[Person]:
    """Everybody with a current role in the party's agency, by name."""
    return (
        Person.objects.filter(
            memberships__agency=party.agency_id, memberships__ended_at__isnull=True
        )
        .distinct()
        .order_by("name", "pk")
    )


def provinces() -> QuerySet[Province]:
    """Every province by name."""
    return Province.objects.order_by("name")
