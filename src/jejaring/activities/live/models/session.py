from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from jejaring.activities.live.models.programme import Programme
from jejaring.activities.live.states import (
    AttendanceRule,
    Phase,
    RegistrationRule,
    SessionState,
    SpeakerRole,
    SpeakerScope,
)
from jejaring.ground.kernel.records import Record
from jejaring.parties.agencies.models import Agency
from jejaring.registers.hours.models import Rule


class LiveSession(Record):
    """One numbered session of a programme, from draft to archive."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="sessions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="live_sessions")
    partners = models.ManyToManyField(Agency, blank=True, related_name="partnered_sessions")
    slug = models.SlugField(max_length=80, unique=True)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    """The "seri" of the year, counted through the years by the programme."""
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    fields = models.JSONField(default=list)
    """Numbers 1 to 8 of the fields of cooperation it touches."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    first_starts_at = models.DateTimeField()
    """When it was first to start; differs from `starts_at` once it was moved."""
    moved_at = models.DateTimeField(null=True)
    reminded_for = models.DateTimeField(null=True)
    """The start that learners were last reminded of; another start is reminded of again."""
    state = models.CharField(max_length=20, choices=SessionState, default=SessionState.DRAFT)
    state_reason = models.CharField(max_length=300, blank=True)
    announced_at = models.DateTimeField(null=True)
    stream_url = models.URLField(max_length=500, blank=True)
    stream_label = models.CharField(max_length=80, blank=True)
    registration_rule = models.CharField(
        max_length=16, choices=RegistrationRule, default=RegistrationRule.OPEN
    )
    registration_opens_at = models.DateTimeField(null=True)
    attendance_rule = models.CharField(
        max_length=8, choices=AttendanceRule, default=AttendanceRule.WINDOWS
    )
    attendance_minimum = models.PositiveSmallIntegerField(default=2)
    hours_rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    jp = models.DecimalField(max_digits=6, decimal_places=2)
    """Fixed when announced, the same for everyone (domain E9)."""

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "number"], name="one_session_per_number"
            ),
            models.CheckConstraint(
                name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="sessions_by_state_and_time")]

    def __str__(self) -> str:
        return self.title

    @property
    def minutes(self) -> int:
        """Planned length in minutes."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def is_draft(self) -> bool:
        """Nobody but its agency knows of it; its JP and attendance rule are still free."""
        return self.state == SessionState.DRAFT

    @property
    def is_restricted(self) -> bool:
        """Only for own people and those whom an agreement lets in."""
        return self.registration_rule == RegistrationRule.PARTNERS

    def phase(self, at: datetime) -> Phase:
        """Where the session stands by the clock, if it is announced."""
        if at >= self.ends_at:
            return Phase.ENDED
        if at >= self.starts_at:
            return Phase.LIVE
        if self.registration_opens_at and at < self.registration_opens_at:
            return Phase.BEFORE_REGISTRATION
        return Phase.REGISTRATION_OPEN


class SessionGuest(Record):
    """A partner agency for whose people a restricted session is, and its share of the seats."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="guests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seats = models.PositiveIntegerField(null=True)
    """None is as many as its clause promises."""

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "agency"], name="one_share_per_guest"),
            models.CheckConstraint(
                name="share_is_not_zero", condition=Q(seats__isnull=True) | Q(seats__gt=0)
            ),
        ]


class Speaker(Record):
    """Someone an agency invites to speak; not an account."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=16, choices=SpeakerScope, default=SpeakerScope.NATIONAL)
    language = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SessionSpeaker(Record):
    """A speaker's part in one session."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="speakers")
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=12, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "speaker"], name="one_part_per_speaker"),
        ]


class RunDownItem(Record):
    """One line of the run-down, by minutes after the start, so that it moves with the session."""

    session = models.ForeignKey(LiveSession, on_delete=models.CASCADE, related_name="run_down")
    offset = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    note = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["offset", "id"]

    @property
    def begins_at(self) -> datetime:
        """When it begins, with the session where it stands now."""
        return self.session.starts_at + timedelta(minutes=self.offset)
