"""The vocabulary of templates; a builtin, so no template has to load it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page
from django.forms import BaseForm
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui import components, formats, icons, renderer
from jejaring.ground.ui.glyphs import (
    certificate,
    circle,
    columns,
    minutes_chart,
    ring,
    rosette,
    tiles,
    year_chart,
)
from jejaring.ground.ui.glyphs import map as province_map

register = template.Library()

register.simple_tag(icons.icon, name="icon")
register.simple_tag(rosette.petal, name="petal")
register.simple_tag(rosette.logo, name="logo")
register.simple_tag(certificate.ground, name="certificate_ground")
register.simple_tag(renderer.field, name="field")

register.filter("number", formats.number)
register.filter("compact", formats.compact)
register.filter("size", formats.size)
register.filter("jp", formats.hours)
register.filter("long_date", formats.long_date)
register.filter("plain_date", formats.plain_date)
register.filter("short_date", formats.short_date)
register.filter("short_day", formats.short_day)
register.filter("initials", formats.initials)


@register.filter
def clock(moment: datetime, zone: str = "") -> str:
    """08.00 in the reader's zone, or in the zone named."""
    return formats.clock(moment, zone)


@register.filter
def clock_zone(moment: datetime, zone: str = "") -> str:
    """08.00 WIB in the reader's zone, or in the zone named."""
    return formats.clock_zone(moment, zone)


@register.filter
def moment(value: datetime, zone: str = "") -> str:
    """26 November 2026 pukul 08.00 WIB."""
    return formats.moment(value, zone)


@register.filter
def until(moment: datetime) -> str:
    """3 hari lagi."""
    return components.remaining(moment, timezone.now())


@register.filter
def iso(moment: date | datetime) -> str:
    """For the datetime attribute of <time>."""
    return moment.isoformat()


@register.filter
def toast_kind(message: Message) -> str:
    """Django's level as a kind of the design."""
    return {"success": "yes", "warning": "warning", "error": "refused"}.get(message.level_tag, "")


@register.simple_tag(name="rosette")
def rosette_tag(
    fields: Iterable[int] = rosette.FIELDS,
    size: int | None = None,
    label: str = "",
    *,
    centre: bool = True,
) -> SafeString:
    """Petals of the fields given are lit."""
    return rosette.rosette(fields, size=size, label=label, centre=centre)


@register.simple_tag(name="ring")
def ring_tag(  # noqa: PLR0917 - templates pass them in order
    segments: Sequence[tuple[int, float]],
    total: int,
    big: object = "",
    sub: str = "",
    label: str = "",
    size: int = 220,
) -> SafeString:
    """One bead a JP; the label is what a reader without eyes hears."""
    return ring.ring(segments, total, big=str(big), sub=sub, label=label, size=size)


@register.simple_tag
def archipelago(
    label: str,
    active: Sequence[str] = (),
    hub: Sequence[str] = (),
    links: Sequence[province_map.Link] = (),
    names: Sequence[province_map.Name] = (),
    *,
    dark: bool = False,
    zones: bool = False,
) -> SafeString:
    """The engraved map with knots and cords."""
    return province_map.archipelago_map(
        label=label, links=links, active=active, hub=hub, names=names, dark=dark, zones=zones
    )


@register.simple_tag(name="tiles")
def tiles_tag(
    values: Mapping[str, float],
    levels: Sequence[float],
    label: str,
    lit: Sequence[str] = (),
    *,
    numbers: bool = True,
    links: Mapping[str, str] | None = None,
) -> SafeString:
    """The 38 tiles; show the same figures as a table nearby."""
    return tiles.tiles(values, levels, label=label, lit=lit, numbers=numbers, links=links)


@register.simple_tag(name="circle")
def circle_tag(  # noqa: PLR0917 - templates pass them in order
    label: str,
    centre: Sequence[str],
    chords: Sequence[circle.Chord] = (),
    joined: Sequence[str] = (),
    partners: Sequence[str] = (),
    hub: Sequence[str] = (),
) -> SafeString:
    """The centre, the islands and 38 provinces; show the same as a table nearby."""
    return circle.circle(
        label=label, centre=centre, chords=chords, joined=joined, partners=partners, hub=hub
    )


