"""How the network grew, year by year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce, ExtractYear

from jejaring.ground.ui.glyphs.columns import Column
from jejaring.parties.agreements.models import Agreement, in_force
from jejaring.parties.agreements.states import AgreementKind


@dataclass(frozen=True, slots=True)
class Year:
    """What was signed in a year, and all that was signed until then."""

    year: int
    memoranda: int
    others: int
    total: int

    @property
    def signed(self) -> int:
        """In this year."""
        return self.memoranda + self.others


@dataclass(frozen=True, slots=True)
class Growth:
    """Every year from the first to the last; how many have no known day."""

    years: Sequence[Year]
    undated: int
    total: int
    standing: int
    """In force today."""

    @property
    def columns(self) -> list[Column]:
        """As a drawing takes them."""
        return [Column(str(row.year), row.memoranda, row.others) for row in self.years]


def growth(agreements: QuerySet[Agreement], on: date) -> Growth:
    """By the day of signing, else the first day in force. One query."""
    counts = (
        agreements.order_by()
        .values("kind", year=Coalesce(ExtractYear("signed_on"), ExtractYear("starts_on")))
        .annotate(count=Count("pk"), standing=Count("pk", filter=in_force(on)))
        .values_list("year", "kind", "count", "standing")
    )
    signed: dict[int, list[int]] = {}
    undated = standing = 0
    for year, kind, count, in_force_now in counts:
        standing += in_force_now
        if year is None:
            undated += count
            continue
        signed.setdefault(year, [0, 0])[kind != AgreementKind.MOU] += count
    years, total = [], 0
    for year in range(min(signed, default=0), max(signed, default=-1) + 1):
        memoranda, others = signed.get(year, (0, 0))
        total += memoranda + others
        years.append(Year(year, memoranda, others, total))
    return Growth(years, undated, total + undated, standing)
