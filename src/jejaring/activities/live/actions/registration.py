"""Taking a place in a session, giving it back, and the wish to be reminded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import admission
from jejaring.activities.live.models import LiveSession, Registration
from jejaring.activities.live.states import Phase, RegistrationRule, SessionState
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotFound, NotPermitted, Refusal
from jejaring.ground.ui import formats
from jejaring.parties.people.models import Person
from jejaring.parties.people.states import PersonKind


class RegistrationNotOpen(Refusal):
    """It opens later."""


class RegistrationClosed(Refusal):
    """It was open, and is over."""


class SessionCancelled(Refusal):
    """The session will not take place."""


class SessionPostponed(Refusal):
    """The session waits for a new time."""


class SessionMoved(Refusal):
    """The learner agreed to another time than the one the session has now."""


class ProfileIncomplete(Refusal):
    """The session asks who the learner is, and the profile does not say yet."""


class CivilServantsOnly(Refusal):
    """The session is for PNS and PPPK."""


class AlreadyStarted(Refusal):
    """A place is given back before the session starts, not after."""


@transaction.atomic
def register(
    *,
    session: LiveSession,
    person: Person,
    seen_starts_at: datetime,
    wants_reminder: bool = True,
    by: Person,
    at: datetime,
) -> Registration:
    """Give the learner a place at the time they saw. Repeating it changes nothing."""
    if not rules.may_register(by, person, session):
        raise NotPermitted(_("You may not register this learner."))
    current = _locked(session)
    _must_take_place(current)
    registration = Registration.objects.filter(session=current, person=person).first()
    if registration is not None and registration.cancelled_at is None:
        return registration
    _must_be_open(current, at)
    _must_fit(current, person)
    if current.starts_at != seen_starts_at:
        raise _moved(current)
    clause = admission.clause_letting_in(current, person, at) if current.is_restricted else None

    registration = registration or Registration(session=current, person=person)
    registration.session = current
    registration.registered_at, registration.cancelled_at = at, None
    registration.wants_reminder = wants_reminder
    registration.clause_id = clause.id if clause else None
    registration.save()
    if clause:
        admission.enter(registration, clause, by, at)
    _record("live.registered", registration, by=by, at=at, **_under(registration.clause_id))
    return registration


@transaction.atomic
def cancel_registration(
    *, session: LiveSession, person: Person, by: Person, at: datetime
) -> Registration:
    """Give the place back, until the session starts. Repeating it changes nothing."""
    if not rules.may_register(by, person, session):
        raise NotPermitted(_("You may not cancel this learner's registration."))
    if session.is_restricted:
        _locked(session)
    registration = _registration(session, person)
    if registration.cancelled_at is not None:
        return registration
    if registration.session.phase(at) in {Phase.LIVE, Phase.ENDED}:
        raise AlreadyStarted(
            _("The session has started, so the place cannot be given back. Nothing else is needed.")
        )

    clause_id = registration.clause_id
    registration.cancelled_at, registration.clause_id = at, None
    registration.save(update_fields=["cancelled_at", "clause"])
    if clause_id is not None:
        admission.leave(registration, clause_id, by, at)
    _record("live.registration_cancelled", registration, by=by, at=at, **_under(clause_id))
    return registration


@transaction.atomic
def prefer_reminder(
    *, session: LiveSession, person: Person, wants_reminder: bool, by: Person, at: datetime
) -> Registration:
    """Remind the learner the day before, or not. Repeating it changes nothing."""
    if not rules.may_register(by, person, session):
        raise NotPermitted(_("You may not change this learner's reminder."))
    registration = _registration(session, person)
    if registration.wants_reminder == wants_reminder:
        return registration

    registration.wants_reminder = wants_reminder
    registration.save(update_fields=["wants_reminder"])
    _record("live.reminder_chosen", registration, by=by, at=at, wants_reminder=wants_reminder)
    return registration


def _locked(session: LiveSession) -> LiveSession:
    """The session as it stands now; nobody moves or cancels it until the place is taken."""
    locked = LiveSession.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("agency").get(pk=session.pk)


def _registration(session: LiveSession, person: Person) -> Registration:
    registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("session")
        .filter(session=session, person=person)
        .first()
    )
    if registration is None:
        raise NotFound(_("You are not registered for this session."))
    return registration


def _must_take_place(session: LiveSession) -> None:
    if session.state == SessionState.CANCELLED:
        raise SessionCancelled(_("This session was cancelled. Choose another Thursday."))
    if session.state == SessionState.POSTPONED:
        raise SessionPostponed(
            _("This session was postponed. Register again when its new time is announced.")
        )
    if session.state == SessionState.DRAFT:
        raise NotFound(_("This session has not been announced."))


def _must_be_open(session: LiveSession, at: datetime) -> None:
    phase = session.phase(at)
    if phase == Phase.BEFORE_REGISTRATION and session.registration_opens_at:
        raise RegistrationNotOpen(
            _("Registration opens on %(when)s. Come back then.")
            % {"when": formats.moment(session.registration_opens_at)}
        )
    ended = phase == Phase.ENDED or session.state != SessionState.ANNOUNCED
    until_start = session.registration_rule == RegistrationRule.UNTIL_START
    if ended or (until_start and phase == Phase.LIVE):
        raise RegistrationClosed(_("Registration is closed. Choose another Thursday."))


def _must_fit(session: LiveSession, person: Person) -> None:
    if session.registration_rule != RegistrationRule.CIVIL_SERVANTS:
        return
    if not person.is_profile_complete:
        raise ProfileIncomplete(
            _("This session is for civil servants. Complete your profile first, then register.")
        )
    if person.kind == PersonKind.OTHER:
        raise CivilServantsOnly(
            _("This session is for civil servants (PNS and PPPK). Choose another Thursday.")
        )


def _under(clause_id: int | None) -> dict[str, int]:
    return {"clause": clause_id} if clause_id else {}


def _moved(session: LiveSession) -> SessionMoved:
    when = f"{formats.long_date(session.starts_at)}, {formats.clock_zone(session.starts_at)}"
    return SessionMoved(
        _("This session was moved to %(when)s. Check whether it suits you, then confirm.")
        % {"when": when}
    )


def _record(
    act: str, registration: Registration, *, by: Person, at: datetime, **details: object
) -> None:
    agency = registration.session.agency_id
    trail.record(
        act,
        thing=registration,
        by=by,
        at=at,
        agency=agency,
        person=registration.person_id,
        **details,
    )