@register.simple_tag(name="columns")
def columns_tag(rows: Sequence[columns.Column], label: str) -> SafeString:
    """Columns over years; show the same figures as a table nearby."""
    return columns.columns(rows, label=label)


@register.simple_tag(name="year_chart")
def year_chart_tag(  # noqa: PLR0917 - templates pass them in order
    steps: Sequence[year_chart.Step],
    year: int,
    label: str,
    target: int | None = None,
    planned: Sequence[year_chart.Step] = (),
    today: date | None = None,
) -> SafeString:
    """The year of learning in steps."""
    day = today or timezone.localdate()
    return year_chart.year_chart(
        steps, year=year, today=day, target=target, label=label, planned=planned
    )


@register.simple_tag(name="minutes_chart")
def minutes_chart_tag(
    minutes: Sequence[minutes_chart.Minute], label: str, marks: Sequence[minutes_chart.Mark] = ()
) -> SafeString:
    """Arrivals by the minute."""
    return minutes_chart.minutes_chart(minutes, label=label, marks=marks)


@register.inclusion_tag("ui/zones.html")
def zones(
    starts_at: datetime, ends_at: datetime | None = None, own: str = "", kind: str = ""
) -> dict[str, Any]:
    """Three clocks side by side, the reader's own lit."""
    return {"times": components.zone_times(starts_at, ends_at, own), "kind": kind}


@register.inclusion_tag("ui/countdown.html")
def countdown(until: datetime, at: datetime | None = None) -> dict[str, Any]:
    """Words from the server; the script only refreshes them."""
    return {"until": until, "parts": components.countdown(until, at or timezone.now())}


@register.inclusion_tag("ui/cord.html")
def cord(steps: Sequence[components.Step], kind: str = "", label: str = "") -> dict[str, Any]:
    """A time line; kind "flat" lies down on wide screens."""
    return {"steps": steps, "kind": kind, "label": label}


@register.inclusion_tag("ui/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "") -> dict[str, str]:
    """Nothing here yet: what belongs here, how others start, one action."""
    return {"title": title, "text": text, "url": url, "action": action}


@register.inclusion_tag("ui/mover.html", takes_context=True)
def mover(
    context: Context, url: str, what: object, target: str, *, pk: int = 0, moved: object = None
) -> dict[str, Any]:
    """Up and down for a row of a list, inside the loop; what was moved keeps the focus.

    Posts `ke` (naik or turun) to `url`; a script swaps what stands in `target`.
    """
    loop = context["forloop"]
    return {
        "url": url,
        "what": what,
        "target": target,
        "is_first": loop["first"],
        "is_last": loop["last"],
        "focus": components.focus_after_move(up=bool(context.get("up")), loop=loop)
        if pk == moved
        else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("ui/pages.html")
def pages(page: Page[Any]) -> dict[str, Any]:
    """Links to the other pages of a list, under `?halaman=`; nothing where one page holds all."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "gap": page.paginator.ELLIPSIS}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of a form in the words beside its field, with a link to it."""
    wrong = [
        (field.id_for_label or field.auto_id, sentence)
        for field in form
        for sentence in renderer.sentences(field)
    ]
    return {
        "general": [str(error) for error in form.non_field_errors()],
        "wrong": wrong,
        "form": form,
    }


@register.simple_tag
def pill(kind: str, text: object) -> SafeString:
    """A state: yes, going, warning, refused, info, live, or "" for not begun."""
    kind = components.pill_kind(kind)
    return format_html('<span class="{}">{}</span>', f"pill {kind}".strip(), text)


@register.simple_tag
def note(kind: str, text: object, icon: str = "") -> SafeString:
    """A paragraph that stands out: "" (information), yes, warning or refused."""
    drawn = icons.icon(icon or components.note_icon(kind))
    return format_html('<div class="{}">{}<p>{}</p></div>', f"note {kind}".strip(), drawn, text)


@register.simple_tag
def progress(
    value: float | Decimal, total: float | Decimal, label: str, kind: str = ""
) -> SafeString:
    """A bar with its figures for those who cannot see it."""
    return format_html(
        '<div class="{}" role="progressbar" aria-valuenow="{}" aria-valuemin="0" '
        'aria-valuemax="{}" aria-label="{}"><i style="width:{}%"></i></div>',
        f"bar {kind}".strip(),
        min(value, total),
        total,
        label,
        components.share(float(value), float(total)),
    )
