"""One session as its page shows it: to anyone, and to someone with a place in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qs, quote, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jejaring.activities.live.models import (
    Arrival,
    Attendance,
    CheckInWindow,
    LiveSession,
    Registration,
)
from jejaring.activities.live.queries import public, visibility
from jejaring.activities.live.queries.outcome import Outcome, outcome_of
from jejaring.activities.live.queries.visibility import Sight
from jejaring.activities.live.states import (
    AttendanceRule,
    Phase,
    RegistrationRule,
    SessionState,
    SpeakerScope,
    Verdict,
)
from jejaring.ground.ui import formats
from jejaring.ground.ui.components import Step
from jejaring.ground.ui.fields import Field, named
from jejaring.parties.agencies.models import Employment
from jejaring.parties.agencies.queries import current_employment
from jejaring.parties.people.models import Person

MEGABYTES_PER_MINUTE = 2.9
"""Video at 360 lines, as players count it: two hours are about 350 MB."""
PLAYER = "https://www.youtube-nocookie.com/embed/"
VIDEO_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"}


@dataclass(frozen=True, slots=True)
class Stream:
    """Where the session is watched: in the page if the player allows it, else by a link."""

    url: str
    embedded: str
    label: str
    megabytes: int


@dataclass(frozen=True, slots=True)
class Act:
    """One part of the run-down while the session is live; minutes give its width."""

    title: str
    state: str
    minutes: int
    minutes_left: int
    share: int


@dataclass(frozen=True, slots=True)
class Place:
    """What one learner has in the session."""

    person: Person
    employment: Employment | None
    registration: Registration | None
    arrivals: Sequence[Arrival]
    attendance: Attendance | None

    @property
    def was_there(self) -> bool:
        """The evidence was counted, and it was enough."""
        return self.attendance is not None and self.attendance.verdict == Verdict.PRESENT

    @property
    def is_registered(self) -> bool:
        """A place that was not given back."""
        return self.registration is not None and self.registration.cancelled_at is None


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything the page says; `place` is there for someone signed in."""

    session: LiveSession
    at: datetime
    standing: public.Standing
    registered: int
    place: Place | None = None
    outcome: Outcome | None = None
    sight: Sight | None = None
    """For a restricted session: whom it lets in, and why the reader sees it."""

    @property
    def is_hidden(self) -> bool:
        """The reader is shown the door only, and what would open it."""
        return self.sight is not None and not self.sight.shows

    @property
    def may_enter(self) -> bool:
        """Nothing but the clock stands between the reader and a place."""
        return self.sight is None or self.sight.admission.is_open

    @property
    def stage(self) -> str:
        """Which of the three pages it is: before, live or after; or off."""
        session = self.session
        if session.state in {SessionState.CANCELLED, SessionState.POSTPONED}:
            return "off"
        phase = session.phase(self.at)
        if session.state != SessionState.ANNOUNCED or phase == Phase.ENDED:
            return "after"
        return "live" if phase == Phase.LIVE else "before"

    @property
    def takes_registrations(self) -> bool:
        """The rule and the clock allow a new place."""
        phase, rule = self.session.phase(self.at), self.session.registration_rule
        if self.stage not in {"before", "live"} or phase == Phase.BEFORE_REGISTRATION:
            return False
        return phase != Phase.LIVE or rule != RegistrationRule.UNTIL_START

    @property
    def was_moved(self) -> bool:
        """It has another time than the one first announced."""
        return self.session.starts_at != self.session.first_starts_at

    @property
    def open_window(self) -> CheckInWindow | None:
        """The window whose code is taken now."""
        return next((w for w in self.session.windows.all() if w.is_open(self.at)), None)

    @property
    def next_window(self) -> CheckInWindow | None:
        """The window that opens next."""
        return next((w for w in self.session.windows.all() if w.opens_at > self.at), None)

    @property
    def mark(self) -> str:
        """Another one as soon as a code opens or closes, or the session begins or ends.

        The same for everyone: it says nothing of who asks.
        """
        now, then = self.open_window, self.next_window
        edges = [now and now.closes_at, then and then.opens_at]
        return "-".join([self.stage, *(f"{edge:%d%H%M%S}" if edge else "0" for edge in edges)])

    @property
    def arrived_here(self) -> Arrival | None:
        """The learner's press in the window that is open now."""
        window, arrivals = self.open_window, self.place.arrivals if self.place else ()
        return next((a for a in arrivals if window and a.window_id == window.pk), None)

    @property
    def speaks_international(self) -> bool:
        """At least one speaker comes from abroad (S1-10)."""
        parts = self.session.speakers.all()
        return any(part.speaker.scope == SpeakerScope.INTERNATIONAL for part in parts)

    @property
    def hosts(self) -> str:
        """The agency, and whom it holds the session with."""
        partners = [partner.short_name for partner in self.session.partners.all()]
        if not partners:
            return self.session.agency.short_name
        together = ", ".join(partners)
        return _("%(agency)s with %(partners)s") % {
            "agency": self.session.agency.short_name,
            "partners": together,
        }

    @property
    def fields(self) -> list[Field]:
        """The fields of cooperation it touches."""
        return named(self.session.fields)

    @property
    def run_down(self) -> list[Step]:
        """The run-down on the reader's own clock, the first line with the zone."""
        lines = list(self.session.run_down.all())
        return [
            Step(
                title=line.title,
                text=line.note,
                when=(formats.clock if number else formats.clock_zone)(line.begins_at),
            )
            for number, line in enumerate(lines)
        ]

    @property
    def acts(self) -> list[Act]:
        """The run-down as one bar: what is past, now and to come."""
        lines = list(self.session.run_down.all())
        ends = [line.offset for line in lines[1:]] + [self.session.minutes]
        now = (self.at - self.session.starts_at).total_seconds() / 60
        return [
            _act(line.title, line.offset, max(end, line.offset + 1), now)
            for line, end in zip(lines, ends, strict=True)
        ]

    @property
    def has_enough(self) -> bool:
        """As many codes as the rule asks for, if it asks for codes."""
        if self.place is None or self.session.attendance_rule != AttendanceRule.WINDOWS:
            return False
        return len(self.place.arrivals) >= self.session.attendance_minimum

    @property
    def conclusion(self) -> str:
        """What the learner should know first once the session is over."""
        attendance = self.place.attendance if self.place else None
        if attendance is None and self.session.state == SessionState.CERTIFICATES_ISSUED:
            return _("Your attendance was not found")
        if attendance is None:
            return _("One step from your certificate") if self.has_enough else _("Being counted")
        if attendance.verdict == Verdict.PRESENT:
            return _("Your certificate is ready")
        return str(Verdict(attendance.verdict).label)

    @property
    def steps(self) -> list[Step]:
        """From registration to certificate, as a cord; empty for someone who has neither."""
        place = self.place
        if place is None or (not place.is_registered and place.attendance is None):
            return []
        registered = place.registration.registered_at if place.registration else None
        hours = formats.hours(self.session.jp)
        return [
            Step(
                _("Registered"), "done", text=formats.plain_date(registered) if registered else ""
            ),
            _present(place, self.has_enough),
            Step(
                _("Certificate, %(hours)s") % {"hours": hours},
                "done" if place.was_there else "",
                text=_("Issued") if place.was_there else _("Issued when the session is closed"),
            ),
        ]

    @property
    def stream(self) -> Stream | None:
        """Nothing is loaded until it is asked for, and its price is said before."""
        url = self.session.stream_url
        if not url:
            return None
        megabytes = round(self.session.minutes * MEGABYTES_PER_MINUTE, -1)
        return Stream(url, embedded(url), self.session.stream_label, int(megabytes))


