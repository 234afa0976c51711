import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from jejaring.config import navigation
from jejaring.parties.agencies.models import Membership
from tests.factories.agencies import MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def member(**facts) -> Membership:
    membership: Membership = MembershipFactory.create(**facts)
    return membership


def card(request):
    role = navigation.role(request)
    assert role is not None
    return role


def at(path, person):
    request = RequestFactory().get(path)
    request.user = person
    return request


def labels(request):
    return [str(group.label) for group in navigation.rail(request)]


def test_a_guest_has_no_role_and_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert navigation.role(at("/", AnonymousUser())) is None


def test_a_learner_sees_what_learners_see_even_at_an_agencys_address():
    person = PersonFactory()

    assert labels(at("/kelola/sesi/", person)) == ["Belajar"]
    assert card(at("/saya/", person)).switch_to == ""


def test_a_member_at_work_sees_the_agency_and_its_role():
    membership = member()
    request = at("/kelola/sesi/", membership.person)

    assert labels(request) == ["Penyelenggaraan", "Kerja sama", "Lembaga sendiri"]
    assert card(request).name == membership.agency.short_name


def test_a_member_of_two_agencies_is_at_work_for_the_one_in_the_address():
    first = member(agency__name="A")
    second = member(person=first.person, agency__name="B", agency__code="bpsdm-b")

    request = at("/kelola/lembaga/bpsdm-b/", first.person)

    assert card(request).name == second.agency.short_name


def test_a_member_who_learns_may_switch_to_work():
    membership = member()
    request = at("/saya/", membership.person)

    assert labels(request) == ["Belajar"]
    assert card(request).name == str(membership.person)


def test_the_menu_shows_both():
    assert labels(at("/menu/", member().person)) == [
        "Belajar",
        "Penyelenggaraan",
        "Kerja sama",
        "Lembaga sendiri",
    ]


def test_an_auditor_is_not_offered_what_only_organisers_write():
    items = [
        item.to
        for group in navigation.rail(at("/kelola/", member(auditor=True).person))
        for item in group.items
    ]

    assert "live:programmes" not in items


def test_all_of_it_costs_one_query(django_assert_num_queries):
    request = at("/kelola/sesi/", member().person)

    with django_assert_num_queries(1):
        navigation.rail(request)
        navigation.tabbar(request)
        navigation.role(request)


def test_every_link_on_a_phone_has_an_icon():
    request = at("/kelola/", member().person)
    drawn = [
        *navigation.LEARNER,
        *(item for group in navigation.rail(request) for item in group.items),
    ]

    assert [item.to for item in drawn if not item.icon] == []


def test_whoever_gave_no_name_is_not_called_by_a_handle():
    assert str(card(at("/saya/", PersonFactory(new=True))).name) == "Belum ada nama"


@pytest.mark.parametrize("trait", ["officer", "reviewer", "legal", "head"])
def test_who_cooperates_sees_agreements_first_and_no_sessions(trait):
    request = at("/kerja-sama/", member(**{trait: True}).person)

    assert labels(request) == ["Kerja sama", "Lembaga sendiri"]
    assert navigation.tabbar(request)[0].to == "agreements:desk"
