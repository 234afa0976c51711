"""What an officer does for participants: vouching for one, and taking the list out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import admission
from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.states import SessionState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.people.models import Person


class VouchingClosed(Refusal):
    """Presence is vouched for between announcement and closing."""


class ReasonForVouchingMissing(Refusal):
    """An officer's word stands in the books with its reason."""


@transaction.atomic
def vouch(
    *, session: LiveSession, person: Person, reason: str, by: Person, at: datetime
) -> Registration:
    """Count a person as present on an officer's word, with the reason; registers them if needed."""
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not add participants to this session."))
    locked = LiveSession.objects.select_for_update(of=("self",)).select_related("agency")
    session = locked.get(pk=session.pk)
    if session.state != SessionState.ANNOUNCED or at < session.starts_at:
        raise VouchingClosed(
            _("Someone can be added from the start of a session until it is closed.")
        )
    if not reason.strip():
        raise ReasonForVouchingMissing(_("Say how you know that this person was there."))
    change = admission.clause_for_adding(session, person, at)
    place, _made = Registration.objects.update_or_create(
        session=session,
        person=person,
        defaults={
            **change,
            "cancelled_at": None,
            "vouched_at": at,
            "vouched_by": by,
            "vouched_reason": reason.strip(),
        },
        create_defaults={
            **change,
            "registered_at": at,
            "vouched_at": at,
            "vouched_by": by,
            "vouched_reason": reason.strip(),
        },
    )
    if change:
        admission.enter_if_let_in(place, by, at)
    trail.record(
        "live.vouched",
        thing=session,
        by=by,
        at=at,
        agency=session.agency_id,
        person=person.pk,
        reason=reason.strip(),
    )
    return place


@transaction.atomic
def withdraw_vouching(*, place: Registration, by: Person, at: datetime) -> Registration:
    """Take an officer's word back; the registration stays. Repeating it changes nothing."""
    session = place.session
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not change participants of this session."))
    session = LiveSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.state != SessionState.ANNOUNCED:
        raise VouchingClosed(_("This session is closed. Correct its attendance there."))
    changed = Registration.objects.filter(pk=place.pk, vouched_at__isnull=False).update(
        vouched_at=None, vouched_by=None, vouched_reason=""
    )
    if changed:
        trail.record(
            "live.vouching_withdrawn",
            thing=session,
            by=by,
            at=at,
            agency=session.agency_id,
            person=place.person_id,
        )
    return place


@transaction.atomic
def note_export(*, session: LiveSession, by: Person, at: datetime) -> LiveSession:
    """Taking the list of participants out of the house leaves an entry; auditors may, too."""
    if not rules.may_read(by, session):
        raise NotPermitted(_("You may not read the participants of this session."))
    trail.record(
        "live.participants_exported", thing=session, by=by, at=at, agency=session.agency_id
    )
    return session
