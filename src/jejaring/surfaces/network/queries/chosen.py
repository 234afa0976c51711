"""What a reader chose to see; it stands in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from jejaring.ground.ui.glyphs import archipelago
from jejaring.parties.agreements.states import AgreementKind
from jejaring.surfaces.network.states import Standing

FIRST_YEAR, LAST_YEAR = 1945, 2200
MOST_FIELDS = 99
CENTRE = "pusat"
"""Stands for all agencies without a province."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter of agreements; what is empty does not restrict."""

    kind: str = ""
    field: int | None = None
    year: int | None = None
    standing: str = ""
    province: str = ""
    partner: str = ""

    @property
    def query(self) -> str:
        """As it stands in an address, with the question mark; empty when nothing is chosen."""
        said = {
            "jenis": self.kind,
            "bidang": self.field or "",
            "tahun": self.year or "",
            "keadaan": self.standing,
            "provinsi": self.province,
            "dengan": self.partner,
        }
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def is_anything(self) -> bool:
        """Whether anything is left out."""
        return bool(self.query)

    @property
    def of_agreements(self) -> "Chosen":
        """Without the province, which the map lights and does not cut out."""
        return replace(self, province="", partner="")

    def but(self, **changed: object) -> "Chosen":
        """The same with one thing changed."""
        return replace(self, **changed)  # type: ignore[arg-type]


def chosen(said: Mapping[str, str]) -> Chosen:
    """From an address; what is unknown counts as not chosen."""
    return Chosen(
        kind=_one_of(said.get("jenis"), AgreementKind.values),
        field=_number(said.get("bidang"), 1, MOST_FIELDS),
        year=_number(said.get("tahun"), FIRST_YEAR, LAST_YEAR),
        standing=_one_of(said.get("keadaan"), Standing.values),
        province=_place(said.get("provinsi")),
        partner=_place(said.get("dengan")),
    )


def _place(said: str | None) -> str:
    return _one_of(said, [*archipelago.provinces(), CENTRE])


def _one_of(said: str | None, known: list[str]) -> str:
    return said if said is not None and said in known else ""


def _number(said: str | None, least: int, most: int) -> int | None:
    if said is None or not (said.isascii() and said.isdecimal()) or len(said) > len(str(most)):
        return None
    return number if least <= (number := int(said)) <= most else None
