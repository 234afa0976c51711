"""Announcing, postponing, moving, cancelling; everyone registered is told."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import windows
from jejaring.activities.live.actions.session import free_slot, locked, must_be_last
from jejaring.activities.live.models import LiveSession
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.queries.closing import SOURCE
from jejaring.activities.live.states import TRANSITIONS, SessionState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.notices import actions as notices
from jejaring.parties.people.models import Person

POSTPONED, CANCELLED = "live.postponed", "live.cancelled"
"""Kinds of notices; a move to another time is a postponement that knows its new time."""


class NotReady(Refusal):
    """Something a learner must know is missing; `missing` says what, each with its section."""

    def __init__(self, missing: list[rules.Missing]) -> None:
        super().__init__(
            _("Not ready to be announced: %(what)s")
            % {"what": " ".join(str(item.sentence) for item in missing)}
        )
        self.missing = missing


class NotFromHere(Refusal):
    """The state does not allow this step."""


class ReasonMissing(Refusal):
    """Whoever registered is owed a reason."""


class AlreadyOver(Refusal):
    """A session that has ended cannot be held at another time."""


class PeopleArrived(Refusal):
    """Attendance has begun; it belongs to this time."""


class NotAhead(Refusal):
    """The new time is the old one, or lies in the past."""


@transaction.atomic
def announce(*, session: LiveSession, by: Person, at: datetime) -> LiveSession:
    """Show a session to everyone; from now on its JP and its attendance rule are fixed (E9)."""
    session = _mine(session, by)
    if session.state == SessionState.ANNOUNCED:
        return session
    _may_become(session, SessionState.ANNOUNCED)
    if session.state == SessionState.POSTPONED:
        raise NotFromHere(
            _("This session waits for a new time. Give it one; then it is announced.")
        )
    missing = rules.missing_for_announcement(session)
    if missing:
        raise NotReady(missing)
    session.state, session.announced_at = SessionState.ANNOUNCED, at
    session.save(update_fields=["state", "announced_at"])
    _record("live.announced", session, by, at, jp=session.jp, rule=session.hours_rule_id)
    return session


@transaction.atomic
def postpone(
    *, session: LiveSession, starts_at: datetime | None, reason: str, by: Person, at: datetime
) -> LiveSession:
    """Hold a session later, at a new time or at one still open; windows and run-down move along."""
    session = _mine(session, by)
    _may_become(session, SessionState.POSTPONED)
    _reasoned(reason)
    if at >= session.ends_at:
        raise AlreadyOver(_("This session has ended. Plan another instead."))
    if queries.has_arrivals(session):
        raise PeopleArrived(
            _("People have already checked in. Cancel this session and announce another instead.")
        )
    was = session.starts_at
    if starts_at is None:
        session.state = SessionState.POSTPONED
    else:
        _move(session, starts_at, at)
    session.state_reason = reason
    session.save(update_fields=["state", "state_reason"])
    _record("live.postponed", session, by, at, was=was, starts_at=starts_at, reason=reason)
    _tell(session, POSTPONED, was, at)
    return session


@transaction.atomic
def reschedule(
    *, session: LiveSession, starts_at: datetime, by: Person, at: datetime
) -> LiveSession:
    """Give a postponed session its new time; it is announced again under the same address."""
    session = _mine(session, by)
    if session.state != SessionState.POSTPONED:
        raise NotFromHere(_("Only a postponed session waits for a new time."))
    was = session.starts_at
    _move(session, starts_at, at)
    session.state = SessionState.ANNOUNCED
    session.save(update_fields=["state"])
    _record("live.rescheduled", session, by, at, was=was, starts_at=starts_at)
    _tell(session, POSTPONED, was, at)
    return session


@transaction.atomic
def cancel(*, session: LiveSession, reason: str, by: Person, at: datetime) -> LiveSession:
    """Call a session off for good; its number and its address stay. Repeating changes nothing."""
    session = _mine(session, by)
    if session.state == SessionState.CANCELLED:
        return session
    _may_become(session, SessionState.CANCELLED)
    _reasoned(reason)
    session.state, session.state_reason = SessionState.CANCELLED, reason
    session.save(update_fields=["state", "state_reason"])
    _record("live.cancelled", session, by, at, reason=reason)
    _tell(session, CANCELLED, session.starts_at, at)
    return session


@transaction.atomic
def discard_draft(*, session: LiveSession, by: Person, at: datetime) -> LiveSession:
    """Throw a draft away that has the last number of its year; the number is free again."""
    session = _mine(session, by)
    if session.state != SessionState.DRAFT:
        raise NotFromHere(_("Only a draft can be thrown away. Cancel the session instead."))
    must_be_last(session)
    _record("live.draft_discarded", session, by, at, number=session.number, title=session.title)
    LiveSession.objects.filter(pk=session.pk).delete()
    return session


def _mine(session: LiveSession, by: Person) -> LiveSession:
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not announce or move this session."))
    return locked(session)


def _may_become(session: LiveSession, state: SessionState) -> None:
    if state not in TRANSITIONS[SessionState(session.state)]:
        raise NotFromHere(
            _("This session is “%(state)s”; that step is not possible from there.")
            % {"state": session.get_state_display()}
        )


def _reasoned(reason: str) -> None:
    if not reason.strip():
        raise ReasonMissing(_("Say why, in one sentence. Everyone registered will read it."))


def _move(session: LiveSession, starts_at: datetime, at: datetime) -> None:
    if starts_at <= at or starts_at == session.starts_at:
        raise NotAhead(_("Choose a new time that lies ahead."))
    ends_at = starts_at + timedelta(minutes=session.minutes)
    free_slot(session.programme, starts_at, ends_at, session.pk)
    was, minutes = session.starts_at, session.minutes
    session.starts_at, session.ends_at, session.moved_at = starts_at, ends_at, at
    session.save(update_fields=["starts_at", "ends_at", "moved_at"])
    windows.move_all(session, was, minutes)


def _tell(session: LiveSession, kind: str, was: datetime, at: datetime) -> None:
    people = queries.registered_ids(session)
    if not people:
        return
    waits = session.state == SessionState.POSTPONED
    notices.notify(
        person_ids=people,
        kind=kind,
        thing=f"{SOURCE}:{session.pk}",
        facts={
            "programme": session.programme.name,
            "title": session.title,
            "was_at": was.isoformat(),
            "starts_at": "" if waits else session.starts_at.isoformat(),
            "reason": session.state_reason,
            "path": reverse("live:session", args=[session.slug]),
        },
        is_important=True,
        due_at=at,
        at=at,
    )


def _record(act: str, session: LiveSession, by: Person, at: datetime, **details: Any) -> None:
    trail.record(act, thing=session, by=by, at=at, agency=session.agency_id, **details)
