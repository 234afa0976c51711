"""What a reader may choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jejaring.ground.ui.glyphs import archipelago
from jejaring.parties.agreements.models import CooperationField
from jejaring.parties.agreements.states import AgreementKind
from jejaring.surfaces.network.queries.chosen import CENTRE, Chosen
from jejaring.surfaces.network.states import Standing

SHORT = {
    AgreementKind.MOU: gettext_lazy("MoU"),
    AgreementKind.IMPLEMENTING: gettext_lazy("PKS"),
    AgreementKind.SYNERGY: gettext_lazy("Centre and region"),
    AgreementKind.THIRD_PARTY: gettext_lazy("Third parties"),
}
EARLIEST = 2015
"""Before, no source of the network says anything; an older year still works in the address."""


@dataclass(frozen=True, slots=True)
class KindLink:
    """A kind of agreement as a filter, with all else as it is chosen."""

    label: str
    query: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Options:
    """Everything the filters offer."""

    fields: Sequence[CooperationField]
    years: Sequence[int]
    kinds: Sequence[tuple[str, Any]]
    kind_links: Sequence[KindLink]
    standings: Sequence[tuple[str, Any]]
    places: Sequence[tuple[str, str]]


def options(chosen: Chosen, on: date) -> Options:
    """One query."""
    years = set(range(EARLIEST, on.year + 1)) | ({chosen.year} if chosen.year else set())
    links = [KindLink(_("All"), chosen.but(kind="").query, not chosen.kind)]
    links += [
        KindLink(str(label), chosen.but(kind=kind.value).query, chosen.kind == kind)
        for kind, label in SHORT.items()
    ]
    known = sorted((one.name, code) for code, one in archipelago.provinces().items())
    return Options(
        fields=list(CooperationField.objects.order_by("number")),
        years=sorted(years, reverse=True),
        kinds=AgreementKind.choices,
        kind_links=links,
        standings=Standing.choices,
        places=[*((code, name) for name, code in known), (CENTRE, name_of(CENTRE))],
    )


def name_of(place: str) -> str:
    """A province's name, or what stands for all agencies without one."""
    known = archipelago.provinces().get(place)
    return known.name if known else _("The centre")
