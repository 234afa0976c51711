"""Which provinces work together, and what went which way in the last twelve months.

All agencies without a province stand together as the centre.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    IntegerField,
    Max,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import Agreement, Party, in_force
from jejaring.parties.agreements.states import AgreementKind, MovementKind
from jejaring.parties.places.models import Province
from jejaring.surfaces.network.queries.chosen import CENTRE
from jejaring.surfaces.network.states import Flow

LIVELY = timedelta(days=365)
"""What went longer ago no longer keeps a link alive."""
NOWHERE = Value(0)
"""In place of the key of a province."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """An agency that has agreed something, and the place it stands for."""

    pk: int
    code: str
    name: str
    place: str


@dataclass(slots=True)
class Gone:
    """How many events one agency delivered to another."""

    giver: Member
    receiver: Member
    events: int


@dataclass(slots=True)
class Link:
    """Two places that have agreed something: how much, and what went each way of late."""

    one: str
    other: str
    agreements: int = 0
    standing: int = 0
    memoranda: int = 0
    """Memoranda in force; all others in force are agreements that do something."""
    synergies: int = 0
    last_signed: date | None = None
    there: int = 0
    """Events delivered by `one` to `other`."""
    back: int = 0

    @property
    def strength(self) -> int:
        """The smaller of the two directions: what only one side does is no exchange (S0-15)."""
        return min(self.there, self.back)

    @property
    def flow(self) -> Flow:
        """Which way something went."""
        if self.there and self.back:
            return Flow.BOTH
        return Flow.ONE_SIDED if self.there or self.back else Flow.QUIET

    @property
    def is_only_a_memorandum(self) -> bool:
        """They are friends on paper; the agreement that does something is still to come."""
        return bool(self.memoranda) and self.memoranda == self.standing

    def seen_from(self, place: str) -> "Link":
        """The same with `place` first."""
        if place == self.one:
            return self
        return Link(
            one=self.other,
            other=self.one,
            agreements=self.agreements,
            standing=self.standing,
            memoranda=self.memoranda,
            synergies=self.synergies,
            last_signed=self.last_signed,
            there=self.back,
            back=self.there,
        )


@dataclass(frozen=True, slots=True)
class Links:
    """Every link, the strongest first, and how many agencies stand behind them."""

    all: Sequence[Link]
    agencies: int
    degrees: Mapping[str, int] = field(default_factory=dict)
    """With how many places each place is linked."""

    def of(self, place: str) -> list[Link]:
        """Those of one place, seen from there."""
        return [link.seen_from(place) for link in self.all if place in {link.one, link.other}]

    def lively(self, flow: Flow) -> int:
        """How many flow so."""
        return sum(link.flow == flow for link in self.all)


def links(visible: QuerySet[Agreement], at: datetime, on: date) -> tuple[Links, list[Gone]]:
    """Over the agreements given, with what went between agencies; four queries, however many."""
    members = _members(visible)
    gone = _gone(visible, members, at)
    found = _agreed(visible, on)
    between: Counter[tuple[str, str]] = Counter()
    for row in gone:
        between[row.giver.place, row.receiver.place] += row.events
    for (one, other), link in found.items():
        link.there, link.back = between[one, other], between[other, one]
    degrees: dict[str, int] = {}
    for link in found.values():
        for place in (link.one, link.other):
            degrees[place] = degrees.get(place, 0) + 1
    ranked = sorted(
        found.values(),
        key=lambda link: (-link.strength, -link.there - link.back, -link.standing, link.one),
    )
    return Links(ranked, len(members), degrees), gone


def _members(visible: QuerySet[Agreement]) -> dict[int, Member]:
    sides = Party.objects.filter(agreement__in=visible)
    rows = Agency.objects.filter(pk__in=sides.values("agency")).order_by()
    shape = ("pk", "code", "short_name", "province__iso")
    return {
        pk: Member(pk, code, name, iso or CENTRE)
        for pk, code, name, iso in rows.values_list(*shape)
    }


def _agreed(visible: QuerySet[Agreement], on: date) -> dict[tuple[str, str], Link]:
    """Grouped by keys, which the database compares faster than names."""
    standing = in_force(on)
    rows = (
        visible.annotate(
            mate=FilteredRelation("parties"),
            one=Coalesce("parties__agency__province_id", NOWHERE),
            other=Coalesce("mate__agency__province_id", NOWHERE),
        )
        .filter(one__lt=F("other"))
        .order_by()
        .values_list("one", "other")
        .annotate(
            agreements=Count("pk", distinct=True),
            standing=Count("pk", distinct=True, filter=standing),
            memoranda=_of_kind(AgreementKind.MOU, standing),
            synergies=_of_kind(AgreementKind.SYNERGY, standing),
            last_signed=Max("signed_on"),
        )
    )
    iso = dict(Province.objects.values_list("pk", "iso"))
    found: dict[tuple[str, str], Link] = {}
    for first, second, *counts in rows:
        one, other = sorted((iso.get(first, CENTRE), iso.get(second, CENTRE)))
        found[one, other] = Link(one, other, *counts)
    return found


def _of_kind(kind: AgreementKind, standing: Q) -> Count:
    return Count("pk", distinct=True, filter=standing & Q(kind=kind))


def _gone(visible: QuerySet[Agreement], members: dict[int, Member], at: datetime) -> list[Gone]:
    """A counter-entry takes its event back."""
    sign = Case(
        When(clauses__movements__quantity__gt=0, then=1), default=-1, output_field=IntegerField()
    )
    rows = (
        visible.filter(
            clauses__movements__kind=MovementKind.DELIVERED,
            clauses__movements__at__gt=at - LIVELY,
            clauses__movements__at__lte=at,
        )
        .order_by()
        .values_list("clauses__giver", "clauses__receiver")
        .annotate(events=Sum(sign))
        .filter(events__gt=0)
    )
    return [
        Gone(members[giver], members[receiver], events)
        for giver, receiver, events in rows
        if giver in members and receiver in members
    ]
