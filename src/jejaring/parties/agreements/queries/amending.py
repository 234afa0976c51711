"""What an addendum can change."""

from django.db.models import Q, QuerySet

from jejaring.parties.agreements.models import Agreement, Clause, Section
from jejaring.parties.agreements.states import AgreementState


def clauses_to_amend(agreement: Agreement) -> QuerySet[Clause]:
    """Clauses of the agreement and of its addenda in force that no other addendum replaces."""
    living = Q(agreement=agreement) | Q(
        agreement__amends=agreement, agreement__state=AgreementState.REGISTERED
    )
    replaced = Clause.objects.filter(replaces__isnull=False).exclude(
        agreement__state=AgreementState.WITHDRAWN
    )
    rows = Clause.objects.filter(living).exclude(pk__in=replaced.values("replaces"))
    return rows.select_related("field", "giver", "receiver", "agreement").order_by(
        "agreement", "position", "id"
    )


def sections_to_amend(agreement: Agreement) -> QuerySet[Section]:
    """The sections of its text."""
    return agreement.sections.filter(removed_at__isnull=True).order_by("position", "id")
