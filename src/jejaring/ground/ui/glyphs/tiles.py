"""The tile map: 38 tiles of one size, so that a small province never vanishes."""

from collections.abc import Collection, Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from jejaring.ground.ui import formats
from jejaring.ground.ui.glyphs import archipelago, pen

SIDE, PITCH = 46, 50
COLUMNS, ROWS = 15, 7


def tiles(
    values: Mapping[str, float],
    levels: Sequence[float],
    *,
    label: str,
    lit: Collection[str] = (),
    numbers: bool = True,
    links: Mapping[str, str] | None = None,
) -> SafeString:
    """By ISO code; a tile darkens with each of at most four levels its value reaches.

    With links each tile leads somewhere, and the drawing is a group and no picture.
    """
    body = [
        _tile(
            province,
            values.get(province.code, 0),
            levels,
            lit=province.code in lit,
            numbers=numbers,
        )
        for province in archipelago.provinces().values()
    ]
    if links:
        body = [
            format_html('<a href="{}">{}</a>', links[code], tile) if code in links else tile
            for code, tile in zip(archipelago.provinces(), body, strict=True)
        ]
    return pen.drawing(
        "tiles",
        f"0 0 {COLUMNS * PITCH} {ROWS * PITCH}",
        pen.trusted("".join(body)),
        label=label,
        role="group" if links else "img",
    )


def _tile(
    province: archipelago.Province,
    value: float,
    levels: Sequence[float],
    *,
    lit: bool,
    numbers: bool,
) -> SafeString:
    step = sum(value >= level for level in levels[:4])
    words = [pen.text(province.code, SIDE / 2, 20 if numbers else 28)]
    if numbers:
        words.append(pen.text(formats.compact(value), SIDE / 2, 36, "v"))
    return format_html(
        '<g class="t{}{}" transform="translate({} {})"><title>{}: {}</title>'
        '<rect width="{}" height="{}" rx="8"/>{}</g>',
        step,
        " lit" if lit else "",
        province.column * PITCH + 2,
        province.row * PITCH + 2,
        province.name,
        formats.number(value),
        SIDE,
        SIDE,
        pen.trusted("".join(words)),
    )
