import factory
from django.utils import timezone

from jejaring.parties.notices.models import Letter, Notice
from tests.factories.people import PersonFactory


class NoticeFactory(factory.django.DjangoModelFactory):
    """Something told just now, not sent yet."""

    class Meta:
        model = Notice

    person = factory.SubFactory(PersonFactory)
    kind = "notices.example"
    thing = "live.LiveSession:1"
    facts = factory.LazyFunction(dict)
    due_at = factory.LazyFunction(timezone.now)
    next_try_at = factory.SelfAttribute("due_at")


class LetterFactory(factory.django.DjangoModelFactory):
    """A letter that waits; with a code on demand."""

    class Meta:
        model = Letter

    to = factory.Sequence(lambda n: f"surat{n}@contoh.example")
    subject = "Kabar"
    body = "Isi surat."
    due_at = factory.LazyFunction(timezone.now)
    next_try_at = factory.SelfAttribute("due_at")

    class Params:
        secret = factory.Trait(is_secret=True, subject="Kode", body="123456")
