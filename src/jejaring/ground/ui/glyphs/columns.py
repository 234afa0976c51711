"""Columns over years: how much of two kinds, the sum written on top."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui import formats
from jejaring.ground.ui.glyphs import pen

WIDTH, BOTTOM, TOP, CAPTION = 820, 196, 26, 222
MOST = 16
WIDEST = 64


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what stands below, and on it."""

    label: str
    lower: int
    upper: int


def columns(rows: Sequence[Column], *, label: str) -> SafeString:
    """At most the last sixteen; show the same figures as a table nearby."""
    shown = rows[-MOST:]
    most = max((row.lower + row.upper for row in shown), default=0) or 1
    pitch = WIDTH / max(len(shown), 1)
    wide = min(WIDEST, pitch * 0.62)
    body = [pen.trusted(f'<path class="axis" d="M0 {BOTTOM}H{WIDTH}"/>')]
    for place, row in enumerate(shown):
        middle = pitch * (place + 0.5)
        lower, upper = (count / most * (BOTTOM - TOP) for count in (row.lower, row.upper))
        body.append(_bar("lower", middle, BOTTOM - lower, lower, wide))
        body.append(_bar("upper", middle, BOTTOM - lower - upper, upper, wide))
        total = formats.number(row.lower + row.upper)
        body.append(pen.text(total, middle, BOTTOM - lower - upper - 8, "mid strong"))
        body.append(pen.text(row.label, middle, CAPTION, "mid"))
    return pen.drawing("chart years", f"0 0 {WIDTH} 230", pen.trusted("".join(body)), label=label)


def _bar(kind: str, middle: float, top: float, height: float, wide: float) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        kind,
        pen.short(middle - wide / 2),
        pen.short(top),
        pen.short(wide),
        pen.short(height),
    )
