from django.db import models
from django.db.models import Q

from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agreements.models.agreement import Agreement, CooperationField, Party
from jejaring.parties.agreements.models.clause import Clause
from jejaring.parties.agreements.models.stage import Document
from jejaring.parties.agreements.states import LineState
from jejaring.parties.people.models import Person


class Line(Record):
    """One programme of the action plan: what will be done, by when, and how far it is."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    field = models.ForeignKey(CooperationField, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=240)
    clause = models.ForeignKey(
        Clause, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    """The promise it delivers; its meter is counted from events."""
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=LineState, default=LineState.PLANNED)
    state_before = models.CharField(max_length=12, choices=LineState, blank=True)
    """What it was before its last move, so that a wrong press can be undone."""
    state_reason = models.CharField(max_length=400, blank=True)
    moved_at = models.DateTimeField()
    """When anything last happened to it."""
    carried_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="carried_to"
    )
    nudged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["year", "position", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="lines_by_state_and_due")]

    def __str__(self) -> str:
        return self.title


class LineOwner(Record):
    """Who answers for a line on one side; one on each (S1-6)."""

    line = models.ForeignKey(Line, on_delete=models.CASCADE, related_name="owners")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "party"], name="one_owner_per_side"),
        ]


class Evidence(AppendOnly):
    """What shows that a line moved: a file, or an event of the system."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="evidence")
    party = models.ForeignKey(Party, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=80, blank=True)
    """The event, as "live.LiveSession:12"."""
    title = models.CharField(max_length=240)
    address = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_a_file_or_an_event",
                condition=Q(document__isnull=False) | ~Q(source=""),
            ),
        ]
