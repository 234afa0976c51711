"""A session's life as a cord, and the step that comes next."""

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.states import Phase, SessionState
from jejaring.ground.ui import formats
from jejaring.ground.ui.components import Step

SETTLED = (SessionState.CLOSED, SessionState.CERTIFICATES_ISSUED, SessionState.ARCHIVED)


class Next(StrEnum):
    """What an organiser does next with a session."""

    ANNOUNCE = "announce"
    WAIT = "wait"
    PREPARE = "prepare"
    RUN = "run"
    CLOSE = "close"
    FOLLOW = "follow"
    RESCHEDULE = "reschedule"
    NOTHING = "nothing"


def next_of(session: LiveSession, at: datetime) -> Next:
    """By what people decided, and by the clock where they announced."""
    if session.state == SessionState.ANNOUNCED:
        return {
            Phase.BEFORE_REGISTRATION: Next.WAIT,
            Phase.REGISTRATION_OPEN: Next.PREPARE,
            Phase.LIVE: Next.RUN,
            Phase.ENDED: Next.CLOSE,
        }[session.phase(at)]
    return {
        SessionState.DRAFT: Next.ANNOUNCE,
        SessionState.POSTPONED: Next.RESCHEDULE,
        SessionState.CANCELLED: Next.NOTHING,
    }.get(SessionState(session.state), Next.FOLLOW)


def standing(session: LiveSession, at: datetime) -> tuple[str, str]:
    """Kind of pill and word: what people decided, or where the clock has brought it."""
    if session.state == SessionState.ANNOUNCED:
        phase = session.phase(at)
        kind = {
            Phase.BEFORE_REGISTRATION: "info",
            Phase.REGISTRATION_OPEN: "going",
            Phase.LIVE: "live",
            Phase.ENDED: "warning",
        }[phase]
        return kind, _("To be closed") if phase == Phase.ENDED else str(phase.label)
    kind = {
        SessionState.DRAFT: "",
        SessionState.POSTPONED: "warning",
        SessionState.CANCELLED: "refused",
        SessionState.CLOSED: "going",
    }.get(SessionState(session.state), "yes")
    return kind, str(SessionState(session.state).label)


def steps_of(session: LiveSession, at: datetime) -> list[Step]:
    """Draft, announced, registration, the day itself, closed, certificates."""
    if session.state == SessionState.CANCELLED:
        return _cancelled(session)
    reached = _reached(session, at)
    titles = [
        (_("Draft"), ""),
        (_("Announced"), _day(session.announced_at)),
        (_("Registration open"), _day(session.registration_opens_at or session.announced_at)),
        (_("Live"), formats.short_date(session.starts_at)),
        (_("Closed"), ""),
        (_("Certificates issued"), ""),
    ]
    steps = [
        Step(title, _state(number, reached), when) for number, (title, when) in enumerate(titles)
    ]
    if session.state == SessionState.POSTPONED:
        steps[3] = Step(_("Waiting for a new time"), "now", "", session.state_reason)
    elif session.moved_at:
        was = _("first planned for %(date)s") % {
            "date": formats.short_date(session.first_starts_at)
        }
        steps[3] = Step(steps[3].title, steps[3].state, steps[3].when, was)
    return steps


def _cancelled(session: LiveSession) -> list[Step]:
    announced = [Step(_("Announced"), "done", _day(session.announced_at))]
    return [
        Step(_("Draft"), "done"),
        *(announced if session.announced_at else []),
        Step(_("Cancelled"), "now", "", session.state_reason),
    ]


def _reached(session: LiveSession, at: datetime) -> int:
    """The number of the knot where the session stands now; past the last when all is done."""
    if session.state == SessionState.DRAFT:
        return 0
    if session.state in SETTLED:
        return 5 if session.state == SessionState.CLOSED else 6
    if session.state == SessionState.POSTPONED:
        return 3
    return {
        Phase.BEFORE_REGISTRATION: 1,
        Phase.REGISTRATION_OPEN: 2,
        Phase.LIVE: 3,
        Phase.ENDED: 4,
    }[session.phase(at)]


def _state(number: int, reached: int) -> str:
    if number < reached:
        return "done"
    return "now" if number == reached else ""


def _day(moment: datetime | None) -> str:
    return formats.short_date(moment) if moment else ""
