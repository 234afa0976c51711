from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agencies.models import Agency
from jejaring.parties.agreements.models.agreement import Agreement, Party
from jejaring.parties.agreements.models.text import TextVersion
from jejaring.parties.agreements.states import (
    DocumentKind,
    Outcome,
    SignatureMethod,
    StepKind,
)
from jejaring.parties.people.models import Person


class Document(Record):
    """A file that belongs to an agreement, kept by its SHA-256."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="documents")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=DocumentKind)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    """Bytes."""
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name


class Step(Record):
    """One thing that one agency must do for an agreement: who is next, and since when."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="steps")
    party = models.ForeignKey(Party, null=True, on_delete=models.CASCADE, related_name="steps")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="steps")
    """Who acts: the party, or the government above it for TKKSD, legal bureau and DPRD."""
    kind = models.CharField(max_length=12, choices=StepKind)
    assignee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    """Whom it was delegated to; none is whoever holds the permission."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    version = models.ForeignKey(TextVersion, null=True, on_delete=models.PROTECT, related_name="+")
    """The text it was about."""
    nudged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency", "party", "kind"],
                condition=Q(closed_at__isnull=True),
                name="one_open_step_per_kind",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "opened_at"],
                condition=Q(closed_at__isnull=True),
                name="open_steps_by_agency",
            ),
        ]


class Signature(Record):
    """One party's signature under one exact version: first approved, then sealed into the PDF."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="signatures")
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="signatures")
    sha256 = models.CharField(max_length=64)
    """Of the canonical text that the signatory read and approved."""
    method = models.CharField(max_length=10, choices=SignatureMethod)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    """The PDF with this signature in it, or the scan; none until it is sealed."""
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["party", "version"], name="one_signature_per_party"),
        ]


class Warned(AppendOnly):
    """That both sides were told of an end that comes in so many days; told once each."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="warnings")
    days = models.PositiveSmallIntegerField()
    ends_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "days", "ends_on"], name="one_warning_per_end"
            ),
        ]
