"""Who may do what to a programme or a session: always by a role in the agency that runs it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jejaring.activities.live.models import LiveSession, Programme
from jejaring.activities.live.states import AttendanceRule
from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.people.models import Person
from jejaring.parties.places.rules import in_zone

Thing = Programme | LiveSession


@dataclass(frozen=True, slots=True)
class Missing:
    """What keeps a session from being announced, and the section of its form that mends it."""

    sentence: str
    section: str


def may_run(by: Person, thing: Thing) -> bool:
    """Whoever runs live sessions for the agency plans, announces, moves and cancels."""
    return agency_rules.may(by, Permission.RUN_LIVE_SESSIONS, thing.agency_id)


def may_close(by: Person, thing: Thing) -> bool:
    """Whoever closes sessions for the agency posts hours and issues certificates."""
    return agency_rules.may(by, Permission.CLOSE_LIVE_SESSIONS, thing.agency_id)


def may_read(by: Person, thing: Thing) -> bool:
    """Whoever reads the agency's records, auditors included, sees every page of the console."""
    return agency_rules.may(by, Permission.READ_RECORDS, thing.agency_id)


def may_register(by: Person, person: Person, session: LiveSession) -> bool:
    """Learners take and give back their own place; whoever runs the session does it for anyone."""
    return by == person or may_run(by, session)


def may_check_in(by: Person, person: Person, session: LiveSession) -> bool:
    """Learners check themselves in; whoever runs the session checks in anyone."""
    return by == person or may_run(by, session)


def missing_for_announcement(session: LiveSession) -> list[Missing]:
    """Everything a learner must be able to rely on, said at once; empty when nothing is."""
    missing = []
    if not session.title.strip():
        missing.append(Missing(_("Give the session a title."), "basics"))
    on = in_zone(session.starts_at, session.programme.zone).date()
    rule = session.hours_rule
    if on < rule.valid_from or (rule.valid_until and on > rule.valid_until):
        missing.append(
            Missing(_("The JP rule is not in force on this date. Choose it again."), "terms")
        )
    if session.jp <= 0:
        missing.append(Missing(_("Fix how many JP the session is worth."), "terms"))
    return missing + _missing_for_attendance(session)


def _missing_for_attendance(session: LiveSession) -> list[Missing]:
    least = session.attendance_minimum
    if session.attendance_rule == AttendanceRule.MINUTES:
        if 0 < least <= session.minutes:
            return []
        sentence = _("Ask for at least 1 and at most %(minutes)d minutes of presence.")
        return [Missing(sentence % {"minutes": session.minutes}, "terms")]
    count = session.windows.count()
    if least < 1:
        return [Missing(_("Ask for a check-in in at least one window."), "terms")]
    if count >= least:
        return []
    sentence = _("Add check-in windows: the attendance rule asks for %(least)d.")
    return [Missing(sentence % {"least": least}, "windows")]
