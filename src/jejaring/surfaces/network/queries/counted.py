"""What is counted over all agreements seen, and kept for a minute where strangers see the whole.

Lighting another province then counts nothing anew. One entry and no more: the process shares its
memory with the throttles.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import QuerySet

from jejaring.parties.agreements.models import Agreement
from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries import growth, links
from jejaring.surfaces.network.queries.chosen import Chosen
from jejaring.surfaces.network.queries.growth import Growth
from jejaring.surfaces.network.queries.links import Gone, Links, Member

KEPT_SECONDS = 60
KEY = "network:whole"
EXCHANGING, LOPSIDED = 8, 5


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one agency gave and got in twelve months."""

    agency: Member
    gave: int
    got: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The network in numbers."""

    on: date
    links: Links
    exchanges: Sequence[Exchange]
    lopsided: Sequence[Gone]
    growth: Growth


def counted(
    reader: Person | None,
    agreements: QuerySet[Agreement],
    chosen: Chosen,
    at: datetime,
    on: date,
) -> Counted:
    """Anew for readers who are signed in, and for whoever filters."""
    is_whole = reader is None and not chosen.of_agreements.is_anything
    kept: Counted | None = cache.get(KEY) if is_whole else None
    if kept is not None and kept.on == on:
        return kept
    joined, gone = links.links(agreements, at, on)
    made = Counted(on, joined, _exchanges(gone), _lopsided(gone), growth.growth(agreements, on))
    if is_whole:
        cache.set(KEY, made, KEPT_SECONDS)
    return made


def _exchanges(gone: Sequence[Gone]) -> list[Exchange]:
    """Those that move most, given and got together."""
    gave: Counter[Member] = Counter()
    got: Counter[Member] = Counter()
    for row in gone:
        gave[row.giver] += row.events
        got[row.receiver] += row.events
    first = sorted({*gave, *got}, key=lambda one: (-gave[one] - got[one], one.name))
    return [Exchange(one, gave[one], got[one]) for one in first[:EXCHANGING]]


def _lopsided(gone: Sequence[Gone]) -> list[Gone]:
    """Those who gave most and got nothing back from the same agency."""
    ways = {(row.giver, row.receiver) for row in gone}
    alone = [row for row in gone if (row.receiver, row.giver) not in ways]
    return sorted(alone, key=lambda row: (-row.events, row.giver.name))[:LOPSIDED]
