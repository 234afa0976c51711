"""Planning a session: its draft, its copy, and its sections."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from jejaring.activities.live import rules
from jejaring.activities.live.actions import windows
from jejaring.activities.live.actions.programme import LONGEST, SHORTEST
from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.queries import admission, calendar, section
from jejaring.activities.live.queries import programme as programmes
from jejaring.activities.live.queries import session as queries
from jejaring.activities.live.queries.section import Basics, Section, Stream, Terms
from jejaring.activities.live.states import RegistrationRule, SessionState, SpeakerRole
from jejaring.ground.audit import trail
from jejaring.ground.kernel.refusals import NotPermitted, Refusal
from jejaring.parties.agencies.models import Agency
from jejaring.parties.people.models import Person
from jejaring.parties.places.rules import in_zone
from jejaring.registers.hours import queries as hours
from jejaring.registers.hours import rules as hours_rules
from jejaring.registers.hours.models import Rule
from jejaring.registers.hours.states import LearningForm

EDITABLE = (SessionState.DRAFT, SessionState.ANNOUNCED, SessionState.POSTPONED)
FIELDS_OF_COOPERATION = range(1, 9)
_TERMS = ("registration_rule", "registration_opens_at", "attendance_rule", "attendance_minimum")


class ChangedMeanwhile(Refusal):
    """Somebody else stored this section after it was read; `stored` is what stands now."""

    def __init__(self, stored: Section) -> None:
        super().__init__(
            _(
                "Somebody else changed this section while you were writing. Below is what is"
                " stored now; your entries are kept. Save again to replace it."
            )
        )
        self.stored = stored


class TimeTaken(Refusal):
    """Another session of the programme stands in this time."""


class LengthUnsound(Refusal):
    """Too short or too long for a session."""


class NotOverHttps(Refusal):
    """A stream is linked over https only."""


class HoursFixed(Refusal):
    """Learning hours and attendance rule are fixed once announced (E9)."""


class HoursOutOfRange(Refusal):
    """More JP than the rule allows, or none (E6, E9)."""


class TitleMissing(Refusal):
    """People have been told of it by name."""


class TimeAnnounced(Refusal):
    """An announced session is moved by postponing it, so that everyone is told."""


class NumberInUse(Refusal):
    """A number in the middle of a series is never given back."""


class OthersRegistered(Refusal):
    """Who has a place in an open session is not put out by restricting it."""


class NoLongerPlanned(Refusal):
    """Closed, cancelled and archived sessions stay as they are."""


@transaction.atomic
def create_session(
    *, programme: Programme, on: date, title: str, by: Person, at: datetime
) -> LiveSession:
    """Draft a session by the programme's rule, with three check-in windows and its JP proposed."""
    if not rules.may_run(by, programme):
        raise NotPermitted(_("You may not plan sessions of this programme."))
    session = _draft(programme, on, title, LearningForm.SEMINAR)
    windows.fill(session, windows.proposal(session))
    _record("live.session_created", session, by, at, number=session.number, title=title)
    return session


@transaction.atomic
def copy_session(
    *, session: LiveSession, on: date, title: str = "", by: Person, at: datetime
) -> LiveSession:
    """Draft a session like an earlier one: all but its title, its speakers and its codes."""
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not copy this session."))
    form = LearningForm(session.hours_rule.form)
    copy = _draft(session.programme, on, title, form, minutes=session.minutes)
    shift = copy.starts_at - session.starts_at
    for name in ("fields", "stream_url", "stream_label", *_TERMS):
        setattr(copy, name, getattr(session, name))
    if session.registration_opens_at:
        copy.registration_opens_at = session.registration_opens_at + shift
    if session.jp <= _most(copy.hours_rule, copy):
        copy.jp = session.jp
    copy.save()
    copy.partners.set(session.partners.all())
    for part in session.speakers.exclude(role=SpeakerRole.SPEAKER):
        copy.speakers.create(speaker_id=part.speaker_id, role=part.role, position=part.position)
    for guest in session.guests.all():
        copy.guests.create(agency_id=guest.agency_id, seats=guest.seats)
    for line in session.run_down.all():
        copy.run_down.create(offset=line.offset, title=line.title, note=line.note)
    windows.fill(copy, windows.shifted(session, shift) or windows.proposal(copy))
    _record("live.session_copied", copy, by, at, number=copy.number, copied_from=session.pk)
    return copy


