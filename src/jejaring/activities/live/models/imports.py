from django.db import models
from django.db.models import Q

from jejaring.activities.live.models.session import LiveSession
from jejaring.activities.live.states import ImportKind, ImportState, RowVerdict
from jejaring.ground.kernel.records import Record
from jejaring.parties.people.models import Person


class FileImport(Record):
    """One uploaded file: kept outside the web root by its digest, checked, applied, undone."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=16, choices=ImportKind)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.MAPPING)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "digest"],
                condition=~Q(state=ImportState.UNDONE),
                name="one_import_per_file",
            ),
        ]


class ImportRow(models.Model):
    """What one row of the file says and what became of it."""

    file_import = models.ForeignKey(
        FileImport, on_delete=models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    employee_no = models.CharField(max_length=40, blank=True)
    agency_text = models.CharField(max_length=200, blank=True)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    minutes = models.PositiveIntegerField(null=True)
    verdict = models.CharField(max_length=12, choices=RowVerdict)
    problem = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file_import", "number"], name="one_row_per_number"),
        ]


class ReportedPresence(models.Model):
    """What an applied import says of one person: minutes in the room, joins and leaves united."""

    file_import = models.ForeignKey(
        FileImport, on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    session = models.ForeignKey(
        LiveSession, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_import", "person"], name="one_presence_each"),
        ]
        indexes = [models.Index(fields=["session", "person"], name="presences_of_session")]
