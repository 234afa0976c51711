"""Closing a session: from evidence to hours and certificates, resumable at any point.

`close` only opens the closing and queues the work. `advance` does one step of it in one
transaction and says whether there is more; a process killed between two steps loses nothing,
one killed inside a step leaves the step undone. Asked again, no step is done twice.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import admission, occasions
from jejaring.activities.live.models import Attendance, Closing, LiveSession
from jejaring.activities.live.models.attendance import HOLD
from jejaring.activities.live.queries import closing as queries
from jejaring.activities.live.queries import evidence
from jejaring.activities.live.queries.closing import CHUNK, SOURCE, Earner
from jejaring.activities.live.states import ClosingState, SessionState, Verdict
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.notices import actions as notices
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import actions as credentials
from jejaring.registers.hours import actions as hours
from jejaring.registers.hours import queries as hours_queries


class NotYetStarted(Refusal):
    """A session that has not begun has nothing to close."""


class AlreadyClosed(Refusal):
    """Two officers pressed; the first one counts."""


class NotClosable(Refusal):
    """Only an announced session can be closed."""


class HoldIsOver(Refusal):
    """A closing can be taken back for 15 minutes."""


READY = "live.certificate_ready"
CERTIFICATES = "/saya/sertifikat/"
"""Where a letter about certificates leads."""


@transaction.atomic
def close(*, session: LiveSession, by: Person, at: datetime) -> Closing:
    """Open the closing of a session; the work itself goes on in the background."""
    if not rules.may_close(by, session):
        raise NotPermitted(_("Only an owner or organiser of the agency may close this session."))
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    _refuse_unless_closable(session, at)
    closing = Closing(
        session=session,
        revision=Closing.objects.filter(session=session).count() + 1,
        started_by=by,
        started_at=at,
        beat_at=at,
    )
    closing.save(force_insert=True)
    session.state = SessionState.CLOSED
    session.save(update_fields=["state"])
    trail.record(
        "live.closed", thing=session, by=by, at=at, agency=session.agency_id,
        revision=closing.revision, jp=str(session.jp),
    )  # fmt: skip
    return closing


def _refuse_unless_closable(session: LiveSession, at: datetime) -> None:
    if session.state in {SessionState.CLOSED, SessionState.CERTIFICATES_ISSUED}:
        closing = queries.closing_of(session)
        raise AlreadyClosed(
            _("%(name)s has closed this session already; nothing was done twice.")
            % {"name": closing.started_by if closing else "?"}
        )
    if session.state != SessionState.ANNOUNCED:
        raise NotClosable(_("Only an announced session can be closed. Announce it first."))
    if at < session.starts_at:
        raise NotYetStarted(_("The session has not started yet. Close it once it has begun."))


def advance(*, closing: Closing, at: datetime) -> bool:
    """Do the next step of the closing; whether there is more to do."""
    with transaction.atomic():
        closing = (
            Closing.objects.select_for_update(of=("self",))
            .select_related("session", "session__agency", "session__programme", "started_by")
            .get(pk=closing.pk)
        )
        step = {
            ClosingState.RECONCILING: _reconcile,
            ClosingState.ISSUING: _issue_chunk,
            ClosingState.SEALING: _seal,
        }.get(ClosingState(closing.state))
        if step is None:
            return False
        step(closing, at)
        closing.beat_at = at
        closing.save()
        return closing.state != ClosingState.HELD


def _reconcile(closing: Closing, at: datetime) -> None:
    """Presses, reports and officers' words become attendance, in one statement."""
    statement, values = evidence.reconciling(closing.session, at)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    counts = queries.attendance_counts(closing.session)
    closing.total = counts.get(Verdict.PRESENT, 0)
    closing.state = ClosingState.ISSUING
    trail.record(
        "live.attendance_reconciled", thing=closing.session, by=closing.started_by, at=at,
        agency=closing.session.agency_id, **{verdict.value: n for verdict, n in counts.items()},
    )  # fmt: skip


