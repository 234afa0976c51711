from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import lifecycle, stages, steps
from jejaring.parties.agreements.queries import waiting
from jejaring.parties.agreements.states import AgreementState, StepKind
from jejaring.parties.notices.models import Notice
from tests.agreements import walking
from tests.factories.agencies import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(network, agreement, now):
    """Registered by both sides, with 90 days of notice."""
    walking.to_force(network, agreement, now)
    return agreement


def told(kind):
    return Notice.objects.filter(kind=f"agreements.{kind}").count()


def test_a_suspended_agreement_is_not_in_force_until_it_is_resumed(network, standing, now):
    stopped = lifecycle.suspend(
        agreement=standing, reason="Anggaran tertunda.", by=network.head(), at=now
    )
    assert (stopped.state, stopped.is_in_force(localdate(now))) == ("suspended", False)
    assert stopped.stopped_by.agency == network.jatim
    assert told("suspended") == 4

    again = lifecycle.resume(agreement=standing, reason="Cair.", by=network.head(), at=now)

    assert (again.state, again.is_in_force(localdate(now))) == ("registered", True)
    assert again.stopped_by is None


def test_only_the_side_that_suspended_resumes(network, standing, now):
    lifecycle.suspend(agreement=standing, reason="Tunda.", by=network.head(), at=now)

    with pytest.raises(NotPermitted):
        lifecycle.resume(
            agreement=standing, reason="Lanjut.", by=network.head(network.jambi), at=now
        )


def test_what_is_not_suspended_is_not_resumed(network, standing, now):
    with pytest.raises(steps.WrongStage):
        lifecycle.resume(agreement=standing, reason="Lanjut.", by=network.head(), at=now)


def test_what_has_ended_is_not_suspended(network, standing, now):
    standing.ends_on = localdate(now) - timedelta(days=1)
    standing.save()

    with pytest.raises(lifecycle.NotInForce):
        lifecycle.suspend(agreement=standing, reason="Tunda.", by=network.head(), at=now)


ACTS = [
    lifecycle.suspend,
    lifecycle.resume,
    lifecycle.dispute,
    lifecycle.give_notice,
    lifecycle.take_back_notice,
]


@pytest.mark.parametrize("act", ACTS)
def test_only_heads_of_the_sides_decide(network, standing, now, act):
    for person in (
        network.officer(),
        MembershipFactory(head=True).person,
        MembershipFactory(agency=network.jatim, auditor=True).person,
    ):
        with pytest.raises(NotPermitted):
            act(agreement=standing, reason="Tunda.", by=person, at=now)


@pytest.mark.parametrize("act", ACTS)
def test_every_such_act_says_why(network, standing, now, act):
    with pytest.raises(stages.ReasonMissing):
        act(agreement=standing, reason=" ", by=network.head(), at=now)


@pytest.mark.parametrize("act", [lifecycle.suspend, lifecycle.dispute, lifecycle.give_notice])
def test_a_draft_is_not_stopped(network, agreement, now, act):
    with pytest.raises(lifecycle.NotInForce):
        act(agreement=agreement, reason="Tunda.", by=network.head(), at=now)


def test_a_dispute_is_settled_by_every_side(network, standing, now):
    lifecycle.dispute(agreement=standing, reason="Kursi kurang.", by=network.head(), at=now)
    ours, theirs = waiting.open_steps(standing).filter(kind=StepKind.SETTLE)
    with pytest.raises(stages.ReasonMissing):
        lifecycle.settle(step=ours, note="", by=network.taker(ours), at=now)

    half = lifecycle.settle(step=ours, note="Ditambah.", by=network.taker(ours), at=now)
    assert half.state == AgreementState.DISPUTED
    whole = lifecycle.settle(step=theirs, note="Ditambah.", by=network.taker(theirs), at=now)

    assert (whole.state, whole.stopped_by) == (AgreementState.REGISTERED, None)
    assert told("settled") == 4
    assert told("in_force") == 4


def test_a_neighbour_neither_settles_nor_acknowledges(network, standing, now):
    lifecycle.dispute(agreement=standing, reason="Kurang.", by=network.head(), at=now)
    step = walking.open_step(standing, StepKind.SETTLE, network.jambi)

    with pytest.raises(NotPermitted):
        lifecycle.settle(step=step, note="Beres.", by=network.head(), at=now)
    with pytest.raises(steps.WrongStage):
        lifecycle.acknowledge(step=step, by=network.taker(step), at=now)


def test_notice_runs_for_its_days_and_then_ends_it(network, standing, now):
    given = lifecycle.give_notice(
        agreement=standing, reason="Prioritas lain.", by=network.head(), at=now
    )
    last = localdate(now) + timedelta(days=90)
    step = walking.open_step(standing, StepKind.ACKNOWLEDGE, network.jambi)
    lifecycle.acknowledge(step=step, note="Diterima.", by=network.taker(step), at=now)

    assert given.terminates_on == last
    assert given.is_in_force(last - timedelta(days=1))
    early = lifecycle.end(agreement=standing, at=now + timedelta(days=89))
    assert early.state == AgreementState.REGISTERED
    over = lifecycle.end(agreement=standing, at=now + timedelta(days=90))
    assert over.state == AgreementState.TERMINATED
    lifecycle.end(agreement=standing, at=now + timedelta(days=91))
    assert Entry.objects.filter(act="agreements.terminated").count() == 1


def test_notice_is_given_once(network, standing, now):
    lifecycle.give_notice(agreement=standing, reason="Selesai.", by=network.head(), at=now)

    with pytest.raises(lifecycle.NoticeGiven):
        lifecycle.give_notice(
            agreement=standing, reason="Selesai.", by=network.head(network.jambi), at=now
        )


def test_what_ends_sooner_needs_no_notice(network, standing, now):
    standing.ends_on = localdate(now) + timedelta(days=89)
    standing.save()

    with pytest.raises(lifecycle.EndsSooner):
        lifecycle.give_notice(agreement=standing, reason="Selesai.", by=network.head(), at=now)


def test_a_notice_is_taken_back_until_it_is_acknowledged(network, standing, now):
    lifecycle.give_notice(agreement=standing, reason="Selesai.", by=network.head(), at=now)
    with pytest.raises(NotPermitted):
        lifecycle.take_back_notice(
            agreement=standing, reason="Batal.", by=network.head(network.jambi), at=now
        )
    lifecycle.take_back_notice(agreement=standing, reason="Batal.", by=network.head(), at=now)
    standing.refresh_from_db()
    assert standing.terminates_on is None
    assert not waiting.open_steps(standing).exists()

    lifecycle.give_notice(agreement=standing, reason="Selesai.", by=network.head(), at=now)
    step = walking.open_step(standing, StepKind.ACKNOWLEDGE, network.jambi)
    lifecycle.acknowledge(step=step, by=network.taker(step), at=now)
    with pytest.raises(lifecycle.Acknowledged):
        lifecycle.take_back_notice(agreement=standing, reason="Batal.", by=network.head(), at=now)


def test_without_notice_nothing_is_taken_back(network, standing, now):
    with pytest.raises(steps.WrongStage):
        lifecycle.take_back_notice(agreement=standing, reason="Batal.", by=network.head(), at=now)
