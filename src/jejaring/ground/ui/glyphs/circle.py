"""The circle of the archipelago: the centre, seven groups of islands, and 38 provinces around."""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui.glyphs import archipelago, pen

MIDDLE, OUTER, INNER = 360, 232, 104
FIRST_ANGLE, GAP = -120.0, 1.15
"""Degrees clockwise from the right; the gap between two groups, in places of a province."""
ISLANDS = (
    ("Sumatera", "Sum", "AC SU SB RI KR JA SS BB BE LA"),
    ("Jawa", "Jawa", "BT JK JB JT YO JI"),
    ("Bali dan Nusa Tenggara", "BNT", "BA NB NT"),
    ("Kalimantan", "Kal", "KB KT KS KI KU"),
    ("Sulawesi", "Sul", "SN SR ST SG SA GO"),
    ("Maluku", "Mal", "MA MU"),
    ("Papua", "Pap", "PD PB PT PA PE PS"),
)
"""From west to east: name, what fits a small circle, provinces by ISO code."""
SHORTER = (
    ("Kepulauan Bangka Belitung", "Babel"),
    ("Sumatera", "Sum."),
    ("Kalimantan", "Kal."),
    ("Sulawesi", "Sul."),
    ("Nusa Tenggara", "N.T."),
    ("Kepulauan", "Kep."),
    ("Pegunungan", "Peg."),
    ("Barat Daya", "B. Daya"),
)


@dataclass(frozen=True, slots=True)
class Chord:
    """A line across between two provinces; `dashed` where it does not go both ways."""

    start: str
    end: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class _Island:
    name: str
    short: str
    codes: Sequence[str]
    first: float
    last: float


def circle(
    *,
    label: str,
    centre: Sequence[str],
    chords: Sequence[Chord] = (),
    joined: Collection[str] = (),
    partners: Collection[str] = (),
    hub: Collection[str] = (),
) -> SafeString:
    """`joined` provinces work with the centre; `partners` and `hub` are those that stand out."""
    angles = dict(_angles())
    layers: list[SafeString] = []
    for island in _islands():
        layers += _rays(island, angles, joined)
    layers += [
        _chord(chord, angles) for chord in chords if chord.start in angles and chord.end in angles
    ]
    for island in _islands():
        x, y = _at((island.first + island.last) / 2, INNER)
        layers.append(
            pen.trusted(f'<circle class="island" cx="{pen.short(x)}" cy="{pen.short(y)}" r="20"/>')
        )
        layers.append(pen.text(island.short, x, y + 4, "island-name"))
    for code, angle in angles.items():
        layers += _province(code, angle, joined, partners, hub)
    layers += _centre(centre)
    body = pen.trusted("".join(layers))
    return pen.drawing("circle", f"0 0 {2 * MIDDLE} {2 * MIDDLE}", body, label=label)


def _islands() -> Iterator[_Island]:
    step = 360 / (len(archipelago.provinces()) + GAP * len(ISLANDS))
    angle = FIRST_ANGLE
    for name, short, codes in ISLANDS:
        last = angle + step * len(codes.split())
        yield _Island(name, short, codes.split(), angle, last)
        angle = last + GAP * step


def _angles() -> Iterator[tuple[str, float]]:
    for island in _islands():
        step = (island.last - island.first) / len(island.codes)
        for place, code in enumerate(island.codes):
            yield code, island.first + step * (place + 0.5)


def _at(angle: float, radius: float) -> tuple[float, float]:
    turned = math.radians(angle)
    return MIDDLE + radius * math.cos(turned), MIDDLE + radius * math.sin(turned)


def _rays(
    island: _Island, angles: dict[str, float], joined: Collection[str]
) -> Iterator[SafeString]:
    middle = (island.first + island.last) / 2
    rim = OUTER + 9
    (x0, y0), (x1, y1) = _at(island.first + 0.8, rim), _at(island.last - 0.8, rim)
    yield pen.trusted(
        f'<path class="rim" d="M{_pair(x0, y0)}A{rim} {rim} 0 0 1 {_pair(x1, y1)}"/>'
        f'<path class="ray" d="M{MIDDLE} {MIDDLE}L{_pair(*_at(middle, INNER))}"/>'
    )
    for code in island.codes:
        kind = "with-centre" if code in joined else "apart"
        bends = f"{_pair(*_at(middle, INNER + 62))} {_pair(*_at(angles[code], OUTER - 58))}"
        ends = _pair(*_at(middle, INNER)), _pair(*_at(angles[code], OUTER))
        yield pen.trusted(f'<path class="{kind}" d="M{ends[0]}C{bends} {ends[1]}"/>')


def _chord(chord: Chord, angles: dict[str, float]) -> SafeString:
    one, other = angles[chord.start], angles[chord.end]
    inner = OUTER - 60
    bends = f"{_pair(*_at(one, inner))} {_pair(*_at(other, inner))}"
    course = f"M{_pair(*_at(one, OUTER))}C{bends} {_pair(*_at(other, OUTER))}"
    return format_html('<path class="{}" d="{}"/>', f"chord {chord.kind}".strip(), course)


def _province(
    code: str,
    angle: float,
    joined: Collection[str],
    partners: Collection[str],
    hub: Collection[str],
) -> Iterator[SafeString]:
    kind, radius = ("knot with-centre", 4.5) if code in joined else ("knot", 4.5)
    if code in partners:
        kind, radius = "knot partner", 6
    if code in hub:
        kind, radius = "knot hub", 8
    x, y = _at(angle, OUTER)
    name = archipelago.provinces()[code].name
    yield format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        kind,
        pen.short(x),
        pen.short(y),
        radius,
        name,
    )
    strong = " strong" if code in partners or code in hub else ""
    yield _beside(short_name(name), angle, f"name{strong}")
    x, y = _at(angle, OUTER + 34)
    yield format_html(
        '<text class="code{}" x="{}" y="{}">{}</text>', strong, pen.short(x), pen.short(y + 8), code
    )


def _beside(words: str, angle: float, kind: str) -> SafeString:
    """Words that lean outwards and never stand on their head."""
    turned = angle % 360
    flipped = 90 < turned < 270  # noqa: PLR2004 - the left half
    return format_html(
        '<text class="{}" transform="translate({}) rotate({})" text-anchor="{}" dy=".35em">'
        "{}</text>",
        kind,
        _pair(*_at(angle, OUTER + 20)),
        pen.short(turned + 180 if flipped else turned),
        "end" if flipped else "start",
        words,
    )


def _centre(words: Sequence[str]) -> Iterator[SafeString]:
    yield pen.trusted(f'<circle class="centre" cx="{MIDDLE}" cy="{MIDDLE}" r="40"/>')
    first = MIDDLE + 5 - 8 * (len(words) - 1)
    for line, word in enumerate(words):
        yield pen.text(word, MIDDLE, first + 16 * line, "centre-name")


def short_name(name: str) -> str:
    """As it fits around the circle."""
    for long, short in SHORTER:
        name = name.replace(long, short)
    return name


def _pair(x: float, y: float) -> str:
    return f"{pen.short(x)} {pen.short(y)}"