def session_page(slug: str, at: datetime, person: Person | None = None) -> SessionPage | None:
    """The announced session with that address; with the learner's own place if there is one."""
    session = public.whole().filter(slug=slug).first()
    if session is None:
        return None
    page = SessionPage(
        session=session,
        at=at,
        standing=public.standing(session, at),
        registered=Registration.objects.filter(session=session, cancelled_at__isnull=True).count(),
        place=place(session, person) if person else None,
        sight=visibility.sight(session, person, at),
    )
    mine = page.place
    if mine is None or page.stage != "after" or not (mine.was_there or page.has_enough):
        return page
    found = outcome_of(session, mine.person, mine.employment, at, is_posted=mine.was_there)
    return replace(page, outcome=found)


def glance(slug: str, at: datetime) -> SessionPage | None:
    """Only what everyone polls for: which code is taken now, and which comes next."""
    found = LiveSession.objects.filter(slug=slug, announced_at__isnull=False)
    session = found.exclude(state=SessionState.DRAFT).prefetch_related("windows").first()
    if session is None:
        return None
    return SessionPage(session, at, public.standing(session, at), registered=0)


def preview(session_id: int, at: datetime) -> SessionPage:
    """The page as a guest will see it, a draft as if it were announced now. Writes nothing."""
    session = public.any_state(session_id).get()
    if session.is_draft:
        session.state, session.announced_at = SessionState.ANNOUNCED, at
        session.title = session.title or _("No title yet")
    return SessionPage(session=session, at=at, standing=public.standing(session, at), registered=0)


def place(session: LiveSession, person: Person) -> Place:
    """The learner's registration, arrivals and counted attendance."""
    return Place(
        person=person,
        employment=current_employment(person),
        registration=Registration.objects.filter(session=session, person=person).first(),
        arrivals=list(
            Arrival.objects.filter(session_id=session.pk, person_id=person.pk).order_by("at")
        ),
        attendance=Attendance.objects.filter(session=session, person=person).first(),
    )


def _present(place: Place, has_enough: bool) -> Step:
    if place.was_there:
        return Step(_("Present"), "done", text=_("Counted"))
    if place.attendance is not None:
        return Step(_("Present"), "now", text=_("Not enough"))
    recorded = ngettext(
        "%(count)d code recorded", "%(count)d codes recorded", len(place.arrivals)
    ) % {"count": len(place.arrivals)}
    return Step(_("Present"), "done" if has_enough else "now", text=recorded)


def embedded(url: str) -> str:
    """The player that shows a video inside the page, or nothing for another kind of link."""
    parts = urlsplit(url)
    if parts.hostname not in VIDEO_HOSTS:
        return ""
    steps = [step for step in parts.path.split("/") if step]
    if parts.hostname == "youtu.be":
        video = steps[0] if steps else ""
    elif steps[:1] in (["live"], ["embed"]) and len(steps) > 1:
        video = steps[1]
    else:
        video = parse_qs(parts.query).get("v", [""])[0]
    if not video:
        return ""
    return f"{PLAYER}{quote(video, safe='')}?autoplay=1&cc_load_policy=1"


def _act(title: str, start: int, end: int, now: float) -> Act:
    state = "past" if now >= end else "now" if now >= start else ""
    share = round(min(1.0, max(0.0, (now - start) / (end - start))) * 100)
    return Act(title, state, end - start, max(1, round(end - now)), share)
