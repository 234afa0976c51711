"""Which agreements a person sees, and one of them with what its page needs."""

from django.db.models import Prefetch, Q, QuerySet

from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.models import Agreement, CooperationField, Party, Step
from jejaring.parties.people.models import Person


def fields() -> QuerySet[CooperationField]:
    """The fields of cooperation, in the order of the rosette."""
    return CooperationField.objects.order_by("number")


def read_by(person: Person) -> QuerySet[Agreement]:
    """Agreements of the person's agencies, of the region above them, and what waits for them."""
    mine = agencies.agencies_where(person, Permission.READ_RECORDS).values("pk")
    sides = Party.objects.filter(Q(agency__in=mine) | Q(signatory=person)).values("agreement")
    region = Party.objects.filter(
        agency__kind=AgencyKind.REGIONAL_GOVERNMENT, agency__service_area__serves__in=mine
    ).values("agreement")
    steps = Step.objects.filter(Q(agency__in=mine) | Q(assignee=person)).values("agreement")
    return Agreement.objects.filter(Q(pk__in=sides) | Q(pk__in=region) | Q(pk__in=steps))


def with_parties(agreements: QuerySet[Agreement]) -> QuerySet[Agreement]:
    """Each with its sides, in their order."""
    sides = Party.objects.select_related("agency", "agency__province").order_by("position", "id")
    return agreements.prefetch_related(Prefetch("parties", queryset=sides, to_attr="sides"))
