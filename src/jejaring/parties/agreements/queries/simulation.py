"""What would open if this were signed: for whom, how much, from when until when."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from jejaring.parties.agencies.models import ServiceArea
from jejaring.parties.agreements.models import Agreement, Clause
from jejaring.parties.agreements.queries import canonical
from jejaring.parties.agreements.states import SharedFact


@dataclass(frozen=True, slots=True)
class Opening:
    """One clause as its receivers would meet it."""

    clause: Clause
    starts_on: date | None
    ends_on: date | None
    agencies: int
    """Agencies in the receiver's service area."""
    people: int
    """Who says today that they work in one of them."""
    is_dated: bool
    """Without a first day of the agreement it would open nothing."""

    @property
    def shared(self) -> list[str]:
        """The facts that may pass, in words."""
        return [str(SharedFact(fact).label) for fact in self.clause.shares]


def openings(agreement: Agreement) -> list[Opening]:
    """Every clause, with the days in which both it and the agreement would be in force."""
    clauses = canonical.clauses_of(agreement)
    reach = _reach({clause.receiver_id for clause in clauses})
    return [
        Opening(
            clause,
            _latest(agreement.starts_on, clause.starts_on),
            _earliest(agreement.last_day, clause.ends_on),
            *reach.get(clause.receiver_id, (0, 0)),
            is_dated=agreement.starts_on is not None,
        )
        for clause in clauses
    ]


def _reach(receivers: set[int]) -> dict[int, tuple[int, int]]:
    """Agencies and people for whom each receiver acts, in one query."""
    now = Q(serves__employments__ended_at__isnull=True)
    rows = (
        ServiceArea.objects.filter(agency__in=receivers)
        .values("agency")
        .annotate(
            agencies=Count("serves", distinct=True),
            people=Count("serves__employments", filter=now, distinct=True),
        )
    )
    return {row["agency"]: (row["agencies"], row["people"]) for row in rows}


def _latest(own: date | None, clause: date | None) -> date | None:
    known = [day for day in (own, clause) if day is not None]
    return max(known) if known else None


def _earliest(own: date | None, clause: date | None) -> date | None:
    known = [day for day in (own, clause) if day is not None]
    return min(known) if known else None
