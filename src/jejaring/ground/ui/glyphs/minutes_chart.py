"""Arrivals by the minute, and the moments that explain them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString

from jejaring.ground.ui import formats
from jejaring.ground.ui.glyphs import pen

LEFT, RIGHT, TOP, BOTTOM = 38, 900, 30, 204
GAP = 1.55
CAPTION = 224
LABEL_EVERY = (5, 10, 15, 30, 60, 120)
MOST_LABELS = 8
MARK_ROWS = 3


@dataclass(frozen=True, slots=True)
class Minute:
    """How many arrived in the minute beginning at `at`; `late` of them by a later report."""

    at: datetime
    count: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment worth a line: the code was shown, repeated, closed."""

    at: datetime
    text: str


def minutes_chart(
    minutes: Sequence[Minute], *, label: str, marks: Sequence[Mark] = ()
) -> SafeString:
    """One column a minute, from the first to the last; the tallest fills the height."""
    if not minutes:
        return pen.drawing("chart", "0 0 900 230", pen.trusted(_base()), label=label)
    counts = {minute.at: minute for minute in minutes}
    first, last = min(counts), max(counts)
    many = int((last - first) / timedelta(minutes=1)) + 1
    tallest = max(1, *(minute.count for minute in minutes))
    pitch = (RIGHT - LEFT) / max(many, 12)
    layers = [*_grid(tallest)]
    for minute in minutes:
        x = LEFT + (minute.at - first) / timedelta(minutes=1) * pitch
        layers.append(_column(minute, x, max(pitch - GAP, 0.8), tallest))
    layers += _captions(first, many, pitch)
    layers += [
        _mark(mark, LEFT + (mark.at - first) / timedelta(minutes=1) * pitch, row % MARK_ROWS)
        for row, mark in enumerate(sorted(marks, key=lambda mark: mark.at))
        if first <= mark.at <= last
    ]
    return pen.drawing(
        "chart", "0 0 900 230", pen.trusted("".join([*layers, _base()])), label=label
    )


def _base() -> SafeString:
    return pen.trusted(f'<path class="axis base" d="M{LEFT} {BOTTOM}H{RIGHT}"/>')


def _grid(tallest: int) -> list[SafeString]:
    lines = []
    for part in (0.5, 1.0):
        y = BOTTOM - part * (BOTTOM - TOP)
        lines.append(pen.trusted(f'<path class="axis" d="M{LEFT} {pen.short(y)}H{RIGHT}"/>'))
        lines.append(pen.text(formats.compact(round(tallest * part)), LEFT - 6, y + 4, "end"))
    return lines


def _column(minute: Minute, x: float, width: float, tallest: int) -> SafeString:
    scale = (BOTTOM - TOP) / tallest
    in_time, late = (minute.count - minute.late) * scale, minute.late * scale
    place = f'x="{pen.short(x)}" width="{pen.short(width)}" rx="1"'
    drawn = ""
    if in_time > 0:
        y, height = pen.short(BOTTOM - in_time), pen.short(in_time)
        drawn += f'<rect class="column" {place} y="{y}" height="{height}"/>'
    if late > 0:
        top = BOTTOM - in_time - late
        drawn += (
            f'<rect class="column now" {place} y="{pen.short(top)}" height="{pen.short(late)}"/>'
        )
    return pen.trusted(drawn)


def _captions(first: datetime, many: int, pitch: float) -> list[SafeString]:
    every = next((gap for gap in LABEL_EVERY if many / gap <= MOST_LABELS), LABEL_EVERY[-1])
    captions = []
    for index in range(many):
        moment = first + timedelta(minutes=index)
        if (moment.hour * 60 + moment.minute) % every == 0:
            captions.append(
                pen.text(formats.clock(moment), LEFT + (index + 0.5) * pitch, CAPTION, "mid")
            )
    return captions


def _mark(mark: Mark, x: float, row: int) -> SafeString:
    top = 16 + row * 22
    line = pen.trusted(f'<path class="mark" d="M{pen.short(x)} {top}V{BOTTOM}"/>')
    near_edge = x > RIGHT - 160
    words = pen.text(
        mark.text, x - 6 if near_edge else x + 6, top + 8, "strong end" if near_edge else "strong"
    )
    return pen.trusted(line + words)
