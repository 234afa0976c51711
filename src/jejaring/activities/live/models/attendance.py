from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from jejaring.activities.live.models.session import LiveSession
from jejaring.activities.live.states import AttendanceSource, ClosingState
from jejaring.ground.kernel.records import AppendOnly, Record
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
    """A learner's place in a session; taken back by `cancelled_at`."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    registered_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    wants_reminder = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_registration_each"),
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
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
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
    is_present = models.BooleanField()
    reason = models.CharField(max_length=40, blank=True)
    """Why no hours or certificate: too_few_windows, too_few_minutes, no_name, overlap..."""
    reconciled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_each"),
        ]
