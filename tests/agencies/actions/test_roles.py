import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions, queries
from jejaring.parties.agencies.models import Membership
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.people import EmailAddressFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(owner=True)


def roles(agency):
    return [(member.person, member.role) for member in queries.members_of(agency)]


def test_owner_gives_a_role_and_the_agency_s_trail_tells_it(owner, now):
    person = PersonFactory()

    membership = actions.grant_role(
        agency=owner.agency, person=person, role=Role.AUDITOR, by=owner.person, at=now
    )

    assert (membership.granted_by, membership.started_at) == (owner.person, now)
    entry = Entry.objects.get()
    assert (entry.agency, entry.act, entry.by) == (
        owner.agency.pk,
        "agencies.role_granted",
        owner.person.pk,
    )


def test_same_role_again_changes_nothing(owner, now):
    person = PersonFactory()
    first = actions.grant_role(
        agency=owner.agency, person=person, role=Role.AUDITOR, by=owner.person, at=now
    )

    again = actions.grant_role(
        agency=owner.agency, person=person, role=Role.AUDITOR, by=owner.person, at=now
    )

    assert (again, Entry.objects.count()) == (first, 1)


def test_another_role_takes_the_place_of_the_first(owner, now):
    organiser = MembershipFactory(agency=owner.agency)

    actions.grant_role(
        agency=owner.agency, person=organiser.person, role=Role.OWNER, by=owner.person, at=now
    )

    assert (organiser.person, Role.OWNER) in roles(owner.agency)
    assert Membership.objects.filter(ended_at__isnull=False).get() == organiser
    assert [entry.act for entry in Entry.objects.all()] == [
        "agencies.role_ended",
        "agencies.role_granted",
    ]


@pytest.mark.parametrize(
    "trait", [{"auditor": True}, {}, {"ended_at": "2026-01-01T00:00Z", "owner": True}]
)
def test_only_current_owners_give_and_end_roles(owner, now, trait):
    other = MembershipFactory(agency=owner.agency, **trait)

    with pytest.raises(NotPermitted):
        actions.grant_role(
            agency=owner.agency, person=other.person, role=Role.OWNER, by=other.person, at=now
        )
    with pytest.raises(NotPermitted):
        actions.end_role(agency=owner.agency, person=owner.person, by=other.person, at=now)
    assert Entry.objects.count() == 0


def test_owner_of_the_neighbour_agency_is_denied(owner, now):
    neighbour = MembershipFactory(owner=True)

    with pytest.raises(NotPermitted):
        actions.grant_role(
            agency=owner.agency,
            person=PersonFactory(),
            role=Role.OWNER,
            by=neighbour.person,
            at=now,
        )
    with pytest.raises(NotPermitted):
        actions.add_member(
            agency=owner.agency,
            email=neighbour.person.addresses.get().email,
            role=Role.OWNER,
            by=neighbour.person,
            at=now,
        )
    with pytest.raises(NotPermitted):
        actions.end_role(agency=owner.agency, person=owner.person, by=neighbour.person, at=now)


def test_role_is_ended_by_an_owner_or_laid_down(owner, now):
    auditor = MembershipFactory(agency=owner.agency, auditor=True)
    organiser = MembershipFactory(agency=owner.agency)

    actions.end_role(agency=owner.agency, person=auditor.person, by=owner.person, at=now)
    actions.end_role(agency=owner.agency, person=organiser.person, by=organiser.person, at=now)

    assert roles(owner.agency) == [(owner.person, Role.OWNER)]


def test_last_owner_cannot_leave_nor_become_less(owner, now):
    with pytest.raises(actions.LastOwner):
        actions.end_role(agency=owner.agency, person=owner.person, by=owner.person, at=now)
    with pytest.raises(actions.LastOwner):
        actions.grant_role(
            agency=owner.agency, person=owner.person, role=Role.AUDITOR, by=owner.person, at=now
        )
    assert roles(owner.agency) == [(owner.person, Role.OWNER)]


def test_last_but_one_owner_may_leave(owner, now):
    second = MembershipFactory(agency=owner.agency, owner=True)

    actions.end_role(agency=owner.agency, person=owner.person, by=owner.person, at=now)

    assert roles(owner.agency) == [(second.person, Role.OWNER)]


def test_who_has_no_role_cannot_lose_it(owner, now):
    with pytest.raises(actions.NotAMember):
        actions.end_role(agency=owner.agency, person=PersonFactory(), by=owner.person, at=now)


def test_member_is_found_by_any_address(owner, now):
    address = EmailAddressFactory(email="rara@contoh.example")

    membership = actions.add_member(
        agency=owner.agency,
        email=" Rara@Contoh.Example",
        role=Role.ORGANISER,
        by=owner.person,
        at=now,
    )

    assert membership.person == address.person


def test_member_nobody_knows_is_refused_with_what_to_do(owner, now):
    with pytest.raises(actions.NobodyThere, match="masuk sekali"):
        actions.add_member(
            agency=owner.agency,
            email="tiada@contoh.example",
            role=Role.ORGANISER,
            by=owner.person,
            at=now,
        )


def test_first_owner_is_named_by_whoever_runs_the_installation(now):
    agency, person = AgencyFactory(), PersonFactory()

    membership = actions.grant_role(agency=agency, person=person, role=Role.OWNER, by=None, at=now)

    assert membership.granted_by is None
    assert Entry.objects.get().by is None
