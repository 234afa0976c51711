"""The woven border and the rosette of fine lines, drawn from formulas, in millimetres of A4.

`python -m jejaring.ground.paper.ornament` writes them as the files that paper and pages both use.
"""

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "paper"

WIDTH, HEIGHT = 297, 210
MARGIN, BAND = 7, 7.5
WAVE = 9
"""About the length of one wave of the border; adjusted so that whole waves fill each side."""

SEA, DEEP, TURMERIC = "#0B6A74", "#0B5C66", "#C98A12"
PETAL = "M0-45C9.5-38 12-27 0-14C-12-27-9.5-38 0-45Z"
RINGS = 16

type Point = tuple[float, float]


def border() -> str:
    """Six waves a side, woven in two colours, with a rosette of eight petals in each corner."""
    inner = MARGIN + BAND
    across, down = WIDTH - 2 * inner, HEIGHT - 2 * inner
    far_x, far_y = WIDTH - inner, HEIGHT - inner
    sides = "".join(
        f'<g transform="translate({x:g} {y:g}){turn}">{_repeated(name, length)}</g>'
        for x, y, turn, name, length in (
            (inner, MARGIN, "", "across", across),
            (inner, far_y, "", "across", across),
            (inner, inner, " rotate(90)", "down", down),
            (WIDTH - MARGIN, inner, " rotate(90)", "down", down),
        )
    )
    petals = "".join(
        f'<path d="{PETAL}" transform="rotate({turn})"/>' for turn in range(0, 360, 45)
    )
    corners = "".join(
        f'<use href="#rosette" transform="translate({x:g} {y:g}) scale(.078)"/>'
        for x in (MARGIN + BAND / 2, far_x + BAND / 2)
        for y in (MARGIN + BAND / 2, far_y + BAND / 2)
    )
    return _svg(
        f"0 0 {WIDTH} {HEIGHT}",
        f'<defs>{_wave("across", across)}{_wave("down", down)}<g id="rosette">{petals}</g></defs>'
        f'<g fill="none" stroke-width=".16">{sides}</g><g fill="{DEEP}">{corners}</g>'
        f'<g fill="none" stroke="{DEEP}" stroke-width=".25">'
        f"{_frame(MARGIN)}{_frame(inner)}</g>",
    )


def guilloche() -> str:
    """Sixteen rings that swell eightfold, as on a banknote: one eighth, turned eight times."""
    eighth = "".join(_ring(number) for number in range(RINGS))
    turns = "".join(
        f'<use href="#eighth" transform="rotate({turn})"/>' for turn in range(0, 360, 45)
    )
    return _svg(
        "-68 -68 136 136",
        f'<defs><path id="eighth" d="{eighth}"/></defs>'
        f'<g fill="none" stroke="{SEA}" stroke-width=".13" stroke-opacity=".42">{turns}</g>',
    )


def _frame(inset: float) -> str:
    width, height = WIDTH - 2 * inset, HEIGHT - 2 * inset
    return f'<rect x="{inset:g}" y="{inset:g}" width="{width:g}" height="{height:g}"/>'


def _wave(name: str, length: float) -> str:
    """One wave's length of all six, each a sixth later; whole waves fill the side."""
    span = length / round(length / WAVE)

    def wave(shift: int) -> str:
        def at(t: float) -> Point:
            return span * t, BAND / 2 + (BAND / 2 - 0.5) * sin(2 * pi * t + shift * pi / 3)

        return _smooth(at, pieces=4)

    coloured = "".join(
        f'<path d="{"".join(map(wave, shifts))}" stroke="{colour}"/>'
        for colour, shifts in ((SEA, (1, 2, 4, 5)), (TURMERIC, (0, 3)))
    )
    return f'<g id="{name}">{coloured}</g>'


def _repeated(name: str, length: float) -> str:
    waves = round(length / WAVE)
    return "".join(
        f'<use href="#{name}" x="{_short(length / waves * at)}"/>' for at in range(waves)
    )


def _ring(number: int) -> str:
    """From the middle of one petal to that of the next."""
    radius, swell = 52 - number * 2.2, (13 - number * 0.35) * cos(number * 0.36)

    def at(t: float) -> Point:
        angle = pi / 4 * t
        reach = radius + swell * cos(8 * angle) + 2.2 * sin(16 * angle + number * 0.5)
        return reach * cos(angle), reach * sin(angle)

    return _smooth(at, pieces=12)


def _smooth(at: Callable[[float], Point], *, pieces: int) -> str:
    """The curve t in [0, 1] as cubic pieces that leave and arrive in its own direction."""
    step, small = 1 / pieces, 1e-6

    def slope(t: float) -> Point:
        (x0, y0), (x1, y1) = at(t - small), at(t + small)
        return (x1 - x0) / (2 * small), (y1 - y0) / (2 * small)

    x, y = at(0)
    drawn = [f"M{_short(x)} {_short(y)}C"]
    for piece in range(pieces):
        t0, t1 = piece * step, (piece + 1) * step
        (x0, y0), (x3, y3), (dx0, dy0), (dx3, dy3) = at(t0), at(t1), slope(t0), slope(t1)
        controls = (
            x0 + dx0 * step / 3,
            y0 + dy0 * step / 3,
            x3 - dx3 * step / 3,
            y3 - dy3 * step / 3,
            x3,
            y3,
        )
        drawn.append(" ".join(map(_short, controls)))
    return drawn[0] + " ".join(drawn[1:])


def _short(number: float) -> str:
    return f"{round(number, 2) + 0:g}"


def _svg(box: str, inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>\n'


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "border.svg").write_text(border())
    (FOLDER / "guilloche.svg").write_text(guilloche())
