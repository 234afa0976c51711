"""What the drawings show of the links: never more lines than an eye can tell apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.ground.ui.glyphs import archipelago
from jejaring.ground.ui.glyphs.circle import ISLANDS, Chord
from jejaring.ground.ui.glyphs.map import Link as Cord
from jejaring.ground.ui.glyphs.map import Name
from jejaring.surfaces.network.queries.chosen import CENTRE
from jejaring.surfaces.network.queries.links import Link, Links
from jejaring.surfaces.network.queries.options import name_of
from jejaring.surfaces.network.states import Flow

OTHERS_ON_MAP, NAMED_ON_MAP, CHORDS = 40, 6, 24
CAPITAL = "JK"
"""Where cords of the centre begin on the map."""


@dataclass(frozen=True, slots=True)
class Group:
    """A row of the circle's table: who of these islands works with anybody."""

    name: str
    linked: Sequence[str]
    of: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Map, tiles and circle, ready to draw, and each as words."""

    cords: Sequence[Cord]
    names: Sequence[Name]
    active: Sequence[str]
    hub: Sequence[str]
    tiles: Mapping[str, int]
    table: Sequence[tuple[str, int]]
    levels: Sequence[int]
    tile_links: Mapping[str, str]
    chords: Sequence[Chord]
    partners: Sequence[str]
    with_centre: Sequence[str]
    groups: Sequence[Group]
    undrawn: int
    map_words: str
    circle_words: str

    @property
    def centre_words(self) -> list[str]:
        """In the middle of the circle, a word a line."""
        return [name_of(CENTRE).split()[-1].capitalize()]


def picture(joined: Links, lit: str, tile_links: Mapping[str, str]) -> Picture:
    """The lit province's links whole, of the others the strongest."""
    near = joined.of(lit) if lit else []
    far = [link for link in joined.all if lit not in {link.one, link.other}]
    partners = [link.other for link in near if link.other != CENTRE]
    with_centre = [
        link.other if link.one == CENTRE else link.one
        for link in joined.all
        if CENTRE in {link.one, link.other} and link.standing
    ]
    most = max(joined.degrees.values(), default=0)
    return Picture(
        cords=[_cord(link, "joint") for link in far[:OTHERS_ON_MAP]]
        + [_cord(link, _kind(link)) for link in near],
        names=_names(lit, near),
        active=[place for place in joined.degrees if place not in {lit, CENTRE}],
        hub=[lit] if lit else [],
        tiles={place: count for place, count in joined.degrees.items() if place != CENTRE},
        table=[
            (province.name, joined.degrees.get(code, 0))
            for code, province in archipelago.provinces().items()
        ],
        levels=[1, *(max(2, round(most * share)) for share in (0.3, 0.6, 0.9))],
        tile_links=tile_links,
        chords=[Chord(link.one, link.other, _kind(link)) for link in [*far[:CHORDS], *near]],
        partners=partners,
        with_centre=with_centre,
        groups=_groups(joined),
        undrawn=max(0, len(far) - OTHERS_ON_MAP),
        map_words=_map_words(joined, lit, len(near)),
        circle_words=_circle_words(joined, len(with_centre)),
    )


def _kind(link: Link) -> str:
    return "" if link.flow == Flow.BOTH else "dashed"


def _cord(link: Link, kind: str) -> Cord:
    one, other = (CAPITAL if place == CENTRE else place for place in (link.one, link.other))
    return Cord(one, other, kind)


def _names(lit: str, near: Sequence[Link]) -> list[Name]:
    """The lit province and its strongest partners, outside of the cords."""
    known = archipelago.provinces()
    if lit not in known:
        return []
    names = [Name(lit, known[lit].name, 0, 21, "middle")]
    for link in near[:NAMED_ON_MAP]:
        if link.other not in known:
            continue
        partner = known[link.other]
        if any(
            abs(partner.x - known[name.code].x) < 90 and abs(partner.y - known[name.code].y) < 16  # noqa: PLR2004 - as wide and as high as a name
            for name in names
        ):
            continue
        west = partner.x < known[lit].x
        names.append(
            Name(link.other, partner.name, -8 if west else 8, -5, "end" if west else "start")
        )
    return names


def _groups(joined: Links) -> list[Group]:
    known = archipelago.provinces()
    return [
        Group(
            name,
            [known[code].name for code in codes.split() if code in joined.degrees],
            len(codes.split()),
        )
        for name, _short, codes in ISLANDS
    ]


def _map_words(joined: Links, lit: str, near: int) -> str:
    if not lit:
        return _("Map of the 38 provinces. Nothing is agreed yet.")
    name = name_of(lit)
    return ngettext(
        "Map of the 38 provinces with %(all)s links; %(name)s has %(count)d partner.",
        "Map of the 38 provinces with %(all)s links; %(name)s has %(count)d partners.",
        near,
    ) % {"all": len(joined.all), "name": name, "count": near}


def _circle_words(joined: Links, with_centre: int) -> str:
    linked = sum(place != CENTRE for place in joined.degrees)
    return _(
        "Circle of the archipelago: %(linked)d of 38 provinces work together with others, "
        "%(centre)d of them with the centre."
    ) % {"linked": linked, "centre": with_centre}
