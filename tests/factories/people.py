import factory
from django.utils import timezone

from jejaring.parties.people.models import EmailAddress, Person
from jejaring.parties.people.states import PersonKind


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
            kind=PersonKind.PNS, employee_no=factory.Sequence(lambda n: f"19900101201501{1}{n:03d}")
        )
        pppk = factory.Trait(
            kind=PersonKind.PPPK,
            employee_no=factory.Sequence(lambda n: f"19900101202321{1}{n:03d}"),
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
