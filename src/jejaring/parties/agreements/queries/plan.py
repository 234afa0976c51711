"""The programmes of an agreement: which show evidence, and which move can still be undone."""

from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from jejaring.parties.agreements.models import Agreement, Evidence, Line, LineOwner
from jejaring.parties.agreements.states import LineState

UNDO_WITHIN = timedelta(minutes=10)
STANDING = Q(document__isnull=True) | Q(document__withdrawn_at__isnull=True)
"""Evidence whose file was withdrawn shows nothing any more."""


def lines_of(agreement: Agreement) -> QuerySet[Line]:
    """The plan, year by year, with field, clause, who answers, and how much evidence."""
    return with_all(Line.objects.filter(agreement=agreement)).order_by("year", "position", "pk")


def with_all(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Each with its owners and the count of its standing evidence; two queries, however many."""
    owners = LineOwner.objects.select_related("person", "party").order_by("party__position")
    proven = Q(evidence__isnull=False) & (
        Q(evidence__document__isnull=True) | Q(evidence__document__withdrawn_at__isnull=True)
    )
    return (
        lines.select_related("field", "clause", "clause__giver", "clause__receiver")
        .annotate(proofs=Count("evidence", filter=proven, distinct=True))
        .prefetch_related(Prefetch("owners", queryset=owners, to_attr="answering"))
    )


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
