"""Check-in windows: three are proposed, codes are made here, all move with the session."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.models import CheckInWindow, LiveSession
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.states import AttendanceRule, SessionState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.codes import new_code
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people.models import Person

AROUND = timedelta(minutes=30)
"""How long before the start and after the end a code may be taken."""
SHORT, LONG = 5, 20
"""Minutes a proposed window is open: a sixth of the session, within these."""
PROPOSED, MOST = 3, 6
LENGTH = 6
OPEN_STATES = (SessionState.DRAFT, SessionState.ANNOUNCED, SessionState.POSTPONED)
Span = tuple[datetime, datetime]


class WindowOutside(Refusal):
    """A window lies around its session, not elsewhere."""


class WindowsOverlap(Refusal):
    """Two codes are never taken at the same moment."""


class WindowUsed(Refusal):
    """People have arrived in it."""


class TooManyWindows(Refusal):
    """More interruptions than a session bears."""


class TooFewWindows(Refusal):
    """The attendance rule asks for more windows than would be left."""


class WindowsSettled(Refusal):
    """The session is over and counted, or will not take place."""


@transaction.atomic
def propose_windows(*, session: LiveSession, by: Person, at: datetime) -> list[CheckInWindow]:
    """Three windows: at the start, in the middle, at the end. Only where there are none yet."""
    session = _mine(session, by)
    if session.windows.exists():
        return list(queries.windows_of(session))
    made = fill(session, proposal(session))
    _record("live.windows_proposed", session, by, at, windows=len(made))
    return made


@transaction.atomic
def add_window(
    *, session: LiveSession, opens_at: datetime, closes_at: datetime, by: Person, at: datetime
) -> CheckInWindow:
    """One more window with a code of its own."""
    session = _mine(session, by)
    if session.windows.count() >= MOST:
        raise TooManyWindows(
            _("A session has at most %(most)d windows. Remove one first.") % {"most": MOST}
        )
    _check(session, opens_at, closes_at, except_for=None)
    window = fill(session, [(opens_at, closes_at)])[0]
    renumber(session)
    window.refresh_from_db()
    _record("live.window_added", session, by, at, opens_at=opens_at, closes_at=closes_at)
    return window


@transaction.atomic
def move_window(
    *, window: CheckInWindow, opens_at: datetime, closes_at: datetime, by: Person, at: datetime
) -> CheckInWindow:
    """Another time for a window; once somebody arrived in it, only its end can move, and later."""
    session = _mine(window.session, by)
    window = _still_there(window)
    _check(session, opens_at, closes_at, except_for=window.pk)
    if (opens_at != window.opens_at or closes_at < window.closes_at) and queries.has_arrivals_in(
        window
    ):
        raise WindowUsed(
            _("People have arrived in this window. It can be kept open longer, nothing else.")
        )
    before = [window.opens_at, window.closes_at]
    window.opens_at, window.closes_at = opens_at, closes_at
    window.save(update_fields=["opens_at", "closes_at"])
    renumber(session)
    window.refresh_from_db()
    after = [opens_at, closes_at]
    _record("live.window_moved", session, by, at, window=window.pk, before=before, after=after)
    return window


@transaction.atomic
def renew_code(*, window: CheckInWindow, by: Person, at: datetime) -> CheckInWindow:
    """Another code for a window, when the old one leaked; arrivals with the old one stay."""
    session = _mine(window.session, by)
    window = _still_there(window)
    window.code = _free_codes(session, 1)[0]
    window.save(update_fields=["code"])
    _record("live.code_renewed", session, by, at, window=window.pk, position=window.position)
    return window


@transaction.atomic
def remove_window(*, window: CheckInWindow, by: Person, at: datetime) -> CheckInWindow:
    """Take a window out in which nobody has arrived; returns it, for the undo."""
    session = _mine(window.session, by)
    window = _still_there(window)
    if queries.has_arrivals_in(window):
        raise WindowUsed(_("People have arrived in this window. It stays, so that they count."))
    asked = session.attendance_minimum if session.attendance_rule == AttendanceRule.WINDOWS else 0
    if session.state != SessionState.DRAFT and session.windows.count() - 1 < asked:
        raise TooFewWindows(
            _("The attendance rule asks for %(asked)d windows. Add another before removing this.")
            % {"asked": asked}
        )
    CheckInWindow.objects.filter(pk=window.pk).delete()
    renumber(session)
    _record(
        "live.window_removed",
        session,
        by,
        at,
        opens_at=window.opens_at,
        closes_at=window.closes_at,
        code=window.code,
    )
    return window


def proposal(session: LiveSession) -> list[Span]:
    """At the start, around the middle, and across the end."""
    width = timedelta(minutes=max(SHORT, min(LONG, session.minutes // 6)))
    middle = session.starts_at + timedelta(minutes=session.minutes // 2)
    return [
        (session.starts_at, session.starts_at + width),
        (middle - width / 2, middle + width / 2),
        (session.ends_at - width / 2, session.ends_at + width / 2),
    ]


def shifted(session: LiveSession, shift: timedelta) -> list[Span]:
    """The windows of a session, as much later."""
    return [
        (window.opens_at + shift, window.closes_at + shift)
        for window in queries.windows_of(session)
    ]


def fill(session: LiveSession, spans: list[Span]) -> list[CheckInWindow]:
    """Write windows with new codes behind those there are; part of a larger action."""
    last = queries.windows_of(session).count()
    codes = _free_codes(session, len(spans))
    return CheckInWindow.objects.bulk_create(
        CheckInWindow(
            session=session, position=last + number, opens_at=opens, closes_at=closes, code=code
        )
        for number, ((opens, closes), code) in enumerate(zip(spans, codes, strict=True), start=1)
    )


def move_all(session: LiveSession, was: datetime, minutes: int) -> None:
    """Let the windows follow a session that was moved; another length is proposed anew."""
    if minutes != session.minutes:
        CheckInWindow.objects.filter(session=session).delete()
        fill(session, proposal(session))
        return
    shift = session.starts_at - was
    CheckInWindow.objects.filter(session=session).update(
        opens_at=F("opens_at") + shift, closes_at=F("closes_at") + shift
    )


def renumber(session: LiveSession) -> None:
    """Positions follow the time; first far away, since two windows never share one."""
    windows = list(queries.windows_of(session))
    if [window.position for window in windows] == list(range(1, len(windows) + 1)):
        return
    CheckInWindow.objects.filter(session=session).update(position=F("position") + 1000)
    for position, window in enumerate(windows, start=1):
        CheckInWindow.objects.filter(pk=window.pk).update(position=position)


def _mine(session: LiveSession, by: Person) -> LiveSession:
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not change the check-in of this session."))
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.state not in OPEN_STATES:
        raise WindowsSettled(_("This session is settled. Its check-in stays as it is."))
    return session


def _still_there(window: CheckInWindow) -> CheckInWindow:
    found = CheckInWindow.objects.filter(pk=window.pk).first()
    if found is None:
        raise NotFound(_("This window has been removed meanwhile. Reload the page."))
    return found


def _check(
    session: LiveSession, opens_at: datetime, closes_at: datetime, *, except_for: int | None
) -> None:
    first, last = session.starts_at - AROUND, session.ends_at + AROUND
    if not first <= opens_at < closes_at <= last:
        raise WindowOutside(
            _("A window opens before it closes, between %(first)s and %(last)s. Correct its times.")
            % {"first": formats.clock_zone(first), "last": formats.clock_zone(last)}
        )
    others = queries.windows_of(session).exclude(pk=except_for or 0)
    other = others.filter(opens_at__lt=closes_at, closes_at__gt=opens_at).first()
    if other:
        raise WindowsOverlap(
            _("Window %(position)d is open then, %(span)s. Two codes at a time confuse everyone.")
            % {
                "position": other.position,
                "span": formats.span(other.opens_at, other.closes_at),
            }
        )


def _free_codes(session: LiveSession, count: int) -> list[str]:
    taken = set(queries.windows_of(session).values_list("code", flat=True))
    codes: list[str] = []
    while len(codes) < count:
        code = new_code(LENGTH)
        if code not in taken:
            taken.add(code)
            codes.append(code)
    return codes


def _record(act: str, session: LiveSession, by: Person, at: datetime, **details: Any) -> None:
    trail.record(act, thing=session, by=by, at=at, agency=session.agency_id, **details)