@transaction.atomic
def edit_basics(
    *, session: LiveSession, basics: Basics, seen: str, by: Person, at: datetime
) -> LiveSession:
    """Change what a session is about; while it is a draft, also when it is held."""
    session = editable(session, by)
    before = section.basics_of(session)
    unchanged(before, seen)
    if not session.is_draft and not basics.title.strip():
        raise TitleMissing(_("An announced session keeps a title. Give it one."))
    if (basics.starts_at, basics.minutes) != (before.starts_at, before.minutes):
        _move_draft(session, basics.starts_at, basics.minutes)
    session.title, session.summary = basics.title, basics.summary
    session.fields = [number for number in basics.fields if number in FIELDS_OF_COOPERATION]
    session.save(update_fields=["title", "summary", "fields"])
    session.partners.set(
        Agency.objects.filter(pk__in=basics.partners).exclude(pk=session.agency_id)
    )
    edited(session, before, section.basics_of(session), by, at)
    return session


@transaction.atomic
def edit_stream(
    *, session: LiveSession, stream: Stream, seen: str, by: Person, at: datetime
) -> LiveSession:
    """Say where a session can be watched: any host over https, or nowhere."""
    session = editable(session, by)
    before = section.stream_of(session)
    unchanged(before, seen)
    if stream.url and (urlsplit(stream.url).scheme != "https" or not urlsplit(stream.url).hostname):
        raise NotOverHttps(
            _("A stream link begins with https://. Correct the link or leave it out.")
        )
    session.stream_url, session.stream_label = stream.url, stream.label
    session.save(update_fields=["stream_url", "stream_label"])
    edited(session, before, stream, by, at)
    return session


@transaction.atomic
def edit_terms(
    *, session: LiveSession, terms: Terms, seen: str, by: Person, at: datetime
) -> LiveSession:
    """Set who may register, what counts as present, and the JP; the last two only in a draft."""
    session = editable(session, by)
    before = section.terms_of(session)
    unchanged(before, seen)
    if session.state != SessionState.DRAFT and _fixed(terms) != _fixed(before):
        raise HoursFixed(
            _(
                "Learning hours and the attendance rule were fixed when the session was announced,"
                " the same for everyone (rule E9). To change them, cancel this session and announce"
                " another."
            )
        )
    if session.state == SessionState.DRAFT:
        session.hours_rule = rule_for(LearningForm(terms.form), session)
        if not Decimal(0) < terms.jp <= _most(session.hours_rule, session):
            raise HoursOutOfRange(
                _("This form of learning is worth more than 0 and at most %(most)s JP (%(basis)s).")
                % {
                    "most": f"{_most(session.hours_rule, session).normalize():f}",
                    "basis": session.hours_rule.legal_basis,
                }
            )
        session.jp = terms.jp
    if terms.registration_rule == RegistrationRule.PARTNERS:
        _nobody_shut_out(session)
    for name in _TERMS:
        setattr(session, name, getattr(terms, name))
    session.save(update_fields=[*_TERMS, "hours_rule", "jp"])
    edited(session, before, section.terms_of(session), by, at)
    return session


def _nobody_shut_out(session: LiveSession) -> None:
    outside = admission.outsiders(session)
    if outside:
        raise OthersRegistered(
            _(
                "%(count)d people from elsewhere are registered already, without an agreement."
                " Keep this session open, or announce another for partners."
            )
            % {"count": outside}
        )


def locked(session: LiveSession) -> LiveSession:
    """The session as it stands now, held until this transaction ends."""
    return (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("programme", "hours_rule")
        .get(pk=session.pk)
    )


def editable(session: LiveSession, by: Person) -> LiveSession:
    """The locked session, if this person runs it and it can still be planned."""
    if not rules.may_run(by, session):
        raise NotPermitted(_("You may not change this session."))
    session = locked(session)
    if session.state not in EDITABLE:
        raise NoLongerPlanned(
            _("This session is %(state)s and stays as it is.")
            % {"state": session.get_state_display().lower()}
        )
    return session


def rule_for(form: LearningForm, session: LiveSession) -> Rule:
    """The line of the conversion table in force on the session's date; refused if there is none."""
    on = in_zone(session.starts_at, session.programme.zone).date()
    return hours.rule_in_force(form=form, on=on)


