from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string

from jejaring.ground.kernel.bulk import among
from jejaring.parties.people.http import is_own_path
from jejaring.parties.people.models import EmailAddress, OneTimeCode, Person, SecondFactor
from jejaring.parties.people.queries import tokens

LINK_LASTS = timedelta(days=30)
LINKS = Signer(salt="jejaring.people.link")
CHUNK = 5000


class NotOnThisSite(ValueError):  # noqa: N818 - a sentence, as a refusal is
    """A programming error: personal links lead to our own pages only."""


def person_by_id(pk: int) -> Person | None:
    """By primary key."""
    return Person.objects.filter(pk=pk).first()


def person_by_email(email: str) -> Person | None:
    """By any address, in its one spelling."""
    address = address_by_email(email)
    return address.person if address else None


def address_by_email(email: str) -> EmailAddress | None:
    """In its one spelling, with its person."""
    return EmailAddress.objects.select_related("person").filter(email=email).first()


def holder_of(employee_no: str, *, but: Person) -> Person | None:
    """Whoever else holds this employee number."""
    return Person.objects.filter(employee_no=employee_no).exclude(pk=but.pk).first()


def people_by_emails(emails: Iterable[str]) -> dict[str, int]:
    """Person ids by address, for addresses in their one spelling; unknown ones are left out."""
    found: dict[str, int] = {}
    for chunk in batched(emails, CHUNK):
        known = EmailAddress.objects.filter(email__in=chunk)
        found |= dict(known.values_list("email", "person_id"))
    return found


def people_by_employee_numbers(numbers: Iterable[str]) -> dict[str, int]:
    """Person ids by 18 digits; unknown ones are left out."""
    found: dict[str, int] = {}
    for chunk in batched(numbers, CHUNK):
        known = Person.objects.filter(employee_no__in=chunk).values_list("employee_no", "pk")
        found |= {number: pk for number, pk in known if number}
    return found


def never_used(person_ids: Iterable[int]) -> list[int]:
    """Of these, whoever never proved an address, signed in or filled in a profile."""
    return list(
        Person.objects.filter(
            pk__in=among(person_ids),
            is_active=True,
            last_login__isnull=True,
            profile_completed_at__isnull=True,
        )
        .exclude(addresses__verified_at__isnull=False)
        .values_list("pk", flat=True)
    )


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    """Names by id, for lists that hold ids only."""
    people = Person.objects.filter(pk__in=set(person_ids)).only("name", "handle")
    return {person.pk: str(person) for person in people}


def addresses_of(person: Person) -> QuerySet[EmailAddress]:
    """The person's own addresses, the one written to first. Only for the person."""
    return EmailAddress.objects.filter(person=person).order_by("-is_primary", "email")


def codes_for(email: str, purpose: str, person: Person | None) -> QuerySet[OneTimeCode]:
    """Codes sent to an address, newest first; a further address is proven by one person."""
    return OneTimeCode.objects.filter(email=email, purpose=purpose, person=person).order_by(
        "-issued_at", "-pk"
    )


def demonstration_accounts() -> QuerySet[Person]:
    """Invented people whom anyone may sign in as; empty outside a demonstration."""
    if not settings.DEMONSTRATION:
        return Person.objects.none()
    ready = Person.objects.filter(is_demonstration=True, is_active=True)
    return ready.exclude(demonstration_note="").order_by("pk")


def personal_link(person: Person, *, to: str, at: datetime) -> str:
    """An address that lets this person in and leads to `to`, for thirty days."""
    if not is_own_path(to):
        raise NotOnThisSite(to)
    said = {
        "person": person.pk,
        "epoch": person.link_epoch,
        "to": to,
        "until": int((at + LINK_LASTS).timestamp()),
    }
    token = LINKS.sign_object(said, compress=True)
    return f"{settings.PUBLIC_ADDRESS}{reverse('people:sign-in-by-link', args=[token])}"


def personal_data(person: Person) -> dict[str, Any]:
    """What is kept about who the person is."""
    addresses = addresses_of(person).values("email", "verified_at", "is_primary", "created_at")
    factor = SecondFactor.objects.filter(person=person).first()
    return {
        "person": {
            "handle": person.handle,
            "name": person.name,
            "kind": person.kind,
            "employee_no": person.employee_no,
            "zone": person.zone,
            "language": person.language,
            "joined_at": person.created_at,
            "profile_completed_at": person.profile_completed_at,
            "last_sign_in_at": person.last_login,
            "second_factor_since": factor.confirmed_at if factor else None,
        },
        "addresses": list(addresses),
        "access_tokens": tokens.personal_data(person),
    }


def whole_record(person: Person) -> dict[str, Any]:
    """All that every package keeps about a person, asked in the order of the settings."""
    record: dict[str, Any] = {}
    for path in settings.PERSONAL_DATA:
        record |= import_string(path)(person)
    return record
