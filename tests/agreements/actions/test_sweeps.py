from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from jejaring.parties.agreements.actions import lifecycle, stages, sweeps
from jejaring.parties.agreements.models import Warned
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.states import AgreementState, StepKind
from jejaring.parties.agreements.tasks import sweeps as tasks
from jejaring.parties.notices.models import Notice
from tests.agreements import walking
from tests.factories.agreements import pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def ending(network, now):
    """Ends in 130 days."""
    network.officer()
    network.head(network.jambi)
    return pact(
        network.jatim,
        network.jambi,
        in_force=True,
        ends_on=localdate(now) + timedelta(days=130),
    )


def warned():
    return list(Warned.objects.order_by("-days").values_list("days", flat=True))


def test_both_sides_are_warned_once_at_120_60_and_30_days(network, ending, now):
    counts = [sweeps.warn_due(at=now + timedelta(days=day)) for day in range(132)]

    assert warned() == [120, 60, 30]
    assert [day for day, count in enumerate(counts) if count] == [10, 70, 100]
    told = Notice.objects.filter(kind="agreements.ends_soon")
    assert told.filter(person=network.officer()).count() == 3
    assert told.filter(person=network.head(network.jambi)).count() == 3


def test_what_ends_in_three_weeks_is_warned_of_once(ending, now):
    late = now + timedelta(days=110)

    assert [sweeps.warn_due(at=late) for _ in range(3)] == [1, 0, 0]
    assert warned() == [30]
    assert sweeps.warn(agreement=ending, at=late) == 0


def test_a_new_end_is_warned_of_anew(ending, now):
    sweeps.warn_due(at=now + timedelta(days=20))
    ending.terminates_on = localdate(now) + timedelta(days=100)
    ending.save()

    assert sweeps.warn_due(at=now + timedelta(days=20)) == 1
    assert warned() == [120, 120]


@pytest.mark.parametrize(
    "facts", [{"state": AgreementState.SUSPENDED}, {"ends_on": None}, {"amends": True}]
)
def test_what_does_not_end_by_itself_is_not_warned_of(ending, now, facts):
    if "amends" in facts:
        facts = {"amends": pact(in_force=True, ends_on=None)}
    for name, value in facts.items():
        setattr(ending, name, value)
    ending.save()

    assert sweeps.warn_due(at=now + timedelta(days=50)) == 0
    assert warned() == []


def test_what_was_renewed_is_not_warned_of(ending, now):
    pact(renews=ending, in_force=True, ends_on=None)

    assert sweeps.warn_due(at=now + timedelta(days=50)) == 0


def test_an_agreement_that_is_far_from_its_end_gets_no_warning_of_its_own(ending, now):
    assert sweeps.warn(agreement=ending, at=now) == 0


def test_a_step_that_waits_is_asked_for_once_a_week(network, agreement, now):
    walking.to_review(network, agreement, now)
    reviewers = [network.taker(step) for step in waiting.open_steps(agreement)]
    days = [0, 6, 8, 9, 14, 15, 16]

    counts = [sweeps.nudge_due(at=now + timedelta(days=day)) for day in days]

    assert counts == [0, 0, 2, 0, 0, 2, 0]
    told = Notice.objects.filter(kind="agreements.waits_long")
    assert {told.filter(person=one).count() for one in reviewers} == {2}


def test_a_step_that_was_done_is_not_asked_for(network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD)
    stages.pass_step(step=step, by=network.taker(step), at=now)

    assert sweeps.nudge(step=step, at=now + timedelta(days=9)) == 0


def test_what_was_ended_by_notice_ends_on_its_day(network, ending, now):
    lifecycle.give_notice(agreement=ending, reason="Selesai.", by=network.head(), at=now)

    assert sweeps.end_due(at=now + timedelta(days=89)) == 0
    assert sweeps.end_due(at=now + timedelta(days=90)) == 1
    ending.refresh_from_db()
    assert ending.state == AgreementState.TERMINATED


def test_the_worker_s_clock_finds_nothing_where_nothing_is_due(db):
    assert (tasks.warn(), tasks.nudge(), tasks.end()) == (0, 0, 0)