def _issue_chunk(closing: Closing, at: datetime) -> None:
    """The next people get their hours and certificates; those with hours elsewhere are told."""
    earners = queries.earners(closing.session, closing.cursor, CHUNK)
    if not earners:
        closing.state = ClosingState.SEALING
        return
    clear = _without_overlaps(closing.session, earners)
    occasion = occasions.hours_of(closing)
    posted = hours_queries.posted_people(
        SOURCE, closing.session_id, closing.revision, [earner.person_id for earner in clear]
    )
    new = [earner for earner in clear if earner.person_id not in posted]
    if new:
        lines = occasions.lines(closing.session, new)
        hours.post(occasion=occasion, lines=lines, by=closing.started_by, at=at)
    batch = credentials.open_batch(
        **occasions.batch_of(closing), by=closing.started_by, at=closing.started_at
    )
    recipients = occasions.recipients(closing.session, clear)
    closing.issued += credentials.issue(batch=batch, recipients=recipients, at=at)
    closing.batch_id = batch.pk
    closing.cursor = earners[-1].attendance_id
    closing.done += len(earners)


def _without_overlaps(session: LiveSession, earners: Sequence[Earner]) -> list[Earner]:
    overlaps = queries.overlapping(session, [earner.person_id for earner in earners])
    for person, title in overlaps.items():
        Attendance.objects.filter(session=session, person_id=person).update(
            verdict=Verdict.OVERLAP, note=title[:300]
        )
    return [earner for earner in earners if earner.person_id not in overlaps]


def _seal(closing: Closing, at: datetime) -> None:
    """One signature over all, notices queued for after the hold, and the session is done."""
    session = closing.session
    if closing.batch_id is not None:
        batch = credentials.open_batch(
            **occasions.batch_of(closing), by=closing.started_by, at=closing.started_at
        )
        credentials.seal(batch=batch, by=closing.started_by, at=at)
    admission.deliver(closing, at)
    closing.held_until = at + HOLD
    closing.state = ClosingState.HELD
    notices.notify(
        person_ids=queries.present_people(session),
        kind=READY,
        thing=occasions.thing_of(session),
        facts={"title": session.title, "jp": str(session.jp), "path": CERTIFICATES},
        is_important=True,
        due_at=closing.held_until,
        at=at,
    )
    session.state = SessionState.CERTIFICATES_ISSUED
    session.save(update_fields=["state"])
    trail.record(
        "live.certificates_issued", thing=session, by=closing.started_by, at=at,
        agency=session.agency_id, people=closing.issued, batch=closing.batch_id,
    )  # fmt: skip


@transaction.atomic
def take_back(*, session: LiveSession, reason: str, by: Person, at: datetime) -> LiveSession:
    """Undo a closing within its hold: counter-entries, revocations, notices withdrawn."""
    if not rules.may_close(by, session):
        raise NotPermitted(_("Only an owner or organiser of the agency may take this back."))
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    closing = queries.closing_of(session)
    if closing is None or not closing.can_be_taken_back(at):
        raise HoldIsOver(
            _("The 15 minutes for taking back are over. Correct single people instead.")
        )
    if closing.batch_id is not None:
        hours.reverse(
            source=SOURCE, source_id=session.pk, revision=closing.revision, person_ids=None,
            reason=reason, by=by, at=at, agency_id=session.agency_id,
        )  # fmt: skip
        batch = credentials.open_batch(**occasions.batch_of(closing), by=by, at=closing.started_at)
        credentials.revoke_batch(batch=batch, reason=reason, by=by, at=at)
    notices.withdraw(thing=occasions.thing_of(session), kind=READY)
    admission.take_back(session, by, at)
    closing.state, closing.taken_back_at = ClosingState.TAKEN_BACK, at
    closing.save(update_fields=["state", "taken_back_at"])
    session.state = SessionState.ANNOUNCED
    session.save(update_fields=["state"])
    trail.record(
        "live.closing_taken_back", thing=session, by=by, at=at, agency=session.agency_id,
        revision=closing.revision, reason=reason,
    )  # fmt: skip
    return session
