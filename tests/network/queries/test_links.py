from datetime import timedelta

import pytest
from django.utils import timezone

from jejaring.parties.agreements.models import Agreement, Movement
from jejaring.parties.agreements.states import AgreementKind, MovementKind
from jejaring.surfaces.network.queries import links
from jejaring.surfaces.network.queries.chosen import CENTRE
from jejaring.surfaces.network.states import Flow
from tests.factories.agreements import ClauseFactory, pact, today

pytestmark = pytest.mark.django_db


def found():
    return links.links(Agreement.objects.all(), timezone.now(), today())[0]


def delivered(agreement, giver, receiver, *events, days=1):
    """Each event is its quantity; a negative one takes one back."""
    clause = ClauseFactory(agreement=agreement, giver=giver, receiver=receiver)
    for number, quantity in enumerate(events):
        Movement.objects.create(
            clause=clause,
            kind=MovementKind.DELIVERED,
            quantity=quantity,
            source=f"test:{number}",
            title="Kegiatan Contoh",
            at=timezone.now() - timedelta(days=days),
        )


def test_a_link_is_as_strong_as_its_smaller_direction(agency_in):
    jatim, jambi = agency_in("JI"), agency_in("JA")
    agreement = pact(jatim, jambi, in_force=True)
    delivered(agreement, jatim, jambi, 10, 10, 10)
    delivered(agreement, jambi, jatim, 5)

    link = found().all[0]

    assert (link.one, link.other) == ("JA", "JI")
    assert (link.there, link.back, link.strength) == (1, 3, 1)
    assert link.flow == Flow.BOTH
    assert link.seen_from("JI").there == 3


def test_signatures_alone_are_no_strength(agency_in):
    jatim, jambi, banten = agency_in("JI"), agency_in("JA"), agency_in("BT")
    for _number in range(3):
        pact(jatim, banten, in_force=True)
    lively = pact(jatim, jambi, in_force=True)
    delivered(lively, jatim, jambi, 1)
    delivered(lively, jambi, jatim, 1)

    network = found()

    assert [(link.one, link.other, link.standing) for link in network.all] == [
        ("JA", "JI", 1),
        ("BT", "JI", 3),
    ]
    assert [network.lively(flow) for flow in (Flow.BOTH, Flow.ONE_SIDED, Flow.QUIET)] == [1, 0, 1]
    assert network.degrees == {"JI": 2, "JA": 1, "BT": 1}


def test_what_is_old_taken_back_or_only_scheduled_does_not_count(agency_in):
    jatim, jambi = agency_in("JI"), agency_in("JA")
    agreement = pact(jatim, jambi, in_force=True)
    delivered(agreement, jatim, jambi, 1, days=400)
    delivered(agreement, jatim, jambi, 1, -1)
    clause = ClauseFactory(agreement=agreement, giver=jambi, receiver=jatim)
    Movement.objects.create(
        clause=clause, kind=MovementKind.SCHEDULED, quantity=1, source="x", title="x",
        at=timezone.now(),
    )  # fmt: skip

    assert found().all[0].flow == Flow.QUIET
    assert links.links(Agreement.objects.all(), timezone.now(), today())[1] == []


def test_agencies_without_a_province_are_the_centre(agency_in):
    ministry, jambi = agency_in(""), agency_in("JA")
    pact(ministry, jambi, in_force=True, kind=AgreementKind.SYNERGY)

    link = found().all[0]

    assert {link.one, link.other} == {CENTRE, "JA"}
    assert link.synergies == 1


def test_many_sides_of_one_province_are_one_link_and_one_agreement(agency_in):
    here, there = [agency_in("JI") for _n in range(2)], [agency_in("JA") for _n in range(2)]
    pact(*here, *there, in_force=True)
    pact(*here, in_force=True)

    network = found()

    assert [(link.one, link.other, link.agreements) for link in network.all] == [("JA", "JI", 1)]
    assert network.agencies == 4


def test_friends_on_paper_are_told_from_those_who_act(agency_in):
    jatim, jambi = agency_in("JI"), agency_in("JA")
    pact(jatim, jambi, in_force=True, mou=True)
    assert found().all[0].is_only_a_memorandum

    pact(jatim, jambi, in_force=True)
    assert not found().all[0].is_only_a_memorandum


@pytest.mark.parametrize("agreements", [1, 3])
def test_links_cost_the_same_for_any_number(agency_in, django_assert_num_queries, agreements):
    for iso in ["JA", "BT", "AC"][:agreements]:
        jatim, other = agency_in("JI"), agency_in(iso)
        delivered(pact(jatim, other, in_force=True), jatim, other, 1)

    with django_assert_num_queries(4):
        assert len(found().all) == agreements
