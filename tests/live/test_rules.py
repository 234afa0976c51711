import pytest

from jejaring.activities.live import rules
from tests.factories.agencies import MembershipFactory
from tests.factories.live import LiveSessionFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "may_run", "may_close", "may_read"),
    [
        ("owner", True, True, True),
        ("organiser", True, True, True),
        ("auditor", False, False, True),
    ],
)
def test_a_role_decides_in_its_own_agency(role, may_run, may_close, may_read):
    session = LiveSessionFactory.create()
    person = MembershipFactory.create(agency=session.agency, role=role).person

    assert rules.may_run(person, session) is may_run
    assert rules.may_run(person, session.programme) is may_run
    assert rules.may_close(person, session) is may_close
    assert rules.may_read(person, session) is may_read


def test_an_organiser_of_a_neighbour_agency_may_nothing():
    session = LiveSessionFactory.create()
    neighbour = MembershipFactory.create().person

    assert not rules.may_run(neighbour, session)
    assert not rules.may_close(neighbour, session)
    assert not rules.may_read(neighbour, session)
