"""The list of agreements with its filter."""

from dataclasses import dataclass
from datetime import date

from jejaring.parties.people.models import Person
from jejaring.surfaces.network.queries import rows, visible
from jejaring.surfaces.network.queries.chosen import Chosen
from jejaring.surfaces.network.queries.options import Options, name_of, options
from jejaring.surfaces.network.queries.rows import Part


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list, and what may be chosen."""

    chosen: Chosen
    part: Part
    options: Options
    is_first: bool

    @property
    def places(self) -> list[str]:
        """Names of the places chosen."""
        return [name_of(one) for one in (self.chosen.province, self.chosen.partner) if one]

    @property
    def older(self) -> str:
        """Where the next page is; empty on the last."""
        if not self.part.older:
            return ""
        begin = f"{self.chosen.query}&" if self.chosen.query else "?"
        return f"{begin}sesudah={self.part.older}"


def listing(reader: Person | None, chosen: Chosen, on: date, after: str) -> Listing:
    """Everybody may see it; members also see what their agencies do not show."""
    found = rows.part(visible.agreements(reader, chosen, on), on, after)
    return Listing(chosen, found, options(chosen, on), not after)
