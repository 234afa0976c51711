from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from jejaring.activities.live.models.session import LiveSession
from jejaring.activities.live.states import AttendanceSource, ClosingState, Verdict
from jejaring.ground.kernel.records import AppendOnly, Record
from jejaring.parties.agreements.models import Clause
from jejaring.parties.people.models import Person

GRACE = timedelta(minutes=2)
"""A code is still taken this long after its window, for slow networks and typing."""
HOLD = timedelta(minutes=15)
"""A closing can be taken back this long; notices leave after it."""


class CheckInWindow(Record):
    """A time in which a shown code is taken. The code has six characters, no I, L, O or U."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="windows")
    position = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    code = models.CharField(max_length=6)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="one_window_per_position"),
            models.UniqueConstraint(fields=["session", "code"], name="one_window_per_code"),
            models.CheckConstraint(
                name="window_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))
            ),
        ]

    def is_open(self, at: datetime) -> bool:
        """Open by the server's clock, with grace after the end."""
        return self.opens_at <= at <= self.closes_at + GRACE


class Registration(Record):
    """A learner's place in a session; taken back by `cancelled_at`.

    An officer may vouch, with a reason, for someone who was there without a press.
    """

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    clause = models.ForeignKey(
        Clause, null=True, on_delete=models.PROTECT, related_name="registrations"
    )
    """What let a partner's person in; none for own people and open sessions."""
    wants_reminder = models.BooleanField(default=True)
    vouched_at = models.DateTimeField(null=True)
    vouched_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    vouched_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_registration_each"),
            models.CheckConstraint(
                name="registration_vouched_with_officer_and_reason",
                condition=(
                    Q(vouched_at__isnull=True, vouched_by__isnull=True, vouched_reason="")
                    | Q(vouched_at__isnull=False, vouched_by__isnull=False, vouched_reason__gt="")
                ),
            ),
        ]


class Arrival(AppendOnly):
    """One press in one window: append-only, once per person and window, no foreign keys."""

    pk = models.CompositePrimaryKey("session_id", "window_id", "person_id")
    session_id = models.BigIntegerField()
    window_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    at = models.DateTimeField()


class Closing(Record):
    """One closing of a session: counted, posted, issued; resumable, and held for 15 minutes."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="closings")
    state = models.CharField(max_length=12, choices=ClosingState, default=ClosingState.RECONCILING)
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    revision = models.PositiveSmallIntegerField(default=1)
    cursor = models.BigIntegerField(default=0)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    issued = models.IntegerField(default=0)
    batch_id = models.BigIntegerField(null=True)
    held_until = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=~Q(state=ClosingState.TAKEN_BACK),
                name="one_closing_at_a_time",
            ),
            models.UniqueConstraint(fields=["session", "revision"], name="one_closing_each"),
        ]

    def can_be_taken_back(self, at: datetime) -> bool:
        """Only when done, and only within the hold."""
        if self.state != ClosingState.HELD or self.held_until is None:
            return False
        return at < self.held_until


class Correction(Record):
    """A late change for one person after the hold: counter-entry or addition, with a reason."""

    session = models.ForeignKey(LiveSession, on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_addition = models.BooleanField()
    revision = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(fields=["session", "revision"], name="one_correction_each"),
        ]


class Attendance(models.Model):
    """What the evidence amounts to for one person in one session, made at closing."""

    session = models.ForeignKey(
        LiveSession, on_delete=models.PROTECT, related_name="attendances", db_index=False
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    source = models.CharField(max_length=8, choices=AttendanceSource)
    windows = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    verdict = models.CharField(max_length=16, choices=Verdict)
    note = models.CharField(max_length=300, blank=True)
    reconciled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_each"),
        ]
        indexes = [models.Index(fields=["session", "verdict", "id"], name="attendances_by_verdict")]
