"""The 38 provinces: where they lie, and where they stand on the tile map."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 936, 352
WEST, NORTH, SCALE = 94.6, 6.3, 20


@dataclass(frozen=True, slots=True)
class Province:
    """A knot on the map and a tile on the tile map; `code` is ISO 3166-2:ID without the country."""

    code: str
    name: str
    longitude: float
    latitude: float
    zone: str
    column: int
    row: int

    @property
    def x(self) -> float:
        return (self.longitude - WEST) * SCALE

    @property
    def y(self) -> float:
        return (NORTH - self.latitude) * SCALE


@cache
def land() -> str:
    """The coast line as one path."""
    return str(_source()["land"])


@cache
def provinces() -> dict[str, Province]:
    """By code, from west to east."""
    return {code: Province(code=code, **facts) for code, facts in _source()["provinces"].items()}


@cache
def _source() -> Any:
    return json.loads(Path(__file__).with_name("archipelago.json").read_text("utf-8"))
