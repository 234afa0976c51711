"""The delivery meter: promised, scheduled, delivered, shown; what is said plainly (S0-5, S0-23).

Everything is computed from events and dates; nobody types a figure.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max, Sum
from django.utils.timezone import get_default_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.parties.agreements.models import Agreement, Clause, CooperationField, Movement, Party
from jejaring.parties.agreements.queries.gap import Gap
from jejaring.parties.agreements.queries.plan import Programme, programmes
from jejaring.parties.agreements.states import LineState, MovementKind

DORMANT_DAYS = 90
"""Nothing moved for so long (domain (c) 2)."""
WHOLE = 100


@dataclass(frozen=True, slots=True)
class ClauseMeter:
    """One promise and what became of it, in the clause's unit."""

    clause: Clause
    events: int
    """That delivered something."""
    shown: int
    """Pieces of evidence of its programmes."""

    @property
    def promised(self) -> int | None:
        """None is without limit."""
        return self.clause.quantity

    @property
    def scheduled(self) -> int:
        """Taken and not given back, delivered or not."""
        return self.clause.scheduled

    @property
    def delivered(self) -> int:
        """By events that are over."""
        return self.clause.delivered

    @property
    def per_cent(self) -> int | None:
        """Delivered of promised; none without limit."""
        if not self.promised:
            return None
        return min(WHOLE, round(self.delivered * WHOLE / self.promised))


@dataclass(frozen=True, slots=True)
class OneSided:
    """Something that only one side does."""

    kind: str
    party: Party

    @property
    def sentence(self) -> str:
        """Said plainly, with the side's name."""
        return {
            "gives": _("Only %(party)s gives under the clauses; nobody gives back."),
            "answers": _("Only %(party)s has named who answers for the programmes."),
            "moves": _("Only %(party)s has delivered or shown anything so far."),
        }[self.kind] % {"party": self.party.name}


@dataclass(frozen=True)
class Meter:
    """How an agreement is delivered on one day."""

    agreement: Agreement
    sides: Sequence[Party]
    clauses: Sequence[ClauseMeter]
    programmes: Sequence[Programme]
    last_moved_on: date | None
    on: date

    @cached_property
    def open(self) -> list[Programme]:
        """Still to be done, what is due first at the top."""
        rows = [one for one in self.programmes if one.is_open]
        return sorted(rows, key=lambda one: (one.line.due_on or date.max, one.line.pk))

    @cached_property
    def done(self) -> list[Programme]:
        """Done, carried over or cancelled."""
        return [one for one in self.programmes if not one.is_open]

    @cached_property
    def overdue(self) -> list[Programme]:
        """Due and nothing shown."""
        return [one for one in self.open if one.overdue_days]

    @cached_property
    def finished(self) -> int:
        """Programmes that are done."""
        return sum(one.line.state == LineState.DONE for one in self.programmes)

    @property
    def recorded(self) -> int:
        """Programmes by name, what was carried over counted once."""
        return sum(one.line.carried_from_id is None for one in self.programmes)

    @property
    def gap(self) -> Gap | None:
        """Announced and not named; never filled by invention (S0-5)."""
        if self.agreement.announced_lines is None:
            return None
        gap = Gap(self.agreement.announced_lines, self.recorded)
        return gap if gap.unknown else None

    @property
    def dormant_days(self) -> int:
        """Days since anything moved, from 90 on, while it is in force; else zero."""
        since = self.last_moved_on or self.agreement.starts_on
        if since is None or not self.agreement.is_in_force(self.on):
            return 0
        days = (self.on - since).days
        return days if days >= DORMANT_DAYS else 0

    @cached_property
    def one_sided(self) -> list[OneSided]:
        """What only one of several sides does (S0-23)."""
        gives = {one.clause.giver_id for one in self.clauses}
        answers = {owner.party.agency_id for one in self.open for owner in one.owners}
        moves = {one.clause.giver_id for one in self.clauses if one.delivered}
        moves |= {
            shown.party.agency_id for one in self.programmes for shown in one.shown if shown.party
        }
        found = []
        for kind, who in (("gives", gives), ("answers", answers), ("moves", moves)):
            if len(who) == 1 and len(self.sides) > 1:
                found += [OneSided(kind, side) for side in self.sides if side.agency_id in who]
        return found

    @cached_property
    def by_field(self) -> list[tuple[CooperationField, int]]:
        """Each field that a clause or a programme touches, with its recorded programmes."""
        fields = {one.clause.field_id: one.clause.field for one in self.clauses}
        fields |= {one.line.field_id: one.line.field for one in self.programmes}
        counts = Counter(
            one.line.field_id for one in self.programmes if one.line.carried_from_id is None
        )
        return [
            (field, counts[field.pk]) for field in sorted(fields.values(), key=lambda f: f.number)
        ]

    @property
    def petals(self) -> list[int]:
        """Petals of the rosette that are lit."""
        return [field.petal for field, _count in self.by_field if field.petal]

    @property
    def conclusion(self) -> str:
        """The sentence before the figures."""
        total = len(self.programmes) - sum(
            one.line.state == LineState.CARRIED_OVER for one in self.programmes
        )
        if not total:
            return _("No programme is planned yet.")
        said = ngettext(
            "%(done)d of %(count)d programme is done.",
            "%(done)d of %(count)d programmes are done.",
            total,
        ) % {"done": self.finished, "count": total}
        late = len(self.overdue)
        if late:
            overdue = ngettext("%(count)d is overdue.", "%(count)d are overdue.", late)
            said = f"{said} {overdue % {'count': late}}"
        return said


def meter_of(agreement: Agreement, on: date) -> Meter:
    """Everything that is said about delivery; seven queries, however much was planned or moved."""
    sides = list(
        agreement.parties.select_related("agency", "person_in_charge").order_by("position", "pk")
    )
    plan = programmes(agreement, sides, on)
    clauses = list(
        Clause.objects.filter(agreement=agreement)
        .select_related("field", "giver", "receiver")
        .order_by("position", "pk")
    )
    events = _events(agreement)
    shown = Counter(one.line.clause_id for one in plan for _shown in one.shown)
    rows = [ClauseMeter(one, events[one.pk], shown[one.pk]) for one in clauses]
    return Meter(agreement, sides, rows, plan, _last_moved(agreement, plan), on)


def _events(agreement: Agreement) -> Counter[int]:
    """By clause, the events that delivered something and were not taken back."""
    moved = (
        Movement.objects.filter(clause__agreement=agreement, kind=MovementKind.DELIVERED)
        .order_by()
        .values("clause_id", "source")
        .annotate(total=Sum("quantity"))
        .filter(total__gt=0)
    )
    return Counter(moved.values_list("clause_id", flat=True))


def _last_moved(agreement: Agreement, plan: Sequence[Programme]) -> date | None:
    newest = Movement.objects.filter(clause__agreement=agreement).aggregate(at=Max("at"))["at"]
    moments = [one.line.moved_at for one in plan] + ([newest] if newest else [])
    return localdate(max(moments), get_default_timezone()) if moments else None
