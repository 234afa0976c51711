from datetime import date

import factory
from django.utils import timezone

from jejaring.ground.access.permissions import Role
from jejaring.parties.agencies.models import (
    Agency,
    Alias,
    Employment,
    Membership,
    ServiceArea,
    Statement,
    Succession,
    Unit,
)
from jejaring.parties.agencies.states import AgencyKind, AliasKind, StatementKind
from tests.factories.people import PersonFactory


class AgencyFactory(factory.django.DjangoModelFactory):
    """A provincial learning agency that serves itself alone, unless told whom else."""

    class Meta:
        model = Agency
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"bpsdm-contoh-{n}")
    name = factory.Sequence(lambda n: f"BPSDM Provinsi Contoh {n}")
    short_name = factory.Sequence(lambda n: f"BPSDM Contoh {n}")
    kind = AgencyKind.LEARNING_AGENCY
    head_office = factory.LazyAttribute(lambda agency: f"Kepala {agency.name}")
    service = factory.RelatedFactory("tests.factories.agencies.ServiceAreaFactory", "agency")


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    """An agency that acts for another's people; for its own if no other is named."""

    class Meta:
        model = ServiceArea

    agency = factory.SubFactory(AgencyFactory, service=None)
    serves = factory.SelfAttribute("agency")


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
        officer = factory.Trait(role=Role.COOPERATION)
        reviewer = factory.Trait(role=Role.REVIEWER)
        legal = factory.Trait(role=Role.LEGAL)
        head = factory.Trait(role=Role.HEAD)


class StatementFactory(factory.django.DjangoModelFactory):
    """A strength in digital learning."""

    class Meta:
        model = Statement

    agency = factory.SubFactory(AgencyFactory)
    kind = StatementKind.STRENGTH
    field = 1
    text = factory.Sequence(lambda n: f"Keunggulan Contoh {n}")

    class Params:
        need = factory.Trait(kind=StatementKind.NEED)


class AliasFactory(factory.django.DjangoModelFactory):
    """A former name."""

    class Meta:
        model = Alias

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Nama Lama Contoh {n}")
    kind = AliasKind.FORMER


class SuccessionFactory(factory.django.DjangoModelFactory):
    """One agency followed by another in 2021."""

    class Meta:
        model = Succession

    before = factory.SubFactory(AgencyFactory)
    after = factory.SubFactory(AgencyFactory)
    on = date(2021, 9, 1)
