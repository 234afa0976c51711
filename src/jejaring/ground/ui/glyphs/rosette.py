"""Eight petals, one for each field of cooperation, each with a fixed direction and hue."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from jejaring.ground.ui.glyphs import pen

PETAL = "M0-45C9.5-38 12-27 0-14C-12-27-9.5-38 0-45Z"
LONE_PETAL = "M0-19C12-12 13 4 0 19C-13 4-12-12 0-19Z"
FIELDS = range(1, 9)
TURMERIC_PETAL = 2


def rosette(
    fields: Iterable[int] = FIELDS, *, size: int | None = None, label: str = "", centre: bool = True
) -> SafeString:
    """Petals of the named fields (1 to 8) are lit; the others stay grey."""
    lit = set(fields)
    shapes = [_turned(field, f"p f{field}" if field in lit else "p") for field in FIELDS]
    if centre:
        shapes.append('<circle r="6" fill="var(--ink)"/>')
    return pen.drawing(
        "rosette", "-50 -50 100 100", pen.trusted(shapes), label=label, width=size, square=True
    )


def petal(field: int, *, size: int = 18) -> SafeString:
    """One field (1 to 8) by hue and direction, beside its name."""
    shape = _turned(field, f"p f{field}", LONE_PETAL)
    return pen.drawing("rosette", "-20 -20 40 40", pen.trusted(shape), width=size, square=True)


def logo() -> SafeString:
    """The network's own rosette: one petal in turmeric."""
    shapes = [_turned(field, "b" if field == TURMERIC_PETAL else "a") for field in FIELDS]
    shapes.append('<circle class="a" r="6"/>')
    return pen.drawing("logo", "-50 -50 100 100", pen.trusted(shapes))


def _turned(field: int, kind: str, petal: str = PETAL) -> str:
    return f'<path class="{kind}" d="{petal}" transform="rotate({(field - 1) * 45})"/>'
