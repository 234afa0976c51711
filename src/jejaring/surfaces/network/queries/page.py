"""The page of the network: one province lit, what joins it to others, and the whole around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from jejaring.ground.ui.glyphs import archipelago
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries import drawn, rows, visible
from jejaring.surfaces.network.queries.chosen import CENTRE, Chosen
from jejaring.surfaces.network.queries.counted import Exchange, counted
from jejaring.surfaces.network.queries.growth import Growth
from jejaring.surfaces.network.queries.links import Gone, Link, Links
from jejaring.surfaces.network.queries.options import Options, name_of, options
from jejaring.surfaces.network.queries.rows import Row
from jejaring.surfaces.network.states import Flow

CARDS, LATEST, STRONGEST = 6, 6, 8


@dataclass(frozen=True, slots=True)
class Card:
    """A partner of the lit province."""

    link: Link
    name: str
    fields: Sequence[int]
    query: str


@dataclass(frozen=True, slots=True)
class Here:
    """The lit province: its partners, and the next step with those who are friends on paper."""

    code: str
    name: str
    cards: Sequence[Card]
    partners: int
    only_memoranda: Sequence[str]
    gave: int
    got: int


@dataclass(frozen=True, slots=True)
class Named:
    """A link with the names of its two places."""

    link: Link
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Network:
    """Everything the page shows."""

    chosen: Chosen
    links: Links
    here: Here | None
    strongest: Sequence[Named]
    exchanges: Sequence[Exchange]
    lopsided: Sequence[Gone]
    growth: Growth
    latest: Sequence[Row]
    options: Options
    picture: drawn.Picture

    @property
    def both_ways(self) -> int:
        """Links that live in both directions."""
        return self.links.lively(Flow.BOTH)

    @property
    def one_sided(self) -> int:
        """Links in which only one side gives."""
        return self.links.lively(Flow.ONE_SIDED)

    @property
    def quiet(self) -> int:
        """Links on paper."""
        return self.links.lively(Flow.QUIET)


def network(reader: Person | None, chosen: Chosen, at: datetime, on: date) -> Network:
    """Counted from agreements and events, never typed. Everybody may see it."""
    agreements = visible.agreements(reader, chosen.of_agreements, on)
    numbers = counted(reader, agreements, chosen, at, on)
    joined = numbers.links
    lit = chosen.province or _busiest(joined)
    near = joined.of(lit) if lit else []
    latest = list(
        rows.with_sides(
            agreements.filter(signed_on__isnull=False).order_by("-signed_on", "-pk")[:LATEST]
        )
    )
    beside = _agreements_with(agreements, lit, [link.other for link in near[:CARDS]])
    touched = rows.fields_of([*latest, *(one for some in beside.values() for one in some)])
    return Network(
        chosen=chosen,
        links=joined,
        here=_here(lit, near, beside, touched, chosen) if lit else None,
        strongest=[_named(link) for link in joined.all[:STRONGEST] if link.strength],
        exchanges=numbers.exchanges,
        lopsided=numbers.lopsided,
        growth=numbers.growth,
        latest=[
            Row(one, one.sides, touched.get(one.pk, []), visible.standing_of(one, on))  # type: ignore[attr-defined]
            for one in latest
        ],
        options=options(chosen, on),
        picture=drawn.picture(joined, lit, _tile_links(chosen)),
    )


def _busiest(joined: Links) -> str:
    """Where most links meet; of two, the one whose code comes first."""
    degrees = {place: count for place, count in joined.degrees.items() if place != CENTRE}
    return min(degrees, key=lambda place: (-degrees[place], place), default="")


def _here(
    lit: str,
    near: Sequence[Link],
    beside: Mapping[str, Sequence[Agreement]],
    touched: Mapping[int, Sequence[int]],
    chosen: Chosen,
) -> Here:
    cards = [
        Card(
            link=link,
            name=name_of(link.other),
            fields=sorted({n for one in beside[link.other] for n in touched.get(one.pk, [])}),
            query=chosen.but(province=lit, partner=link.other).query,
        )
        for link in near[:CARDS]
    ]
    waiting = [
        name_of(link.other)
        for link in near
        if link.is_only_a_memorandum and CENTRE not in {lit, link.other}
    ]
    gave, got = sum(link.there for link in near), sum(link.back for link in near)
    return Here(lit, name_of(lit), cards, len(near), waiting[:3], gave, got)


def _agreements_with(
    agreements: QuerySet[Agreement], lit: str, others: Sequence[str]
) -> dict[str, list[Agreement]]:
    """Those between the lit province and each of the others, by the other."""
    found: dict[str, list[Agreement]] = {other: [] for other in others}
    if not others:
        return found
    there = Q(agency__province__iso__in=others)
    if CENTRE in others:
        there |= Q(agency__province__isnull=True)
    own = agreements.filter(pk__in=Party.objects.filter(_in(lit)).values("agreement"))
    sides = Party.objects.filter(there, agreement__in=own)
    for key, iso in sides.order_by().values_list("agreement", "agency__province__iso").distinct():
        if (iso or CENTRE) != lit:
            found[iso or CENTRE].append(Agreement(pk=key))
    return found


def _in(place: str) -> Q:
    if place == CENTRE:
        return Q(agency__province__isnull=True)
    return Q(agency__province__iso=place)


def _named(link: Link) -> Named:
    return Named(link, name_of(link.one), name_of(link.other))


def _tile_links(chosen: Chosen) -> dict[str, str]:
    address = reverse("network:network")
    return {
        code: f"{address}{chosen.but(province=code, partner='').query}#simpul"
        for code in archipelago.provinces()
    }
