"""The year of learning: hours climbing in steps, one tick a Thursday, dotted what is planned."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui import formats
from jejaring.ground.ui.glyphs import pen

LEFT, RIGHT, TOP, BOTTOM = 34, 760, 14, 196
THURSDAY = 3
STEP_HOURS = 5
CAPTION = 228


@dataclass(frozen=True, slots=True)
class Step:
    """Hours (JP) gained on a day; `source` 1 to 4 gives the colour, as on the ring."""

    on: date
    hours: float
    source: int = 1


def year_chart(
    steps: Sequence[Step],
    *,
    year: int,
    today: date,
    target: int | None,
    label: str,
    planned: Sequence[Step] = (),
) -> SafeString:
    """Cumulative JP of one calendar year; the target line only where there is a target."""
    done = sorted((step for step in steps if step.on.year == year), key=lambda step: step.on)
    coming = sorted((step for step in planned if step.on > today), key=lambda step: step.on)
    frame = _Frame(year, _top(done, coming, target))
    total = sum(step.hours for step in done)
    layers = frame.grid(target) + frame.months() + frame.thursdays(done, coming, today)
    layers += frame.climb(done, min(today, date(year, 12, 31)))
    layers += frame.plan(coming, total, today)
    layers += frame.knots(done)
    if today.year == year:
        layers += frame.today(today, total)
    return pen.drawing("chart", "0 0 820 230", pen.trusted("".join(layers)), label=label)


def _top(done: Sequence[Step], coming: Sequence[Step], target: int | None) -> int:
    most = max(sum(step.hours for step in (*done, *coming)), target or 0, STEP_HOURS)
    return math.ceil(most / STEP_HOURS) * STEP_HOURS


class _Frame:
    """Days to x, hours to y."""

    def __init__(self, year: int, top: int) -> None:
        self.year, self.top = year, top
        self.first = date(year, 1, 1)
        self.days = (date(year + 1, 1, 1) - self.first).days

    def x(self, day: date) -> float:
        return LEFT + (day - self.first).days / self.days * (RIGHT - LEFT)

    def y(self, hours: float) -> float:
        return BOTTOM - hours / self.top * (BOTTOM - TOP)

    def grid(self, target: int | None) -> list[SafeString]:
        gap = STEP_HOURS * max(1, math.ceil(self.top / STEP_HOURS / 5))
        lines = []
        for hours in range(0, self.top + 1, gap):
            if hours == target:
                continue
            y = pen.short(self.y(hours))
            lines.append(pen.trusted(f'<path class="axis" d="M{LEFT} {y}H{RIGHT}"/>'))
            lines.append(pen.text(hours, LEFT - 8, self.y(hours) + 4, "end"))
        if target is not None:
            y = pen.short(self.y(target))
            lines.append(pen.trusted(f'<path class="target" d="M{LEFT} {y}H{RIGHT}"/>'))
            lines.append(pen.text(formats.hours(target), RIGHT + 6, self.y(target) + 4, "strong"))
        return lines

    def months(self) -> list[SafeString]:
        names = formats.SHORT_MONTHS[formats.language()]
        return [
            pen.text(name, self.x(date(self.year, month, 15)), CAPTION, "mid")
            for month, name in enumerate(names, start=1)
        ]

    def thursdays(
        self, done: Sequence[Step], coming: Sequence[Step], today: date
    ) -> list[SafeString]:
        came = {step.on for step in done}
        hoped = {step.on for step in coming}
        day = self.first + timedelta(days=(THURSDAY - self.first.weekday()) % 7)
        ticks = []
        while day.year == self.year:
            kind = (
                "tick came"
                if day in came
                else "tick next"
                if day in hoped or day > today
                else "tick"
            )
            ticks.append(pen.trusted(f'<path class="{kind}" d="M{pen.short(self.x(day))} 201v9"/>'))
            day += timedelta(days=7)
        return ticks

    def climb(self, done: Sequence[Step], until: date) -> list[SafeString]:
        course, total = f"M{LEFT} {BOTTOM}", 0.0
        for step in done:
            total += float(step.hours)
            course += f"H{pen.short(self.x(step.on))}V{pen.short(self.y(total))}"
        if until.year == self.year:
            course += f"H{pen.short(max(self.x(until), LEFT))}"
        area = format_html('<path class="area" d="{}V{}Z"/>', course, BOTTOM)
        return [area, format_html('<path class="steps" d="{}"/>', course)]

    def plan(self, coming: Sequence[Step], total: float, today: date) -> list[SafeString]:
        if not coming:
            return []
        course = f"M{pen.short(self.x(today))} {pen.short(self.y(total))}"
        for step in coming:
            total += float(step.hours)
            course += f"H{pen.short(self.x(step.on))}V{pen.short(self.y(total))}"
        end = self._knot("planned", coming[-1].on, total, 5.5)
        return [format_html('<path class="plan" d="{}"/>', course), end]

    def knots(self, done: Sequence[Step]) -> list[SafeString]:
        total, drawn = 0.0, []
        for step in done:
            total += float(step.hours)
            drawn.append(self._knot(f"k{step.source}", step.on, total, 6))
        return drawn

    def today(self, today: date, total: float) -> list[SafeString]:
        x, y = self.x(today), self.y(total)
        words = format_html("{}, {}", formats.hours(total), TODAY[formats.language()])
        beside = pen.text(words, max(x - 12, LEFT + 110), max(y - 12, TOP - 2), "strong end")
        return [self._knot("today", today, total, 7.5), beside]

    def _knot(self, kind: str, day: date, total: float, radius: float) -> SafeString:
        x, y = pen.short(self.x(day)), pen.short(self.y(total))
        return pen.trusted(f'<circle class="knot {kind}" cx="{x}" cy="{y}" r="{radius}"/>')


TODAY = {"id": "hari ini", "en": "today"}
