"""Many people at once: from an organiser's list, or invented for the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from jejaring.ground.audit import trail
from jejaring.ground.kernel.bulk import among
from jejaring.parties.people import queries
from jejaring.parties.people.actions.wording import LONGEST_NAME, proper_address
from jejaring.parties.people.models import EmailAddress, Person
from jejaring.parties.people.states import PersonKind

CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone an organiser's list names; the address is not proven yet."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Example:
    """An invented person; a note puts them on the sign-in page of a demonstration."""

    email: str
    name: str
    kind: PersonKind = PersonKind.OTHER
    employee_no: str | None = None
    zone: str = "WIB"
    language: str = "id"
    note: str = ""


@transaction.atomic
def enrol(*, newcomers: Sequence[Newcomer], by: Person, at: datetime) -> dict[str, int]:
    """Persons by address, made where nobody is known by it; whose account it is stays as it is."""
    wanted = {proper_address(one.email): one.name for one in newcomers}
    known = queries.people_by_emails(wanted)
    missing = {email: name for email, name in wanted.items() if email not in known}
    people = Person.objects.bulk_create(
        [Person(name=" ".join(name.split())[:LONGEST_NAME]) for name in missing.values()],
        batch_size=CHUNK,
    )
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(person=person, email=email, is_primary=True)
            for email, person in zip(missing, people, strict=True)
        ],
        batch_size=CHUNK,
    )
    if people:
        trail.record("people.enrolled", thing=by, by=by, at=at, count=len(people))
    return known | {email: person.pk for email, person in zip(missing, people, strict=True)}


@transaction.atomic
def withdraw_newcomers(*, person_ids: Sequence[int], by: Person, at: datetime) -> int:
    """Close accounts that a list made and nobody ever used; their addresses are free again."""
    unused = queries.never_used(person_ids)
    EmailAddress.objects.filter(person_id__in=among(unused)).delete()
    Person.objects.filter(pk__in=among(unused)).update(is_active=False)
    if unused:
        trail.record("people.newcomers_withdrawn", thing=by, by=by, at=at, count=len(unused))
    return len(unused)


@transaction.atomic
def add_demonstration_people(*, people: Sequence[Example], at: datetime) -> list[Person]:
    """Invented people with a complete profile, marked as such, in the order given."""
    made = Person.objects.bulk_create(
        [
            Person(
                name=one.name,
                kind=one.kind,
                employee_no=one.employee_no,
                zone=one.zone,
                language=one.language,
                profile_completed_at=at,
                is_demonstration=True,
                demonstration_note=one.note,
            )
            for one in people
        ],
        batch_size=CHUNK,
    )
    EmailAddress.objects.bulk_create(
        [
            EmailAddress(person=person, email=one.email, verified_at=at, is_primary=True)
            for person, one in zip(made, people, strict=True)
        ],
        batch_size=CHUNK,
    )
    if made:
        trail.record("people.examples_added", thing=made[0], by=None, at=at, count=len(made))
    return made
