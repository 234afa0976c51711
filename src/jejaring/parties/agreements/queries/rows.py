"""The rows of an agreement, each with what an endpoint tells of it."""

from django.db.models import QuerySet

from jejaring.parties.agreements.models import (
    Agreement,
    Clause,
    Party,
    Section,
    Signature,
    Step,
    TextVersion,
)


def parties_of(agreement: Agreement) -> QuerySet[Party]:
    """Its sides in their order, with their people."""
    sides = Party.objects.filter(agreement=agreement)
    return sides.select_related("agency", "agreement", "signatory", "person_in_charge").order_by(
        "position", "pk"
    )


def sections_of(agreement: Agreement) -> QuerySet[Section]:
    """The text as it stands, in order; what was taken out is left out."""
    standing = Section.objects.filter(agreement=agreement, removed_at__isnull=True)
    return standing.select_related("agreement").order_by("position", "pk")


def clauses_of(agreement: Agreement) -> QuerySet[Clause]:
    """What it promises, in order."""
    rows = Clause.objects.filter(agreement=agreement)
    return rows.select_related("agreement", "field", "giver", "receiver").order_by("position", "pk")


def steps_of(agreement: Agreement) -> QuerySet[Step]:
    """Every step there was, in the order in which they were laid."""
    steps = Step.objects.filter(agreement=agreement)
    return steps.select_related("agreement", "agency", "party", "assignee", "version").order_by(
        "opened_at", "pk"
    )


def versions_of(agreement: Agreement) -> QuerySet[TextVersion]:
    """Frozen texts with their bytes, the newest first."""
    rows = TextVersion.objects.filter(agreement=agreement)
    return rows.select_related("agreement", "party").order_by("-number")


def signatures_of(agreement: Agreement) -> QuerySet[Signature]:
    """Under whichever version, in the order of signing."""
    given = Signature.objects.filter(agreement=agreement)
    return given.select_related("party__agency").order_by("at", "pk")
