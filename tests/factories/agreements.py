from datetime import timedelta

import factory
from django.utils import timezone

from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    CooperationField,
    Line,
    Occasion,
    Party,
    Section,
    Step,
)
from jejaring.parties.agreements.states import (
    AgreementKind,
    AgreementState,
    Resource,
    StepKind,
)
from tests.factories.agencies import AgencyFactory


def today():
    return timezone.localdate()


class OccasionFactory(factory.django.DjangoModelFactory):
    """A ceremony today."""

    class Meta:
        model = Occasion

    agency = factory.SubFactory(AgencyFactory)
    name = factory.Sequence(lambda n: f"Acara Contoh {n}")
    on = factory.LazyFunction(today)


class AgreementFactory(factory.django.DjangoModelFactory):
    """A proposed implementing agreement without parties; `in_force` was registered a year ago."""

    class Meta:
        model = Agreement

    kind = AgreementKind.IMPLEMENTING
    title = factory.Sequence(lambda n: f"Perjanjian Kerja Sama Contoh {n}")
    state_changed_at = factory.LazyFunction(timezone.now)

    class Params:
        mou = factory.Trait(kind=AgreementKind.MOU)
        negotiated = factory.Trait(state=AgreementState.NEGOTIATION)
        in_force = factory.Trait(
            state=AgreementState.REGISTERED,
            signed_on=factory.LazyFunction(lambda: today() - timedelta(days=365)),
            starts_on=factory.LazyFunction(lambda: today() - timedelta(days=365)),
            ends_on=factory.LazyFunction(lambda: today() + timedelta(days=730)),
        )
        ended = factory.Trait(
            state=AgreementState.REGISTERED,
            starts_on=factory.LazyFunction(lambda: today() - timedelta(days=800)),
            ends_on=factory.LazyFunction(lambda: today() - timedelta(days=1)),
        )


class PartyFactory(factory.django.DjangoModelFactory):
    """A side of an agreement; the first one of an agreement usually leads."""

    class Meta:
        model = Party

    agreement = factory.SubFactory(AgreementFactory)
    agency = factory.SubFactory(AgencyFactory)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    name = factory.SelfAttribute("agency.name")


class SectionFactory(factory.django.DjangoModelFactory):
    """A section of the text."""

    class Meta:
        model = Section

    agreement = factory.SubFactory(AgreementFactory)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    heading = factory.Sequence(lambda n: f"Pasal Contoh {n}")
    body = "Para pihak sepakat."


class ClauseFactory(factory.django.DjangoModelFactory):
    """Ten thousand live seats from giver to receiver under an agreement in force."""

    class Meta:
        model = Clause

    agreement = factory.SubFactory(AgreementFactory, in_force=True)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    field = factory.LazyFunction(lambda: CooperationField.objects.get(number=1))
    giver = factory.SubFactory(AgencyFactory)
    receiver = factory.SubFactory(AgencyFactory)
    resource = Resource.LIVE_SESSIONS
    quantity = 10_000


class StepFactory(factory.django.DjangoModelFactory):
    """Something that waits since now."""

    class Meta:
        model = Step

    agreement = factory.SubFactory(AgreementFactory)
    agency = factory.SubFactory(AgencyFactory)
    kind = StepKind.NEGOTIATE
    opened_at = factory.LazyFunction(timezone.now)


class LineFactory(factory.django.DjangoModelFactory):
    """A planned programme of this year."""

    class Meta:
        model = Line

    agreement = factory.SubFactory(AgreementFactory, in_force=True)
    position = factory.Sequence(lambda n: n % 30_000 + 1)
    field = factory.LazyFunction(lambda: CooperationField.objects.get(number=1))
    title = factory.Sequence(lambda n: f"Program Contoh {n}")
    year = factory.LazyFunction(lambda: today().year)
    moved_at = factory.LazyFunction(timezone.now)


def pact(*agencies, **wanted):
    """An agreement between these agencies, the first one leading."""
    agreement = AgreementFactory(**wanted)
    for number, agency in enumerate(agencies, start=1):
        PartyFactory(agreement=agreement, agency=agency, position=number, is_lead=number == 1)
    return agreement
