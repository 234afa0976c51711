"""Who may do what to a programme or a session: always by a role in the agency that runs it."""

from jejaring.activities.live.models import LiveSession, Programme
from jejaring.ground.access.permissions import Permission
from jejaring.parties.agencies import rules as agency_rules
from jejaring.parties.people.models import Person

Thing = Programme | LiveSession


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
