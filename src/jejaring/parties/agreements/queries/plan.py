"""The programmes of an agreement: how each stands, whose turn it is, what can still be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.parties.agreements.models import Agreement, Evidence, Line, LineOwner, Party
from jejaring.parties.agreements.states import OPEN_LINES, LineState

UNDO_WITHIN = timedelta(minutes=10)
SOON_DAYS = 14
"""Days before the due date from which it is said how many are left."""
STANDING = Q(document__isnull=True) | Q(document__withdrawn_at__isnull=True)
"""Evidence whose file was withdrawn shows nothing any more."""
PILLS = {
    LineState.RUNNING: "going",
    LineState.DONE: "yes",
    LineState.SCHEDULED: "info",
}


@dataclass(frozen=True)
class Programme:
    """A line of the plan as a page shows it on one day."""

    line: Line
    sides: Sequence[Party]
    on: date

    @property
    def owners(self) -> list[LineOwner]:
        """Who answers for it, side by side."""
        return list(self.line.answering)  # type: ignore[attr-defined]

    @property
    def shown(self) -> list[Evidence]:
        """Its standing evidence."""
        return list(self.line.shown)  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        """Something is still to be done."""
        return self.line.state in OPEN_LINES

    @cached_property
    def obliged(self) -> list[Party]:
        """The giver of its clause; without a clause every side (S1-6)."""
        clause = self.line.clause
        if clause is None:
            return list(self.sides)
        return [side for side in self.sides if side.agency_id == clause.giver_id]

    @cached_property
    def turn(self) -> list[Party]:
        """Whose turn it is: the obliged that have shown nothing yet; all, if all have."""
        if not self.is_open:
            return []
        done = {one.party_id for one in self.shown}
        return [side for side in self.obliged if side.pk not in done] or self.obliged

    @cached_property
    def unanswered(self) -> list[Party]:
        """Sides on which nobody answers for it."""
        named = {one.party_id for one in self.owners}
        return [side for side in self.sides if side.pk not in named] if self.is_open else []

    @property
    def days_left(self) -> int | None:
        """Until it is due, negative when over; none without a due date or once it is settled."""
        if self.line.due_on is None or not self.is_open:
            return None
        return (self.line.due_on - self.on).days

    @property
    def overdue_days(self) -> int:
        """Days over the due date without any evidence (domain (c) 2); none is zero."""
        left = self.days_left
        return -left if left is not None and left < 0 and not self.shown else 0

    @property
    def pill(self) -> str:
        """Which of the pills says it."""
        if self.overdue_days:
            return "refused"
        if self.is_open and self.shown:
            return "going"
        left = self.days_left
        if left is not None and left <= SOON_DAYS:
            return "warning"
        return PILLS.get(LineState(self.line.state), "")

    @property
    def words(self) -> str:
        """How late it is or how soon it is due; else its state."""
        days, left = self.overdue_days, self.days_left
        if days:
            return ngettext("%(days)d day overdue", "%(days)d days overdue", days) % {"days": days}
        if self.is_open and self.shown:
            return _("Shown, to be closed")
        if left == 0:
            return _("Due today")
        if left is not None and left <= SOON_DAYS:
            return ngettext("%(days)d day left", "%(days)d days left", left) % {"days": left}
        return str(LineState(self.line.state).label)


def lines_of(agreement: Agreement) -> QuerySet[Line]:
    """The plan, year by year, with field, clause, who answers, and what shows it."""
    return with_all(agreement.lines.all()).order_by("year", "position", "pk")


def with_all(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Each with its owners and its standing evidence; three queries, however many."""
    owners = LineOwner.objects.select_related("person", "party").order_by("party__position")
    shown = Evidence.objects.filter(STANDING).select_related("party").order_by("at", "pk")
    return lines.select_related("field", "clause").prefetch_related(
        Prefetch("owners", queryset=owners, to_attr="answering"),
        Prefetch("evidence", queryset=shown, to_attr="shown"),
    )


def programmes(agreement: Agreement, sides: Sequence[Party], on: date) -> list[Programme]:
    """Every programme of the plan as it stands on this day; three queries."""
    return [Programme(line, sides, on) for line in lines_of(agreement)]


def evidence_of(line: Line) -> QuerySet[Evidence]:
    """What shows that it moved, the first first."""
    rows = Evidence.objects.filter(STANDING, line=line)
    return rows.select_related("party", "document", "by").order_by("at", "pk")


def has_evidence(line: Line) -> bool:
    """Something stands that shows it."""
    return evidence_of(line).exists()


def may_undo(line: Line, at: datetime) -> bool:
    """Within ten minutes of its last move, if nothing has followed."""
    if not line.state_before or at - line.moved_at > UNDO_WITHIN:
        return False
    if line.state != LineState.CARRIED_OVER:
        return True
    onward = Line.objects.filter(carried_from=line).first()
    return onward is None or (
        onward.state == LineState.PLANNED
        and onward.moved_at == line.moved_at
        and not onward.evidence.exists()
    )
