"""The report of delivery to the TKKSD: one set of figures, each with its source (domain E21)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _

from jejaring.ground.ui import formats
from jejaring.parties.agreements.models import Agreement, Clause, Movement
from jejaring.parties.agreements.queries import evidence, meter
from jejaring.parties.agreements.queries.meter import Meter
from jejaring.parties.agreements.queries.periods import Period
from jejaring.parties.agreements.queries.plan import Programme
from jejaring.parties.agreements.states import Measure, MovementKind

type Cell = str | int

COUNTED = "agreements.Clause:{} / agreements.Movement"
"""Where a clause's figures come from, as the audit file names it."""


@dataclass(frozen=True, slots=True)
class ClauseFigures:
    """What a clause promised, and what was scheduled and delivered under it."""

    clause: Clause
    scheduled: int
    """Until the end of the period."""
    delivered: int
    """Until the end of the period."""
    in_period: int
    """Delivered in the period alone."""
    movements: int
    """Entries from which these were counted."""

    @property
    def source(self) -> str:
        """Of all its figures."""
        return f"{COUNTED.format(self.clause.pk)} ({self.movements})"


@dataclass(frozen=True, slots=True)
class Table:
    """A table for paper and workbook alike."""

    heading: str
    columns: list[str]
    widths: list[float]
    numeric: list[int]
    rows: list[list[Cell]]
    empty: str


@dataclass(frozen=True)
class Report:
    """Delivery of one agreement in one period, as it was known when it was made."""

    agreement: Agreement
    period: Period
    at: datetime
    meter: Meter
    figures: Sequence[ClauseFigures]
    events: Sequence[Movement]

    @property
    def about(self) -> list[tuple[str, str]]:
        """Parties with their own numbers, term, period."""
        sides = [
            (
                _("Party"),
                f"{side.name} ({_('number')} {side.number or '–'})",
            )
            for side in self.meter.sides
        ]
        first, last = self.agreement.starts_on, self.agreement.last_day
        return [
            *sides,
            (_("Term"), f"{_dated(first)} – {_dated(last)}"),
            (_("Period"), f"{_dated(self.period.first)} – {_dated(self.period.last)}"),
        ]

    @property
    def remarks(self) -> list[str]:
        """What must be said plainly."""
        said = [one.sentence for one in self.meter.one_sided]
        gap, days = self.meter.gap, self.meter.dormant_days
        if gap is not None:
            said.insert(
                0,
                _("%(announced)d programmes were announced, %(recorded)d are recorded.")
                % {"announced": gap.announced, "recorded": gap.recorded},
            )
        if days:
            said.append(_("Nothing has moved for %(days)s days.") % {"days": days})
        return said

    @property
    def tables(self) -> list[Table]:
        """Clauses, programmes, events."""
        return [self._clauses(), self._programmes(), self._events()]

    def _clauses(self) -> Table:
        rows: list[list[Cell]] = [
            [
                evidence.name_of(one.clause),
                str(Measure(one.clause.unit).label),
                one.clause.quantity or _("No limit"),
                one.scheduled,
                one.in_period,
                one.delivered,
                one.source,
            ]
            for one in self.figures
        ]
        return Table(
            _("Delivery of each clause"),
            [
                *(_("Clause"), _("Counted in"), _("Promised"), _("Scheduled to date")),
                *(_("Delivered in the period"), _("Delivered to date"), _("Source")),
            ],
            [3.2, 0.8, 0.9, 1, 1, 1, 2.4],
            [2, 3, 4, 5],
            rows,
            _("No clause promises a quantity yet, so there is nothing to count."),
        )

    def _programmes(self) -> Table:
        years = {self.period.first.year, self.period.last.year}
        rows = [self._programme(one) for one in self.meter.programmes if one.line.year in years]
        return Table(
            _("Programmes"),
            [
                *(_("Programme"), _("Field"), _("Who answers for it")),
                *(_("Due"), _("State"), _("Evidence"), _("Source")),
            ],
            [2.6, 1.5, 2, 1.1, 1.3, 2, 1.4],
            [],
            rows,
            _("No programme is planned in this year."),
        )

    def _programme(self, one: Programme) -> list[Cell]:
        line = one.line
        owners = "; ".join(f"{owner.person} ({owner.party})" for owner in one.owners)
        state = f"{one.words}: {line.state_reason}" if line.state_reason else one.words
        return [
            line.title,
            str(line.field),
            owners or "–",
            formats.short_date(line.due_on) if line.due_on else str(line.year),
            state,
            "; ".join(shown.title for shown in one.shown) or "–",
            f"agreements.Line:{line.pk}",
        ]

    def _events(self) -> Table:
        rows: list[list[Cell]] = [
            [
                formats.short_date(one.at.astimezone(get_default_timezone())),
                one.title,
                evidence.name_of(one.clause),
                one.quantity,
                str(Measure(one.clause.unit).label),
                one.source,
            ]
            for one in self.events
        ]
        return Table(
            _("Events that delivered something in the period"),
            [
                *(_("Date"), _("Event"), _("Clause")),
                *(_("Delivered"), _("Counted in"), _("Source")),
            ],
            [1.1, 3, 2.6, 0.8, 0.8, 1.9],
            [3],
            rows,
            _("No event delivered anything in this period."),
        )


def report_of(agreement: Agreement, period: Period, at: datetime) -> Report:
    """The figures of a period; nine queries, however much was moved."""
    on = at.astimezone(get_default_timezone()).date()
    since, until = _begin(period.first), _begin(period.last + timedelta(days=1))
    rows = Movement.objects.filter(clause__agreement=agreement, at__lt=until)
    delivered = Q(kind=MovementKind.DELIVERED)
    sums: dict[int, Mapping[str, Any]] = {
        row["clause_id"]: row
        for row in rows.order_by()
        .values("clause_id")
        .annotate(
            scheduled=Coalesce(Sum("quantity", filter=Q(kind=MovementKind.SCHEDULED)), 0),
            delivered=Coalesce(Sum("quantity", filter=delivered), 0),
            in_period=Coalesce(Sum("quantity", filter=delivered & Q(at__gte=since)), 0),
            movements=Count("pk"),
        )
    }
    none: dict[str, int] = {"scheduled": 0, "delivered": 0, "in_period": 0, "movements": 0}
    found = meter.meter_of(agreement, on)
    figures = [
        ClauseFigures(
            one.clause,
            **{name: sums.get(one.clause.pk, none)[name] for name in none},
        )
        for one in found.clauses
    ]
    events = rows.filter(delivered, at__gte=since).select_related(
        "clause", "clause__giver", "clause__receiver"
    )
    return Report(agreement, period, at, found, figures, list(events.order_by("at", "pk")))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone()).astimezone(UTC)


def _dated(day: date | None) -> str:
    return formats.plain_date(day) if day else "–"
