"""The first page of an agreement: fields, dates, journey, obligations, results, papers, trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import ngettext

from jejaring.ground.ui.components import Step, share
from jejaring.parties.agreements.models import Agreement, Document, Movement, Party, Signature
from jejaring.parties.agreements.queries import documents, evidence, history, journey, meter
from jejaring.parties.agreements.queries.history import History
from jejaring.parties.agreements.queries.meter import Meter
from jejaring.parties.agreements.states import Measure

EVENTS = 3
PAPERS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of the results, and its share of the largest."""

    kind: str
    value: int
    per_cent: float


@dataclass(frozen=True)
class Overview:
    """All of the page."""

    meter: Meter
    journey: Sequence[Step]
    papers: Sequence[Document]
    signed: Sequence[tuple[Party, Signature | None]]
    events: Sequence[Movement]
    history: History

    @property
    def days_left(self) -> str:
        """66 hari menuju akhir masa; nothing without an end, or once it is over."""
        last = self.meter.agreement.last_day
        if last is None or not self.meter.agreement.is_in_force(self.meter.on):
            return ""
        days = (last - self.meter.on).days
        said = ngettext("%(days)d day until it ends", "%(days)d days until it ends", days)
        return said % {"days": days}

    @property
    def programmes(self) -> int:
        """Recorded programmes, whose counts stand beside the fields."""
        return self.meter.recorded

    @property
    def event_count(self) -> int:
        """Events that delivered something."""
        return sum(one.events for one in self.meter.clauses)

    @cached_property
    def unit(self) -> Measure | None:
        """The unit in which most is promised; sums of different units would say nothing."""
        units = [one.clause.unit for one in self.meter.clauses]
        return Measure(max(sorted(units), key=units.count)) if units else None

    @cached_property
    def bars(self) -> list[Bar]:
        """Promised, scheduled and delivered in that unit; promised only if every clause limits."""
        rows = [one for one in self.meter.clauses if one.clause.unit == self.unit]
        figures = {
            "scheduled": sum(one.scheduled for one in rows),
            "delivered": sum(one.delivered for one in rows),
        }
        if all(one.promised for one in rows):
            figures = {"promised": sum(one.promised or 0 for one in rows)} | figures
        most = max(figures.values(), default=0)
        return [Bar(kind, value, share(value, most)) for kind, value in figures.items()]


def overview_of(agreement: Agreement, on: date) -> Overview:
    """Everything on it; the same number of queries, however much there is."""
    found = meter.meter_of(agreement, on)
    last = agreement.versions.order_by("-number").values_list("pk", flat=True).first()
    rows = Signature.objects.filter(agreement=agreement, version=last) if last else ()
    signatures = {row.party_id: row for row in rows}
    return Overview(
        found,
        journey.journey_of(found),
        list(documents.documents_of(agreement)[:PAPERS]),
        [(side, signatures.get(side.pk)) for side in found.sides],
        list(evidence.events_of(agreement)[:EVENTS]),
        history.history_of(agreement, most=history.SHORT),
    )
