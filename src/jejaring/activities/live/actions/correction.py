"""After the hold: one person in or out, by counter-entry or by a certificate of its own."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import admission, occasions
from jejaring.activities.live.models import Attendance, Closing, Correction, LiveSession
from jejaring.activities.live.queries import closing as queries
from jejaring.activities.live.queries.closing import SOURCE
from jejaring.activities.live.states import AttendanceSource, ClosingState, Verdict
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.notices import actions as notices
from jejaring.parties.people.models import Person
from jejaring.registers.credentials import actions as credentials
from jejaring.registers.hours import actions as hours

FIRST_REVISION = 1_000
"""Corrections are numbered from here, so that they never meet the number of a closing."""


class NotClosedYet(Refusal):
    """Before closing there is nothing to correct."""


class NothingToCorrect(Refusal):
    """The person is in already, or out already."""


class ReasonMissing(Refusal):
    """A correction stands in the records with its reason."""


class NameMissing(Refusal):
    """A certificate cannot be written without a name."""


class HoursElsewhere(Refusal):
    """The person has hours for the same time from something else."""


@transaction.atomic
def take_out(
    *, session: LiveSession, person: Person, reason: str, by: Person, at: datetime
) -> Correction:
    """Reverse someone's hours and revoke their certificate of this session."""
    session, closing = _closed(session, reason, by)
    attendance = _attendance(session, person)
    if attendance is None or attendance.verdict != Verdict.PRESENT:
        raise NothingToCorrect(_("This person has no hours from this session."))
    revision = _revision_held(session, closing, person)
    hours.reverse(
        source=SOURCE, source_id=session.pk, revision=revision, person_ids=[person.pk],
        reason=reason, by=by, at=at, agency_id=session.agency_id,
    )  # fmt: skip
    certificate = queries.certificate_of(session, person)
    if certificate is not None:
        credentials.revoke(certificate=certificate, reason=reason, by=by, at=at)
    attendance.verdict, attendance.note = Verdict.REMOVED, reason
    attendance.save(update_fields=["verdict", "note"])
    return _correction(session, person, reason, by, at, is_addition=False)


@transaction.atomic
def bring_in(
    *, session: LiveSession, person: Person, reason: str, by: Person, at: datetime
) -> Correction:
    """Give someone who was there hours and a certificate after all."""
    session, closing = _closed(session, reason, by)
    attendance = _attendance(session, person)
    if attendance is not None and attendance.verdict == Verdict.PRESENT:
        raise NothingToCorrect(_("This person has hours from this session already."))
    if not person.name:
        raise NameMissing(_("No certificate can be written without a name. Ask for it first."))
    if queries.overlapping(session, [person.pk]):
        raise HoursElsewhere(_("This person already has hours for the same time."))
    _must_be_let_in(session, person, at)
    attendance = attendance or Attendance(session=session, person=person)
    attendance.source, attendance.verdict = AttendanceSource.OFFICER, Verdict.PRESENT
    attendance.note, attendance.reconciled_at = reason, at
    attendance.save()
    correction = _correction(session, person, reason, by, at, is_addition=True)
    _prove(closing, correction, attendance, at)
    return correction


def _must_be_let_in(session: LiveSession, person: Person, at: datetime) -> None:
    """Into a restricted session nobody is brought without a clause; a place has shown its own."""
    if not session.is_restricted:
        return
    place = queries.place_under_clause(session, person)
    if place is not None and place.clause_id is not None:
        admission.must_stand(place.clause_id, at)
    else:
        admission.must_be_own(session, person, at)


def _prove(closing: Closing, correction: Correction, attendance: Attendance, at: datetime) -> None:
    """Hours and a batch of one, under the number of the correction."""
    session, by = correction.session, correction.made_by
    closing.revision = correction.revision
    earner = queries.earners(session, attendance.pk - 1, 1)
    lines = occasions.lines(session, earner)
    hours.post(occasion=occasions.hours_of(closing), lines=lines, by=by, at=at)
    batch = credentials.open_batch(**occasions.batch_of(closing), by=by, at=at)
    credentials.issue(batch=batch, recipients=occasions.recipients(session, earner), at=at)
    credentials.seal(batch=batch, by=by, at=at)


def _closed(session: LiveSession, reason: str, by: Person) -> tuple[LiveSession, Closing]:
    if not rules.may_close(by, session):
        raise NotPermitted(_("Only an owner or organiser of the agency may correct this."))
    if not reason.strip():
        raise ReasonMissing(_("Write the reason: it stands in the records."))
    session = (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("agency", "programme", "hours_rule")
        .get(pk=session.pk)
    )
    closing = queries.closing_of(session)
    if closing is None or closing.state != ClosingState.HELD:
        raise NotClosedYet(_("The session has not been closed yet. Correct its evidence instead."))
    closing.session = session
    return session, closing


def _attendance(session: LiveSession, person: Person) -> Attendance | None:
    return Attendance.objects.select_for_update(of=("self",)).filter(
        session=session, person=person
    ).first()  # fmt: skip


def _revision_held(session: LiveSession, closing: Closing, person: Person) -> int:
    """Under which number this person's hours stand: the latest addition, else the closing."""
    last = Correction.objects.filter(session=session, person=person, is_addition=True).first()
    if last is not None and last.made_at > closing.started_at:
        return last.revision
    return closing.revision


def _correction(
    session: LiveSession, person: Person, reason: str, by: Person, at: datetime, **kind: Any
) -> Correction:
    correction = Correction(
        session=session,
        person=person,
        revision=FIRST_REVISION + Correction.objects.filter(session=session).count(),
        reason=reason,
        made_by=by,
        made_at=at,
        **kind,
    )
    correction.save(force_insert=True)
    is_in = correction.is_addition
    admission.correct(session, person, correction.revision, by, at, is_in=is_in)
    act = "live.brought_in" if correction.is_addition else "live.taken_out"
    notices.notify(
        person_ids=[person.pk], kind=act, thing=occasions.thing_of(session),
        facts={"title": session.title, "jp": str(session.jp), "reason": reason},
        due_at=at, at=at, is_important=True,
    )  # fmt: skip
    trail.record(
        act, thing=session, by=by, at=at, agency=session.agency_id, person=person.pk, reason=reason
    )
    return correction
