"""Whom the rows of a file may mean: by e-mail address or employee number, never by name alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Case, Q, QuerySet, Value, When

from jejaring.activities.live.files import headings
from jejaring.activities.live.models import ImportRow, LiveSession
from jejaring.ground.kernel.bulk import among
from jejaring.parties.people import queries as people
from jejaring.parties.people.models import Person, normalised_email

SUGGESTIONS = 5
_WORDS = 4
"""Of a name; more of them tell no more."""
_TELLING = 3
"""Letters; a shorter part of a name says too little to look for it."""


@dataclass(frozen=True, slots=True)
class Account:
    """What judging a row needs to know of a person."""

    pk: int
    name: str
    employee_no: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Everyone whom the addresses and numbers of one file belong to."""

    by_email: dict[str, int] = field(default_factory=dict)
    by_number: dict[str, int] = field(default_factory=dict)
    accounts: dict[int, Account] = field(default_factory=dict)


def known(emails: Iterable[str], numbers: Iterable[str]) -> Known:
    """Accounts by the addresses and numbers given; chunks, not rows, decide the queries."""
    by_email = people.people_by_emails(emails)
    by_number = people.people_by_employee_numbers(numbers)
    ids = {*by_email.values(), *by_number.values()}
    rows = Person.objects.filter(pk__in=among(ids)).values_list(
        "pk", "name", "employee_no", "is_active"
    )
    accounts = {
        pk: Account(pk, name, number or "", is_active) for pk, name, number, is_active in rows
    }
    return Known(by_email, by_number, accounts)


def person_with(who: str) -> Person | None:
    """The account with this e-mail address or employee number, in whatever form it is typed."""
    email = normalised_email(who)
    digits = "".join(letter for letter in who if letter.isdecimal())
    wanted = Q(addresses__email=email) if "@" in who else Q(employee_no=digits)
    return Person.objects.filter(wanted, is_active=True).first()


def with_handle(handle: str) -> QuerySet[Person]:
    """The account with this code, which is shown only where the person was looked up."""
    return Person.objects.filter(handle=handle, is_active=True)


def candidates(row: ImportRow, session: LiveSession) -> Sequence[Person]:
    """People with a place in the session and a part of this name: suggestions, no more."""
    words = [word for word in headings.folded(row.name).split() if len(word) >= _TELLING]
    if not words:
        return []
    shared = sum(
        (Case(When(name__icontains=word, then=1), default=0) for word in words[:_WORDS]),
        start=Value(0),
    )
    found = Person.objects.filter(is_active=True, registrations__session=session)
    likely = found.annotate(shared=shared).filter(shared__gt=0)
    return list(likely.order_by("-shared", "name", "pk")[:SUGGESTIONS])
