"""Leaving a step to somebody, and thinking again."""

from datetime import timedelta

import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agencies import actions as agencies
from jejaring.parties.agreements.actions import stages
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.states import AgreementState, StepKind
from jejaring.parties.notices.models import Notice
from tests.agreements import walking
from tests.factories.agencies import MembershipFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(network, agreement, now):
    walking.to_review(network, agreement, now)
    return walking.open_step(agreement, StepKind.TKKSD, network.pemprov_jambi)


def test_a_step_is_left_to_somebody_of_that_agency(network, agreement, review, now):
    colleague = network.person(network.pemprov_jambi, Role.ORGANISER)

    stages.delegate(step=review, person=colleague, by=network.taker(review), at=now)

    assert Notice.objects.filter(person=colleague, kind="agreements.waits").count() == 1
    stages.pass_step(step=review, by=colleague, at=now)
    review.refresh_from_db()
    assert review.closed_by == colleague


def test_it_can_be_opened_to_all_again(network, review, now):
    by = network.taker(review)
    colleague = network.person(network.pemprov_jambi, Role.ORGANISER)
    stages.delegate(step=review, person=colleague, by=by, at=now)

    stages.delegate(step=review, person=None, by=by, at=now)

    with pytest.raises(NotPermitted):
        stages.pass_step(step=review, by=colleague, at=now)


def test_neither_strangers_nor_auditors_stand_in(network, review, now):
    for person in (
        PersonFactory(),
        network.person(network.pemprov_jatim, Role.REVIEWER),
        network.person(network.pemprov_jambi, Role.AUDITOR),
    ):
        with pytest.raises(stages.NotOfThatAgency):
            stages.delegate(step=review, person=person, by=network.taker(review), at=now)


def test_whoever_left_the_agency_takes_no_step_any_more(network, review, now):
    colleague = network.person(network.pemprov_jambi, Role.ORGANISER)
    owner = MembershipFactory(agency=network.pemprov_jambi, owner=True).person
    stages.delegate(step=review, person=colleague, by=network.taker(review), at=now)
    agencies.end_role(agency=network.pemprov_jambi, person=colleague, by=owner, at=now)

    with pytest.raises(NotPermitted):
        stages.pass_step(step=review, by=colleague, at=now)


def test_a_signature_is_nobody_else_s(network, agreement, now):
    walking.to_signing(network, agreement, now)
    step = walking.open_step(agreement, StepKind.SIGN, network.jatim)

    with pytest.raises(stages.NotOfThatAgency):
        stages.delegate(step=step, person=network.officer(), by=network.head(), at=now)


def test_whoever_passed_a_step_thinks_again(network, agreement, review, now):
    by = network.taker(review)
    stages.pass_step(step=review, by=by, at=now + timedelta(minutes=1))

    again = stages.take_back(step=review, by=by, at=now + timedelta(minutes=5))

    assert (again.kind, again.agency) == (StepKind.TKKSD, network.pemprov_jambi)
    assert not waiting.open_steps(agreement).filter(kind=StepKind.LEGAL).exists()
    stages.pass_step(step=again, by=by, at=now + timedelta(minutes=6))


def test_nobody_takes_back_another_s_step(network, review, now):
    stages.pass_step(step=review, by=network.taker(review), at=now + timedelta(minutes=1))

    with pytest.raises(NotPermitted):
        stages.take_back(step=review, by=network.officer(), at=now + timedelta(minutes=2))


def test_it_is_too_late_after_ten_minutes(network, review, now):
    by = network.taker(review)
    stages.pass_step(step=review, by=by, at=now + timedelta(minutes=1))

    with pytest.raises(stages.TooLate):
        stages.take_back(step=review, by=by, at=now + timedelta(minutes=12))


def test_it_is_too_late_once_the_paraph_was_given(network, agreement, review, now):
    later = now + timedelta(minutes=1)
    by = network.taker(review)
    stages.pass_step(step=review, by=by, at=later)
    walking.pass_all(network, agreement, StepKind.LEGAL, later)

    with pytest.raises(stages.TooLate):
        stages.take_back(step=review, by=by, at=later)


def test_it_is_too_late_once_the_agreement_went_on(network, agreement, now):
    walking.to_approval(network, agreement, now)
    step = walking.open_step(agreement, StepKind.APPROVE, network.jambi)
    walking.approve(network, agreement, now + timedelta(minutes=1))
    agreement.refresh_from_db()

    with pytest.raises(stages.TooLate):
        stages.take_back(step=step, by=network.taker(step), at=now + timedelta(minutes=2))
    assert agreement.state == AgreementState.APPROVED
