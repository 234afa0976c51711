"""Which government a side belongs to; reviews are its, not the side's own."""

from jejaring.parties.agencies import queries as agencies
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.models import Agreement, Party
from jejaring.parties.agreements.states import StepKind

ABOVE = frozenset({StepKind.TKKSD, StepKind.LEGAL, StepKind.DPRD})
"""Steps of the region, where the side has one."""


def government_of(agency: Agency) -> Agency | None:
    """The regional government that the agency is or belongs to; a university has none."""
    for one in (agency, *agencies.ancestors(agency)):
        if one.kind == AgencyKind.REGIONAL_GOVERNMENT:
            return one
    return None


def acting_agency(party: Party, kind: StepKind) -> Agency:
    """Who takes a step for a side: its government for the reviews, else the side itself."""
    above = government_of(party.agency) if kind in ABOVE else None
    return above or party.agency


def governments_of(agreement: Agreement) -> list[Agency]:
    """The regional governments behind its sides, each once, in the order of the sides."""
    sides = agreement.parties.select_related("agency").order_by("position", "id")
    found = [government_of(side.agency) for side in sides]
    return list(dict.fromkeys(one for one in found if one is not None))
