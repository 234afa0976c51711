import factory
from django.utils import timezone

from jejaring.parties.people.models import EmailAddress, Person
from jejaring.parties.people.states import PersonKind


def born(number: int) -> str:
    """A birth date for each thousand, as an employee number has but three digits of serial."""
    return f"1990{1 + number // 1000 % 12:02d}{1 + number // 12_000 % 28:02d}"


class PersonFactory(factory.django.DjangoModelFactory):
    """A learner whose profile is complete, with one address."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Peserta Contoh {n}")
    profile_completed_at = factory.LazyFunction(timezone.now)
    address = factory.RelatedFactory("tests.factories.people.EmailAddressFactory", "person")

    class Params:
        pns = factory.Trait(
            kind=PersonKind.PNS,
            employee_no=factory.Sequence(lambda n: f"{born(n)}2015011{n % 1000:03d}"),
        )
        pppk = factory.Trait(
            kind=PersonKind.PPPK,
            employee_no=factory.Sequence(lambda n: f"{born(n)}2023211{n % 1000:03d}"),
        )
        new = factory.Trait(name="", profile_completed_at=None)


class EmailAddressFactory(factory.django.DjangoModelFactory):
    """A proven address; the first of its person."""

    class Meta:
        model = EmailAddress

    person = factory.SubFactory(PersonFactory, address=None)
    email = factory.Sequence(lambda n: f"peserta{n}@contoh.example")
    verified_at = factory.LazyFunction(timezone.now)
    is_primary = True
