from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import factory

from jejaring.ground.seals import signing
from jejaring.parties.agencies.models import AgencyKey
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import actions
from jejaring.registers.credentials.models import Batch, Certificate, Recipient
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.people import PersonFactory

ISSUED_AT = datetime(2026, 11, 26, 3, 30, tzinfo=UTC)
"""Thursday 26 November 2026, 10.30 WIB."""


class AgencyKeyFactory(factory.django.DjangoModelFactory):
    """A key the agency signs with."""

    class Meta:
        model = AgencyKey

    agency = factory.SubFactory(AgencyFactory)
    made_at = ISSUED_AT

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> AgencyKey:
        made = signing.new_key()
        kwargs = {"public": made.public, "wrapped": made.wrapped, **kwargs}
        return super()._create(model_class, *args, **kwargs)  # type: ignore[no-any-return]


def facts(**changes: Any) -> Any:
    """What the certificates of the Thursday of 26 November 2026 share."""
    return {
        "programme": "ASN Belajar",
        "title": "Pembelajaran mandiri dan terintegrasi: pengalaman Jatim Corp-U",
        "series": "45/2026",
        "date": "2026-11-26",
        "starts_at": "2026-11-26T01:00:00+00:00",
        "ends_at": "2026-11-26T03:00:00+00:00",
        "zone": "WIB",
        "issuer": "BPSDM Provinsi Jawa Timur",
        "partners": ["BPSDM Provinsi Jambi"],
        "signatory": "Kepala BPSDM Provinsi Jawa Timur",
        "city": "Surabaya",
        "fields": [1, 2],
        "rule": "Konversi JP LAN, seminar",
        "is_demonstration": False,
        **changes,
    }


def recipient(person: Any = None, **changes: Any) -> Recipient:
    """A learner of another province."""
    person = person or PersonFactory()
    given = {
        "person_id": person.pk,
        "name": person.name,
        "employer": "UPT Contoh, Pemerintah Provinsi Kalimantan Selatan",
        "jp": Decimal(2),
    }
    return Recipient(**{**given, **changes})


def agency(**changes: Any) -> Any:
    """An agency that issues."""
    return AgencyFactory(**changes)


def member(agency: Any = None, **changes: Any) -> Any:
    """A person with a role in the agency, an organiser unless told otherwise."""
    return MembershipFactory(**({"agency": agency} if agency else {}), **changes).person


def open_batch(agency: Any, by: Any = None, **changes: Any) -> Batch:
    """A batch of the agency, opened by an organiser of it."""
    by = by or member(agency)
    given = {"source": "live.session", "source_id": agency.pk, "revision": 1, "facts": facts()}
    return actions.open_batch(agency=agency, by=by, at=ISSUED_AT, **{**given, **changes})


def people(count: int) -> list[Person]:
    """Many learners without addresses, in one write."""
    return Person.objects.bulk_create(
        Person(name=f"Peserta Contoh {number}") for number in range(1, count + 1)
    )


def sealed_batch(count: int = 3, *, agency: Any = None, by: Any = None, **changes: Any) -> Batch:
    """A signed batch with this many certificates."""
    agency = agency or AgencyFactory()
    by = by or member(agency)
    batch = open_batch(agency, by, **changes)
    recipients = [recipient(person) for person in people(count)]
    actions.issue(batch=batch, recipients=recipients, at=ISSUED_AT)
    return actions.seal(batch=batch, by=by, at=ISSUED_AT)


def certificate(person: Any = None, **changes: Any) -> Certificate:
    """A valid certificate of this person, in a signed batch of its own."""
    agency = changes.pop("agency", None) or AgencyFactory()
    by = member(agency)
    given = {key: changes.pop(key) for key in ("name", "employer", "jp") if key in changes}
    batch = open_batch(agency, by, **changes)
    actions.issue(batch=batch, recipients=[recipient(person, **given)], at=ISSUED_AT)
    actions.seal(batch=batch, by=by, at=ISSUED_AT)
    return Certificate.objects.select_related("batch__agency").get(batch=batch)


def as_file(content: bytes) -> BytesIO:
    """For readers that want a file."""
    return BytesIO(content)
