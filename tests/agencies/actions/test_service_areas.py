import pytest

from jejaring.parties.agencies import actions, queries
from jejaring.parties.agencies.states import AgencyKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(now):
    def make(code, kind, parent=None):
        return actions.create_agency(
            code=code, name=code, short_name=code, kind=kind, parent=parent, by=None, at=now
        )

    return make


def served(agency):
    return set(queries.served_by(agency))


def test_a_government_acts_for_what_is_below_it_and_its_learning_agency_for_all_of_it(made):
    government = made("pemprov", AgencyKind.REGIONAL_GOVERNMENT)
    office = made("dinas", AgencyKind.GOVERNMENT_UNIT, government)
    learning = made("bpsdm", AgencyKind.LEARNING_AGENCY, government)
    later = made("rsud", AgencyKind.GOVERNMENT_UNIT, office)

    everybody = {government.pk, office.pk, learning.pk, later.pk}
    assert served(government) == everybody
    assert served(learning) == everybody
    assert served(office) == {office.pk, later.pk}


def test_a_neighbour_is_not_served(made):
    learning = made(
        "bpsdm", AgencyKind.LEARNING_AGENCY, made("pemprov", AgencyKind.REGIONAL_GOVERNMENT)
    )
    neighbour = made("lain", AgencyKind.REGIONAL_GOVERNMENT)

    assert neighbour.pk not in served(learning)
    assert served(neighbour) == {neighbour.pk}


def test_agencies_in_a_circle_are_counted_once(made):
    first = made("satu", AgencyKind.MINISTRY)
    second = made("dua", AgencyKind.MINISTRY, first)
    first.parent = second

    assert queries.ancestors(first) == [second]
