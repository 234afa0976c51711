"""What the pages of a draft show: its sections with their talk, its versions, its clauses."""

from django.db.models import Prefetch, QuerySet

from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models import (
    Agreement,
    Section,
    SectionComment,
    SectionRevision,
    TextVersion,
)
from jejaring.parties.agreements.queries import comparison


def removed_sections(agreement: Agreement) -> QuerySet[Section]:
    """What was taken out, the latest first."""
    return agreement.sections.filter(removed_at__isnull=False).order_by("-removed_at")


def section_of(agreement: Agreement, key: int) -> Section | None:
    """One section with its comments and its revisions, each with who and for which side."""
    comments = SectionComment.objects.select_related("by", "party", "settled_by")
    revisions = SectionRevision.objects.select_related("by", "party").order_by("-number")
    return (
        Section.objects.filter(agreement=agreement, pk=key)
        .select_related("agreement")
        .prefetch_related(
            Prefetch("comments", comments.order_by("at", "pk"), to_attr="talk"),
            Prefetch("revisions", revisions, to_attr="history"),
        )
        .first()
    )


def versions_of(agreement: Agreement) -> list[TextVersion]:
    """Every version that was kept, the newest first."""
    rows = TextVersion.objects.filter(agreement=agreement).select_related("by", "party")
    return list(rows.defer("canonical").order_by("-number"))


def side_agencies(agreement: Agreement) -> QuerySet[Agency]:
    """The agencies of its parties, in their order."""
    return Agency.objects.filter(parties__agreement=agreement).order_by("parties__position")


def rewritten(section: Section, body: str) -> list[comparison.Piece]:
    """What somebody typed, against what is stored now."""
    return comparison.pieces(section.body, body.replace("\r\n", "\n").strip())


def second_side(agreement: Agreement) -> Agency | None:
    """Whom the lead usually gives to."""
    return next(iter(side_agencies(agreement)[1:2]), None)
