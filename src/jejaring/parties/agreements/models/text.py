from django.db import models

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agreements.models.agreement import Agreement, Party
from jejaring.parties.agreements.states import AgreementKind
from jejaring.parties.people.models import Person


class LibrarySection(Record):
    """One section of the clause library: official words, a plain summary, the part it fills."""

    slug = models.SlugField(max_length=60, unique=True)
    kinds = models.JSONField(default=list)
    """The `AgreementKind`s it is offered for."""
    part = models.CharField(max_length=40)
    """The part of the E20 checklist that it fills: parties, object, scope, ..."""
    heading = models.CharField(max_length=160)
    body = models.TextField()
    summary = models.CharField(max_length=400)
    is_default = models.BooleanField(default=True)
    """Stands in a new agreement from the start."""
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.heading

    def fits(self, kind: AgreementKind | str) -> bool:
        """Whether it is offered for this kind of agreement."""
        return str(kind) in self.kinds


class Section(Record):
    """One section ("pasal") of an agreement's text as it stands now."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=40, blank=True)
    heading = models.CharField(max_length=160)
    body = models.TextField()
    summary = models.CharField(max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1)
    """Counts its changes; whoever saves names the one they read."""
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.heading


class SectionRevision(AppendOnly):
    """What a section said after one change, and who made it for which side."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=160)
    body = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(fields=["section", "number"], name="one_revision_per_number"),
        ]


class SectionComment(Record):
    """A remark on a section from one side; settled, never deleted."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="comments")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    body = models.CharField(max_length=2000)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]


class TextVersion(AppendOnly):
    """The whole text frozen as one side offered it: the same bytes and SHA-256 for everybody."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    canonical = models.TextField()
    """Canonical JSON (sorted keys, no spaces, UTF-8) of title, parties, sections and clauses."""
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_per_number"),
        ]
