"""The woven frame of an A4 certificate, in mm: one wave repeated by <use> stays vector."""

import math

from django.utils.safestring import SafeString

from jejaring.ground.ui.glyphs import pen
from jejaring.ground.ui.glyphs.rosette import PETAL

WIDTH, HEIGHT = 297, 210
MARGIN, BAND = 7, 7.5
ACROSS, DOWN = WIDTH - 2 * MARGIN - 2 * BAND, HEIGHT - 2 * MARGIN - 2 * BAND
SEA, WEFT, WARP = "#0B5C66", "#0B6A74", "#C98A12"
WAVE_LENGTH, STRANDS, STEPS = 9, 6, 12
EIGHTHS = range(0, 360, 45)


def ground() -> SafeString:
    """Frame and guilloche behind the words of a certificate shown on screen."""
    return pen.drawing(
        "certificate-ground", f"0 0 {WIDTH} {HEIGHT}", pen.trusted(frame() + _flower())
    )


def ground_file() -> str:
    """The same picture as a file of its own, for the typesetter."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}mm" height="{HEIGHT}mm" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{frame()}{_flower()}</svg>'
    )


def frame() -> str:
    """The woven band, its two thin lines and a rosette in each corner."""
    across, down = _wave("wa", ACROSS, level=True), _wave("wd", DOWN, level=False)
    petals = "".join(f'<path d="{PETAL}" transform="rotate({turn})"/>' for turn in EIGHTHS)
    inner = MARGIN + BAND
    far_x, far_y = WIDTH - inner, HEIGHT - inner
    weave = "".join(
        f'<use href="#wa" x="{pen.short(inner + step * across[1], 3)}" y="{y}"/>'
        for y in (MARGIN, far_y)
        for step in range(across[0])
    ) + "".join(
        f'<use href="#wd" x="{x}" y="{pen.short(inner + step * down[1], 3)}"/>'
        for x in (MARGIN, far_x)
        for step in range(down[0])
    )
    corners = "".join(
        f'<use href="#wr" fill="{SEA}" '
        f'transform="translate({x + BAND / 2} {y + BAND / 2}) scale(.078)"/>'
        for x, y in ((MARGIN, MARGIN), (far_x, MARGIN), (MARGIN, far_y), (far_x, far_y))
    )
    return (
        f'<defs>{across[2]}{down[2]}<g id="wr">{petals}</g></defs>'
        f'<g fill="none" stroke-width=".16">{weave}</g>{corners}'
        f'<g fill="none" stroke="{SEA}" stroke-width=".25">'
        f'<rect x="{MARGIN}" y="{MARGIN}" '
        f'width="{WIDTH - 2 * MARGIN}" height="{HEIGHT - 2 * MARGIN}"/>'
        f'<rect x="{inner}" y="{inner}" width="{ACROSS}" height="{DOWN}"/></g>'
    )


def _wave(name: str, length: float, *, level: bool) -> tuple[int, float, str]:
    """How often the tile repeats along `length`, how long one is, and its drawing."""
    repeats = round(length / WAVE_LENGTH)
    wave = length / repeats
    strands = ["", ""]
    for strand in range(STRANDS):
        points = []
        for step in range(STEPS + 1):
            along = step / STEPS * wave
            lean = (BAND / 2 - 0.5) * math.sin(2 * math.pi * along / wave + strand * math.pi / 3)
            x, y = (along, BAND / 2 + lean) if level else (BAND / 2 + lean, along)
            points.append(f"{pen.short(x, 2)} {pen.short(y, 2)}")
        strands[0 if strand % 3 else 1] += f"M{'L'.join(points)}"
    drawn = f'<path d="{strands[0]}" stroke="{WEFT}"/><path d="{strands[1]}" stroke="{WARP}"/>'
    return repeats, wave, f'<g id="{name}">{drawn}</g>'


def _flower() -> str:
    """The large guilloche: an eighth of it, turned eight times."""
    course = ""
    for ring in range(16):
        radius, swing = 52 - ring * 2.2, 13 - ring * 0.35
        points = []
        for step in range(25):
            angle = math.pi / 4 * step / 24
            reach = radius + swing * math.cos(8 * angle) * math.cos(ring * 0.36)
            reach += 2.2 * math.sin(16 * angle + ring * 0.5)
            points.append(
                f"{pen.short(reach * math.cos(angle))} {pen.short(reach * math.sin(angle))}"
            )
        course += f"M{'L'.join(points)}"
    turns = "".join(f'<use href="#wg" transform="rotate({turn})"/>' for turn in EIGHTHS)
    return (
        f'<g transform="translate(226 100) scale(.82)" fill="none" stroke="{WEFT}" '
        f'stroke-width=".13" opacity=".55"><defs><path id="wg" d="{course}"/></defs>{turns}</g>'
    )