def free_slot(
    programme: Programme, starts_at: datetime, ends_at: datetime, own: int | None
) -> None:
    """Refused where another session of the programme stands."""
    other = queries.overlapping(programme, starts_at, ends_at, except_for=own)
    if other:
        raise TimeTaken(
            _("“%(title)s” stands in this time. Choose another date or time.")
            % {"title": other.title or other.slug}
        )


def _draft(
    programme: Programme, on: date, title: str, form: LearningForm, minutes: int = 0
) -> LiveSession:
    """A new draft with the next number of its year; the programme is locked, so none is doubled."""
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
    starts_at, ends_at = calendar.slot(programme, on)
    if minutes:
        ends_at = starts_at + timedelta(minutes=minutes)
    free_slot(programme, starts_at, ends_at, None)
    session = LiveSession(
        programme=programme,
        agency_id=programme.agency_id,
        slug=programmes.free_session_slug(on),
        year=on.year,
        number=programmes.next_number(programme, on.year),
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        first_starts_at=starts_at,
    )
    session.hours_rule = rule_for(form, session)
    session.jp = hours_rules.jp_for(session.hours_rule, minutes=session.minutes)
    session.save()
    return session


def _move_draft(session: LiveSession, starts_at: datetime, minutes: int) -> None:
    """A draft has told nobody its date: date, address, windows, JP and year follow."""
    if session.state != SessionState.DRAFT:
        raise TimeAnnounced(
            _("An announced session is moved with “Postpone”, so that everyone registered is told.")
        )
    if not SHORTEST <= minutes <= LONGEST:
        raise LengthUnsound(
            _("A session lasts between %(shortest)d and %(longest)d minutes. Correct its length.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    ends_at = starts_at + timedelta(minutes=minutes)
    free_slot(session.programme, starts_at, ends_at, session.pk)
    proposed = hours_rules.jp_for(session.hours_rule, minutes=session.minutes)
    was, length = session.starts_at, session.minutes
    session.starts_at = session.first_starts_at = starts_at
    session.ends_at = ends_at
    session.hours_rule = rule_for(LearningForm(session.hours_rule.form), session)
    if session.jp == proposed:
        session.jp = hours_rules.jp_for(session.hours_rule, minutes=minutes)
    _follow_date(session, was)
    session.save()
    windows.move_all(session, was, length)


def _follow_date(session: LiveSession, was: datetime) -> None:
    zone = session.programme.zone
    on = in_zone(session.starts_at, zone).date()
    if on == in_zone(was, zone).date():
        return
    session.slug = programmes.free_session_slug(on)
    if on.year != session.year:
        must_be_last(session)
        session.number = programmes.next_number(session.programme, on.year)
        session.year = on.year


def must_be_last(session: LiveSession) -> None:
    """Only the last number of a year can be given back: the series has no gaps."""
    Programme.objects.select_for_update(of=("self",)).get(pk=session.programme_id)
    if programmes.next_number(session.programme, session.year) != session.number + 1:
        raise NumberInUse(
            _(
                "Later sessions of %(year)d are numbered after this one, so number %(number)d stays"
                " with it. Cancel the session instead."
            )
            % {"year": session.year, "number": session.number}
        )


def _most(rule: Rule, session: LiveSession) -> Decimal:
    """The cap a day, or what the minutes give where the rule has none."""
    return rule.cap if rule.cap is not None else hours_rules.jp_for(rule, minutes=session.minutes)


def _fixed(terms: Terms) -> Terms:
    return replace(terms, registration_rule="", registration_opens_at=None)


def unchanged(stored: Section, seen: str) -> None:
    """Refused where somebody else stored the section after it was read."""
    if section.mark_of(stored) != seen:
        raise ChangedMeanwhile(stored)


def edited(session: LiveSession, before: Section, after: Section, by: Person, at: datetime) -> None:
    """Record what of a section changed."""
    changed = {
        field: [getattr(before, field), getattr(after, field)]
        for field in before.__slots__
        if getattr(before, field) != getattr(after, field)
    }
    _record(
        "live.session_edited",
        session,
        by,
        at,
        section=type(after).__name__.lower(),
        changed=changed,
    )


def _record(act: str, session: LiveSession, by: Person, at: datetime, **details: Any) -> None:
    trail.record(act, thing=session, by=by, at=at, agency=session.agency_id, **details)
