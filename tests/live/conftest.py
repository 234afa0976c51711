from datetime import date

import pytest

from jejaring.activities.live.models import LiveSession
from tests.factories.agencies import MembershipFactory
from tests.factories.hours import RuleFactory
from tests.factories.live import CheckInWindowFactory, LiveSessionFactory, ProgrammeFactory

THURSDAY = date(2026, 12, 3)
"""A week after the session of the factories."""


@pytest.fixture
def organiser():
    """Runs the sessions of `programme`."""
    return MembershipFactory.create().person


@pytest.fixture
def programme(organiser):
    RuleFactory.create()
    return ProgrammeFactory.create(agency=organiser.memberships.get().agency)


@pytest.fixture
def neighbour():
    """Organises for another agency."""
    return MembershipFactory.create().person


@pytest.fixture
def auditor(programme):
    return MembershipFactory.create(agency=programme.agency, auditor=True).person


@pytest.fixture
def session(programme) -> LiveSession:
    """Announced, with three windows."""
    return with_windows(LiveSessionFactory.create(programme=programme))


@pytest.fixture
def draft(programme) -> LiveSession:
    """Not announced yet, with three windows."""
    return with_windows(LiveSessionFactory.create(programme=programme, draft=True))


def with_windows(session: LiveSession) -> LiveSession:
    for position in (1, 2, 3):
        CheckInWindowFactory.create(session=session, position=position)
    return session
