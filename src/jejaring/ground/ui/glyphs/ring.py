"""The ring of learning hours: one bead is one JP, coloured by where it came from."""

import math
from collections.abc import Sequence

from django.utils.safestring import SafeString

from jejaring.ground.ui.glyphs import pen

RADIUS = 84
GAP_DEGREES = 4.6
MOST_BEADS = 60


def ring(
    segments: Sequence[tuple[int, float]],
    total: int,
    *,
    big: str = "",
    sub: str = "",
    label: str,
    size: int = 220,
) -> SafeString:
    """Draw `total` beads; a segment is (source 1 to 4, JP). Parts of a JP wait to be whole."""
    total = max(1, min(total, MOST_BEADS))
    beads = _beads(segments, total)
    step = 360 / total
    gap = min(GAP_DEGREES, step / 4)
    shapes = [
        pen.trusted([_bead(source, index * step, step, gap) for index, source in enumerate(beads)])
    ]
    if big:
        shapes += [pen.text(big, 0, 4, "big"), pen.text(sub, 0, 30, "sub")]
    body = pen.trusted("".join(shapes))
    return pen.drawing("ring", "-96 -96 192 192", body, label=label, width=size)


def _beads(segments: Sequence[tuple[int, float]], total: int) -> list[int]:
    """A bead takes the colour of the source that completed it."""
    beads: list[int] = []
    earned = 0.0
    for source, hours in segments:
        earned += float(hours)
        beads += [source] * (math.floor(earned) - len(beads))
    return (beads + [0] * total)[:total]


def _bead(source: int, start: float, step: float, gap: float) -> str:
    first, last = math.radians(start + gap - 90), math.radians(start + step - gap - 90)
    begin = f"{pen.short(RADIUS * math.cos(first))} {pen.short(RADIUS * math.sin(first))}"
    end = f"{pen.short(RADIUS * math.cos(last))} {pen.short(RADIUS * math.sin(last))}"
    return f'<path class="m m{source}" d="M{begin}A{RADIUS} {RADIUS} 0 0 1 {end}"/>'
