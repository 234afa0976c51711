"""QR symbols as one SVG path, the same on paper and on pages."""

from dataclasses import dataclass
from functools import lru_cache

QUIET_ZONE = 4
"""Empty modules around the symbol (ISO/IEC 18004)."""

INK = "#0B262B"


@dataclass(frozen=True, slots=True)
class Symbol:
    """`size` modules a side, the quiet zone apart; `path` is the `d` of an SVG path in modules."""

    size: int
    path: str

    @property
    def box(self) -> str:
        """The `viewBox` that keeps the quiet zone."""
        side = self.size + 2 * QUIET_ZONE
        return f"-{QUIET_ZONE} -{QUIET_ZONE} {side} {side}"

    @property
    def svg(self) -> str:
        """A picture by itself, dark modules on white."""
        side = self.size + 2 * QUIET_ZONE
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{self.box}">'
            f'<path d="M-{QUIET_ZONE}-{QUIET_ZONE}h{side}v{side}h-{side}z" fill="#fff"/>'
            f'<path d="{self.path}" fill="{INK}"/></svg>'
        )


@lru_cache(maxsize=256)
def symbol(text: str) -> Symbol:
    """Level M: a seventh of it may be unreadable. Always mask 0, to save trying all eight."""
    import segno

    made = segno.make_qr(text, error="m", boost_error=False, mask=0)
    rows = [bytes(row) for row in made.matrix]
    drawn = "".join(
        f"M{start} {y}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(rows)
        for start, end in _dark_runs(row)
    )
    return Symbol(size=len(rows), path=drawn)


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
    runs, at = [], 0
    while (start := row.find(1, at)) >= 0:
        end = row.find(0, start)
        at = end if end >= 0 else len(row)
        runs.append((start, at))
    return runs
