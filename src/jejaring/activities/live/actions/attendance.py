"""Arriving: a shown code, pressed in its window, by the server's clock."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import admission
from jejaring.activities.live.actions.registration import SessionCancelled, SessionPostponed
from jejaring.activities.live.models import Arrival, CheckInWindow, LiveSession
from jejaring.activities.live.states import Phase, SessionState
from jejaring.ground.audit import trail
from jejaring.ground.kernel import throttle
from jejaring.ground.kernel.codes import normalised
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people.models import Person

TRIES, TRY_SECONDS = 10, 60
"""Per person and not per network: a whole office shares one address."""
WINDOWS = """
    SELECT w.id, w.session_id, w.position, w.opens_at, w.closes_at, w.code, s.state,
           r.id IS NOT NULL AS has_place, r.clause_id AS clause_id
    FROM live_checkinwindow w JOIN live_livesession s ON s.id = w.session_id
    LEFT JOIN live_registration r
           ON r.session_id = w.session_id AND r.person_id = %s AND r.cancelled_at IS NULL
    WHERE w.session_id = %s ORDER BY w.position
"""
"""Windows, the session as it stands now, whether the learner has a place and by which clause."""


class WrongCode(Refusal):
    """No window of this session has that code."""


class CodeClosed(Refusal):
    """The code was right, and its window is over."""


class CodeNotYetOpen(Refusal):
    """The code belongs to a window that opens later."""


class NotRegistered(Refusal):
    """The code is right, and the learner has no place in the session."""


class CheckInNotStarted(Refusal):
    """The session, and so every window, lies ahead."""


class CheckInOver(Refusal):
    """The session is over, or has been closed."""


class NoCheckIn(Refusal):
    """Attendance of this session is not counted by codes."""


def check_in(
    *, session: LiveSession, person: Person, code: str, by: Person, at: datetime
) -> Arrival:
    """Record one arrival in the window that shows the code. Repeating it changes nothing."""
    if not rules.may_check_in(by, person, session):
        raise NotPermitted(_("You may not record this learner's attendance."))
    if by == person:
        throttle.take("check-in", f"{person.pk}", limit=TRIES, seconds=TRY_SECONDS)
    return _arrive(session, person, normalised(code), by, at)


@transaction.atomic
def _arrive(session: LiveSession, person: Person, code: str, by: Person, at: datetime) -> Arrival:
    windows: list[Any] = list(CheckInWindow.objects.raw(WINDOWS, [person.pk, session.pk]))
    if not windows:
        _must_take_place(LiveSession.objects.get(pk=session.pk).state)
        raise NoCheckIn(_("This session needs no code. The organiser counts attendance."))
    _must_take_place(windows[0].state)
    window = _window_of(session, windows, code, at)
    if not window.has_place:
        raise NotRegistered(
            _("The code is right, but you are not registered yet. Register, then press once more.")
        )
    if window.clause_id is not None:
        admission.must_stand(window.clause_id, at)

    arrival = Arrival(session_id=session.pk, window_id=window.pk, person_id=person.pk, at=at)
    if not _appended(arrival):
        return Arrival.objects.get(pk=arrival.pk)
    trail.record(
        "live.checked_in",
        thing=session,
        by=by,
        at=at,
        agency=session.agency_id,
        person=person.pk,
        window=window.position,
    )
    return arrival


def _must_take_place(state: str) -> None:
    if state == SessionState.CANCELLED:
        raise SessionCancelled(_("This session was cancelled. No attendance is recorded."))
    if state == SessionState.POSTPONED:
        raise SessionPostponed(_("This session was postponed. Wait for its new time."))
    if state == SessionState.DRAFT:
        raise NotFound(_("This session has not been announced."))
    if state != SessionState.ANNOUNCED:
        raise CheckInOver(_("This session has been closed. Contact the organiser if you attended."))


def _window_of(session: LiveSession, windows: list[Any], code: str, at: datetime) -> Any:
    """The open window with that code; else the one sentence that says why not."""
    shown = next((window for window in windows if window.code == code), None)
    if shown is None:
        raise _no_such_code(LiveSession.objects.get(pk=session.pk), windows, at)
    if at < shown.opens_at:
        raise CodeNotYetOpen(
            _("This code is taken from %(time)s. Try again then.")
            % {"time": formats.clock_zone(shown.opens_at)}
        )
    if not shown.is_open(at):
        raise CodeClosed(
            _("The code closed at %(time)s. Contact the organiser if you attended.")
            % {"time": formats.clock_zone(shown.closes_at)}
        )
    return shown


def _no_such_code(session: LiveSession, windows: list[Any], at: datetime) -> Refusal:
    if session.phase(at) == Phase.ENDED and not any(window.is_open(at) for window in windows):
        return CheckInOver(_("This session is over. Contact the organiser if you attended."))
    if at < min(session.starts_at, windows[0].opens_at):
        return CheckInNotStarted(
            _("The session has not started. The first code is shown at %(time)s.")
            % {"time": formats.clock_zone(windows[0].opens_at)}
        )
    return WrongCode(_("That code does not match. Check the screen and retype."))


def _appended(arrival: Arrival) -> bool:
    """Insert the row unless the same press is there: a double press breaks no transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{Arrival._meta.db_table}" (session_id, window_id, person_id, at) '  # noqa: S608, SLF001
            "VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [
                arrival.session_id,
                arrival.window_id,
                arrival.person_id,
                connection.ops.adapt_datetimefield_value(arrival.at),
            ],
        )
        return bool(cursor.rowcount)
