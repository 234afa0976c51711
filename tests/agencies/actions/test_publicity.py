import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions
from jejaring.parties.agencies.models import Agency, Statement
from jejaring.parties.agencies.states import StatementKind
from tests.factories.agencies import MembershipFactory, StatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return MembershipFactory(officer=True)


def state(officer, at, **changes):
    given = {
        "agency": officer.agency,
        "kind": StatementKind.NEED,
        "field": 7,
        "text": "  Pengajar data   untuk kelas kecil ",
        "by": officer.person,
    }
    return actions.state(at=at, **given | changes)


def test_an_officer_says_what_the_agency_needs(officer, now):
    made = state(officer, now)

    assert (made.kind, made.field) == (StatementKind.NEED, 7)
    assert made.text == "Pengajar data untuk kelas kecil"
    assert Entry.objects.get(act="agencies.stated").agency == officer.agency_id


def test_an_empty_or_known_statement_is_refused(officer, now):
    state(officer, now)

    with pytest.raises(actions.StatementKnown):
        state(officer, now, text="PENGAJAR data untuk kelas kecil")
    with pytest.raises(actions.TextMissing):
        state(officer, now, text="   ")
    assert state(officer, now, kind=StatementKind.STRENGTH).pk
    assert Statement.objects.count() == 2


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.AUDITOR, Role.HEAD])
def test_others_of_the_agency_and_neighbours_state_nothing(officer, now, role):
    own = MembershipFactory(agency=officer.agency, role=role)
    neighbour = MembershipFactory(officer=True)
    statement = StatementFactory(agency=officer.agency)

    for person in (own.person, neighbour.person):
        with pytest.raises(NotPermitted):
            state(officer, now, by=person)
        with pytest.raises(NotPermitted):
            actions.withdraw_statement(statement=statement, by=person, at=now)
    assert list(Statement.objects.all()) == [statement]


def test_a_withdrawn_statement_stays_in_the_trail(officer, now):
    statement = StatementFactory(agency=officer.agency)

    actions.withdraw_statement(statement=statement, by=officer.person, at=now)

    assert not Statement.objects.exists()
    assert statement.text in Entry.objects.get().details


def test_an_owner_hides_the_agreements_and_shows_them_again(now):
    owner = MembershipFactory(owner=True)

    for shown in (False, False, True):
        actions.show_agreements(agency=owner.agency, shown=shown, by=owner.person, at=now)
        assert Agency.objects.get(pk=owner.agency_id).shows_agreements is shown

    assert Entry.objects.filter(act="agencies.publicity_changed").count() == 2


def test_neither_officers_nor_neighbours_hide_agreements(officer, now):
    for person in (officer.person, MembershipFactory(owner=True).person):
        with pytest.raises(NotPermitted):
            actions.show_agreements(agency=officer.agency, shown=False, by=person, at=now)
    assert Agency.objects.get(pk=officer.agency_id).shows_agreements
