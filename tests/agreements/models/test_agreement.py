from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from jejaring.parties.agreements.models import Agreement, in_force
from jejaring.parties.agreements.states import TRANSITIONS, AgreementState, Capacity, Phase
from tests.factories.agencies import AgencyFactory
from tests.factories.agreements import AgreementFactory, ClauseFactory, PartyFactory, pact

pytestmark = pytest.mark.django_db
TODAY = localdate()


def days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("facts", "phase"),
    [
        ({"starts_on": days(1), "ends_on": days(900)}, Phase.WAITING),
        ({"starts_on": None}, Phase.WAITING),
        ({"starts_on": days(0), "ends_on": days(0)}, Phase.EXPIRING),
        ({"starts_on": days(-9), "ends_on": days(120)}, Phase.EXPIRING),
        ({"starts_on": days(-9), "ends_on": days(121)}, Phase.ACTIVE),
        ({"starts_on": days(-9), "ends_on": None}, Phase.ACTIVE),
        ({"starts_on": days(-9), "ends_on": days(-1)}, Phase.ENDED),
        ({"starts_on": days(-9), "ends_on": days(900), "terminates_on": days(0)}, Phase.ENDED),
        ({"starts_on": days(-9), "ends_on": days(900), "terminates_on": days(1)}, Phase.EXPIRING),
    ],
)
def test_the_clock_says_where_a_registered_agreement_stands(facts, phase):
    agreement = AgreementFactory(state=AgreementState.REGISTERED, **facts)

    assert agreement.phase(TODAY) == phase
    listed = Agreement.objects.filter(in_force(TODAY)).exists()
    assert listed == agreement.is_in_force(TODAY) == (phase in {Phase.ACTIVE, Phase.EXPIRING})


@pytest.mark.parametrize("state", set(AgreementState) - {AgreementState.REGISTERED})
def test_only_a_registered_agreement_is_in_force(state):
    agreement = AgreementFactory(in_force=True, state=state)

    assert agreement.phase(TODAY) is None
    assert not agreement.is_in_force(TODAY)
    assert not Agreement.objects.filter(in_force(TODAY)).exists()


def test_every_state_says_what_may_follow():
    assert set(TRANSITIONS) == set(AgreementState)


@pytest.mark.parametrize(
    ("answers", "needs"),
    [((None, None), False), ((False, False), False), ((True, None), True), ((False, True), True)],
)
def test_the_dprd_is_asked_when_one_answer_is_yes(answers, needs):
    agreement = AgreementFactory(burdens_people=answers[0], is_unfunded=answers[1])

    assert agreement.needs_dprd is needs


def test_an_agreement_that_ends_before_it_starts_is_not_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementFactory(starts_on=days(2), ends_on=days(1))


def test_an_agreement_is_not_its_own_parent():
    agreement = AgreementFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(pk=agreement.pk).update(parent=agreement)


def test_an_agency_is_one_side_of_an_agreement_once():
    side = PartyFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(agreement=side.agreement, agency=side.agency)


def test_a_party_s_own_number_is_used_once():
    side = PartyFactory(number="120/001/2026")

    with pytest.raises(IntegrityError), transaction.atomic():
        PartyFactory(agency=side.agency, number="120/001/2026")


def test_who_signs_under_a_mandate_names_its_number():
    assert PartyFactory().has_mandate
    assert not PartyFactory(capacity=Capacity.MANDATED).has_mandate
    assert PartyFactory(capacity=Capacity.MANDATED, mandate_number="SK/1/2026").has_mandate


@pytest.mark.parametrize(
    "wrong",
    [
        {"quantity": 0},
        {"price": 50_000},
        {"price_rule": "per_head"},
        {"starts_on": days(2), "ends_on": days(1)},
        {"scheduled": -1},
    ],
)
def test_a_clause_that_means_nothing_is_not_stored(wrong):
    agency, other = AgencyFactory(), AgencyFactory()
    agreement = pact(agency, other, in_force=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        ClauseFactory(agreement=agreement, giver=agency, receiver=other, **wrong)


def test_nobody_gives_to_themselves():
    agency = AgencyFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        ClauseFactory(giver=agency, receiver=agency)
