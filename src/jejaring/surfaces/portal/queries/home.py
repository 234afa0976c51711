"""What a stranger meets first: the next session, the ones after it, and who holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.activities.live.queries import public
from jejaring.activities.live.queries.public import Listed
from jejaring.activities.live.states import Phase
from jejaring.ground.ui.fields import FIELDS, Field
from jejaring.ground.ui.glyphs.map import Link, Name
from jejaring.parties.agencies.models import Agency

MOST_ON_MAP = 12
"""Sessions whose agencies are lit on the map."""
FOLLOWING = 3


@dataclass(frozen=True, slots=True)
class NetworkMap:
    """The map as a sentence, and as knots and cords: every cord is a session held together."""

    sentence: str
    hubs: Sequence[str]
    active: Sequence[str]
    links: Sequence[Link]
    names: Sequence[Name]


@dataclass(frozen=True, slots=True)
class Home:
    """Everything the first page shows."""

    at: datetime
    next: Listed | None
    following: Sequence[Listed]
    map: NetworkMap
    fields: Sequence[Field]

    @property
    def is_live(self) -> bool:
        """The next session is on now."""
        return self.next is not None and self.next.session.phase(self.at) == Phase.LIVE

    @property
    def left_fields(self) -> Sequence[Field]:
        """Petals 8 to 5, as they stand left of the rosette from the top."""
        half = ceil(len(self.fields) / 2)
        return tuple(reversed(self.fields[half:]))

    @property
    def right_fields(self) -> Sequence[Field]:
        """Petals 1 to 4, as they stand right of the rosette from the top."""
        return self.fields[: ceil(len(self.fields) / 2)]


def home(at: datetime) -> Home:
    """Announced sessions only. Everybody may see it."""
    ahead = public.next_up(at, MOST_ON_MAP)
    return Home(
        at=at,
        next=ahead[0] if ahead else None,
        following=ahead[1 : 1 + FOLLOWING],
        map=_network(ahead),
        fields=FIELDS,
    )


def _network(ahead: Sequence[Listed]) -> NetworkMap:
    hosts: dict[str, Agency] = {}
    partners: dict[str, Agency] = {}
    links: dict[tuple[str, str], Link] = {}
    for row in ahead:
        host = _code(row.session.agency)
        if host:
            hosts.setdefault(host, row.session.agency)
        for partner in row.session.partners.all():
            code = _code(partner)
            if host and code and code != host:
                partners.setdefault(code, partner)
                links.setdefault((host, code), Link(host, code))
    active = [code for code in partners if code not in hosts]
    names = [Name(code, _province(agency), 0, 20, "middle") for code, agency in hosts.items()]
    names += [Name(code, _province(partners[code]), -8, -8, "end") for code in active]
    return NetworkMap(
        _sentence(len(hosts), len(links)), list(hosts), active, [*links.values()], names
    )


def _code(agency: Agency) -> str:
    return agency.province.iso if agency.province else ""


def _province(agency: Agency) -> str:
    return agency.province.name if agency.province else ""


def _sentence(hosts: int, links: int) -> str:
    if not hosts:
        return _("Map of the 38 provinces. No session is announced yet.")
    held = ngettext(
        "Map of the 38 provinces. Agencies of %(count)d province hold the coming sessions.",
        "Map of the 38 provinces. Agencies of %(count)d provinces hold the coming sessions.",
        hosts,
    ) % {"count": hosts}
    if not links:
        return held
    joint = ngettext(
        "%(count)d cord joins agencies that hold a session together.",
        "%(count)d cords join agencies that hold a session together.",
        links,
    ) % {"count": links}
    return f"{held} {joint}"
