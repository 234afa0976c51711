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
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField(default=0)
    """Bytes."""
    mapping = models.JSONField(default=dict)
    """Of an answer sheet: place of the heading to what is read from it."""
    date_order = models.CharField(max_length=12, blank=True)
    """Day or month first, as the dates tell or an officer said; empty as long as it is unclear."""
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    """When work in the background last moved."""
    failure = models.CharField(max_length=300, blank=True)
    """Why the last try came to nothing, in the words it was refused with."""
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "digest"],
                condition=~Q(state=ImportState.UNDONE),
                name="one_import_per_file",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """What one row of the file says and what becomes of it.

    `verdict`, `person`, `new_email` and `new_name` count; `found_...` is what the check found,
    to which undoing an officer's decision goes back.
    """

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
    reason = models.CharField(max_length=24, blank=True)
    reason_value = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list)
    """What else is wrong with the row: pairs of kind and value."""
    verdict = models.CharField(max_length=12, choices=RowVerdict)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    new_email = models.CharField(max_length=254, blank=True)
    new_name = models.CharField(max_length=200, blank=True)
    found_verdict = models.CharField(max_length=12, choices=RowVerdict)
    found_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    found_email = models.CharField(max_length=254, blank=True)
    resolved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file_import", "number"], name="one_row_per_number"),
        ]
        indexes = [
            models.Index(fields=["file_import", "verdict", "number"], name="rows_by_verdict"),
        ]

    @property
    def can_be_decided(self) -> bool:
        """Until applied any row; afterwards only what has not counted anybody."""
        state = self.file_import.state
        idle = self.verdict not in {RowVerdict.MATCHED, RowVerdict.NEW_PERSON}
        return state == ImportState.DRY_RUN or (state == ImportState.APPLIED and idle)

    @property
    def can_be_taken_back(self) -> bool:
        """An officer's decision, as long as it has not been applied."""
        state, applied_at = self.file_import.state, self.file_import.applied_at
        if self.resolved_at is None or state not in {ImportState.DRY_RUN, ImportState.APPLIED}:
            return False
        return applied_at is None or self.resolved_at > applied_at


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
    has_made_person = models.BooleanField(default=False)
    """The import made this account; undoing it closes the account if nobody used it since."""
    has_made_registration = models.BooleanField(default=False)
    """The import gave this person a place; undoing it takes the place back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_import", "person"], name="one_presence_each"),
        ]
        indexes = [models.Index(fields=["session", "person"], name="presences_of_session")]
