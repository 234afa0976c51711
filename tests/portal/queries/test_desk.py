import pytest

from jejaring.surfaces.portal.queries.desk import desk_of
from tests.factories.agencies import MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trait", ["officer", "reviewer", "legal", "head"])
def test_who_cooperates_begins_with_what_waits(trait):
    assert desk_of(MembershipFactory(**{trait: True}).person) == "agreements:desk"


@pytest.mark.parametrize("traits", [{}, {"owner": True}, {"auditor": True}])
def test_who_runs_or_reads_sessions_begins_with_them(traits):
    assert desk_of(MembershipFactory(**traits).person) == "live:console"


def test_who_does_both_begins_with_sessions():
    organiser = MembershipFactory()
    MembershipFactory(person=organiser.person, officer=True)

    assert desk_of(organiser.person) == "live:console"


def test_a_learner_begins_with_their_own_page():
    assert desk_of(PersonFactory()) == "portal:my-page"
