"""The facts of an agreement that are typed in: read, marked, compared."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jejaring.parties.agreements.models import Agreement, Occasion
from jejaring.parties.agreements.queries import reading
from jejaring.parties.agreements.states import AgreementKind
from jejaring.parties.people.models import Person

RELATIONS = {"parent": "parent_id", "occasion": "occasion_id"}


@dataclass(frozen=True, slots=True)
class Facts:
    """Title, purpose, where it stands, its term, and the two questions of domain E17."""

    title: str
    purpose: str = ""
    parent: int | None = None
    occasion: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_days: int = 90
    report_months: int = 6
    announced_lines: int | None = None
    burdens_people: bool | None = None
    is_unfunded: bool | None = None


def facts_of(agreement: Agreement) -> Facts:
    """As they are stored."""
    return Facts(
        **{
            name: getattr(agreement, RELATIONS.get(name, name))
            for name in Facts.__dataclass_fields__
        }
    )


def columns_of(facts: Facts) -> dict[str, Any]:
    """By the names of their columns."""
    return {RELATIONS.get(name, name): value for name, value in asdict(facts).items()}


def mark_of(facts: Facts) -> str:
    """Differs when anything in them differs."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def differences(before: Facts, after: Facts) -> dict[str, list[Any]]:
    """What was and what is, by name."""
    old, new = asdict(before), asdict(after)
    return {name: [old[name], new[name]] for name in old if old[name] != new[name]}


def possible_parents(person: Person, agreement: Agreement | None = None) -> QuerySet[Agreement]:
    """MoUs that the person reads, the agreement itself left out."""
    rows = reading.read_by(person).filter(kind=AgreementKind.MOU)
    if agreement is not None:
        rows = rows.exclude(pk=agreement.pk)
    return rows.order_by("title", "pk")


def occasions() -> QuerySet[Occasion]:
    """Every ceremony, the latest first."""
    return Occasion.objects.order_by("-on", "name")
