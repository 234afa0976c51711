import factory
from django.utils import timezone

from jejaring.ground.access.permissions import Role
from jejaring.parties.agencies.models import Agency, Employment, Membership, Unit
from jejaring.parties.agencies.states import AgencyKind
from tests.factories.people import PersonFactory


class AgencyFactory(factory.django.DjangoModelFactory):
    """A provincial learning agency."""

    class Meta:
        model = Agency

    code = factory.Sequence(lambda n: f"bpsdm-contoh-{n}")
    name = factory.Sequence(lambda n: f"BPSDM Provinsi Contoh {n}")
    short_name = factory.Sequence(lambda n: f"BPSDM Contoh {n}")
    kind = AgencyKind.LEARNING_AGENCY
    head_office = factory.LazyAttribute(lambda agency: f"Kepala {agency.name}")


class UnitFactory(factory.django.DjangoModelFactory):
    """A unit of an agency."""

    class Meta:
        model = Unit

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Dinas Contoh {n}")


class EmploymentFactory(factory.django.DjangoModelFactory):
    """Someone's current employer."""

    class Meta:
        model = Employment

    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    started_at = factory.LazyFunction(timezone.now)


class MembershipFactory(factory.django.DjangoModelFactory):
    """Someone's current role in an agency; an organiser unless told otherwise."""

    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    agency = factory.SubFactory(AgencyFactory)
    role = Role.ORGANISER
    started_at = factory.LazyFunction(timezone.now)

    class Params:
        owner = factory.Trait(role=Role.OWNER)
        auditor = factory.Trait(role=Role.AUDITOR)
