"""The engraved map: land as ground, 38 knots as data, cords between them."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui.glyphs import archipelago, pen

BEND = 0.22
ZONE_BORDERS = (114.9, 126.3)
ZONE_NAMES = ((95.4, "WIB"), (115.4, "WITA"), (126.8, "WIT"))
HUB_RADIUS, ACTIVE_RADIUS, DOT_RADIUS = 6.5, 4.4, 2.5


@dataclass(frozen=True, slots=True)
class Link:
    """A cord between two provinces: whole, `dashed` (not yet agreed in full) or `joint`."""

    start: str
    end: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A word beside a knot, shifted by (dx, dy); `anchor` is start, middle or end."""

    code: str
    text: str
    dx: float = 8
    dy: float = 4
    anchor: str = "start"


def archipelago_map(
    *,
    label: str,
    links: Sequence[Link] = (),
    active: Collection[str] = (),
    hub: Collection[str] = (),
    names: Sequence[Name] = (),
    dark: bool = False,
    zones: bool = False,
) -> SafeString:
    """Provinces are ISO codes; one that is not on the map is left out."""
    known = archipelago.provinces()
    layers = [_land()]
    if zones:
        layers += _zones()
    layers += [_cord(link) for link in links if link.start in known and link.end in known]
    layers += [_knot(province, active, hub) for province in known.values()]
    layers += [_name(name, known[name.code]) for name in names if name.code in known]
    box = f"0 0 {archipelago.WIDTH} {archipelago.HEIGHT}"
    return pen.drawing(
        "map dark" if dark else "map", box, pen.trusted("".join(layers)), label=label
    )


def _land() -> SafeString:
    return format_html(
        '<defs><pattern id="hatch" width="8" height="3.2" patternUnits="userSpaceOnUse">'
        '<path class="hatch" d="M0 1.6h8"/></pattern></defs><path d="{}" fill="url(#hatch)"/>',
        archipelago.land(),
    )


def _zones() -> list[SafeString]:
    at = [(longitude - archipelago.WEST) * archipelago.SCALE for longitude in ZONE_BORDERS]
    lines = [
        pen.trusted(f'<path class="zone-line" d="M{pen.short(x)} 0V{archipelago.HEIGHT}"/>')
        for x in at
    ]
    names = [
        pen.text(name, (longitude - archipelago.WEST) * archipelago.SCALE, 347, "zone-name")
        for longitude, name in ZONE_NAMES
    ]
    return lines + names


def _cord(link: Link) -> SafeString:
    start, end = archipelago.provinces()[link.start], archipelago.provinces()[link.end]
    dx, dy = end.x - start.x, end.y - start.y
    length = math.hypot(dx, dy) or 1
    side = -1 if dx > 0 else 1
    across, down = -dy / length * side, dx / length * side
    if down > 0:
        across, down = -across, -down
    bent_x = (start.x + end.x) / 2 + across * length * BEND
    bent_y = (start.y + end.y) / 2 + down * length * BEND
    points = [pen.short(value) for value in (start.x, start.y, bent_x, bent_y, end.x, end.y)]
    course = "M{} {}Q{} {} {} {}".format(*points)
    return format_html('<path class="link {}" d="{}"/>', link.kind, course)


def _knot(
    province: archipelago.Province, active: Collection[str], hub: Collection[str]
) -> SafeString:
    kind, radius = "dot", DOT_RADIUS
    if province.code in active:
        kind, radius = "dot active", ACTIVE_RADIUS
    if province.code in hub:
        kind, radius = "dot hub", HUB_RADIUS
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        kind,
        pen.short(province.x),
        pen.short(province.y),
        radius,
        province.name,
    )


def _name(name: Name, province: archipelago.Province) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}">{}</text>',
        pen.short(province.x + name.dx),
        pen.short(province.y + name.dy),
        name.anchor,
        name.text,
    )
