from datetime import timedelta

import pytest

from jejaring.ground.access.permissions import Role
from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import soundness, stages, steps, versions
from jejaring.parties.agreements.queries import canonical, waiting
from jejaring.parties.agreements.states import AgreementKind, AgreementState, Outcome, StepKind
from jejaring.parties.notices.models import Notice
from tests.agreements import walking
from tests.agreements.complete import completed
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import AgreementFactory, LineFactory, PartyFactory, pact

pytestmark = pytest.mark.django_db


def waits(agreement):
    return sorted((step.kind, step.agency.pk) for step in waiting.open_steps(agreement))


def state(agreement):
    agreement.refresh_from_db()
    return agreement.state


def acts(agreement):
    found = Entry.objects.filter(thing=f"agreements.Agreement:{agreement.pk}")
    return list(found.order_by("id").values_list("act", flat=True))


def test_it_goes_through_every_stage_until_it_is_in_force(network, agreement, now):
    walking.to_force(network, agreement, now)

    assert state(agreement) == AgreementState.REGISTERED
    assert agreement.is_in_force(now.date())
    assert agreement.signed_on == now.date()
    assert not waiting.open_steps(agreement).exists()
    assert all(side.number and side.registered_at for side in agreement.parties.all())
    assert acts(agreement) == [
        "agreements.proposed",
        *["agreements.step_passed"] * 4,
        "agreements.version_frozen",
        *["agreements.text_agreed"] * 2,
        *["agreements.approved"] * 2,
        *["agreements.side_signed"] * 2,
        *["agreements.registered"] * 2,
    ]


def test_the_reviews_are_the_government_s_and_the_paraph_follows_for_each_side(
    network, agreement, now
):
    walking.to_review(network, agreement, now)
    east, west = network.pemprov_jatim, network.pemprov_jambi
    assert waits(agreement) == sorted([("tkksd", east.pk), ("tkksd", west.pk)])

    step = walking.open_step(agreement, StepKind.TKKSD, east)
    stages.pass_step(step=step, note="Layak.", by=network.taker(step), at=now)

    assert waits(agreement) == sorted([("legal", east.pk), ("tkksd", west.pk)])
    assert state(agreement) == AgreementState.UNDER_REVIEW


def test_a_side_without_a_government_reviews_itself(network, now):
    university, other = AgencyFactory(kind="university"), AgencyFactory(kind="business")
    agreement = pact(university, other, kind=AgreementKind.THIRD_PARTY, purpose="Riset bersama.")

    stages.propose(agreement=agreement, by=network.officer(university), at=now)

    assert waits(agreement) == sorted([("tkksd", university.pk), ("tkksd", other.pk)])


def test_whoever_may_take_a_step_is_told_once_it_is_laid(network, agreement, now):
    reviewer = network.person(network.pemprov_jambi, Role.REVIEWER)
    walking.to_review(network, agreement, now)

    notice = Notice.objects.get(person=reviewer)
    assert (notice.kind, notice.facts["step"]) == ("agreements.waits", "tkksd")


def test_beginning_twice_lays_one_step(network, agreement, now):
    first = stages.begin(agreement=agreement, at=now)

    assert stages.begin(agreement=agreement, at=now) == first
    assert waits(agreement) == [("terms", network.jatim.pk)]


def test_what_was_proposed_is_not_begun_again(network, agreement, now):
    walking.to_review(network, agreement, now)

    with pytest.raises(steps.WrongStage):
        stages.propose(agreement=agreement, by=network.officer(), at=now)


def test_only_the_proposing_side_proposes(network, agreement, now):
    for person in (network.officer(network.jambi), network.head(), MembershipFactory().person):
        with pytest.raises(NotPermitted):
            stages.propose(agreement=agreement, by=person, at=now)
    assert state(agreement) == AgreementState.PROPOSED
    assert acts(agreement) == []


def test_one_side_alone_is_not_an_agreement(network, agreement, now):
    agreement.parties.filter(is_lead=False).delete()

    with pytest.raises(soundness.PartiesMissing):
        walking.to_review(network, agreement, now)


def test_nothing_begins_without_any_side(network, now):
    with pytest.raises(soundness.PartiesMissing):
        stages.begin(agreement=AgreementFactory(), at=now)


def test_a_proposal_says_why(network, agreement, now):
    agreement.purpose = "  "
    agreement.save()

    with pytest.raises(soundness.TermsMissing):
        walking.to_review(network, agreement, now)


def test_an_implementing_agreement_of_regions_names_its_mou(network, agreement, now):
    agreement.parent = None
    agreement.save()

    with pytest.raises(soundness.ParentMissing):
        walking.to_review(network, agreement, now)


def test_the_mou_is_between_the_governments_of_the_sides(network, agreement, now):
    agreement.parent = pact(network.pemprov_jatim, kind=AgreementKind.MOU, in_force=True)
    agreement.save()

    with pytest.raises(soundness.ParentMissing):
        walking.to_review(network, agreement, now)


@pytest.mark.parametrize(
    "fault",
    [
        {"state": AgreementState.SUSPENDED},
        {"state": AgreementState.NEGOTIATION},
        {"ends_on": "yesterday"},
    ],
)
def test_the_mou_is_in_force(network, agreement, mou, now, fault):
    for name, value in fault.items():
        yesterday = now.date() - timedelta(days=1)
        setattr(mou, name, yesterday if value == "yesterday" else value)
    mou.save()

    with pytest.raises(soundness.ParentNotInForce):
        walking.to_review(network, agreement, now)


def test_nothing_stands_under_itself(network, agreement, mou, now):
    mou.parent = agreement
    mou.save()

    with pytest.raises(soundness.CircularParent):
        walking.to_review(network, agreement, now)


@pytest.mark.parametrize("role", [Role.COOPERATION, Role.LEGAL, Role.AUDITOR, Role.ORGANISER])
def test_another_role_does_not_review(network, agreement, now, role):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD, network.pemprov_jambi)

    with pytest.raises(NotPermitted):
        stages.pass_step(step=step, by=network.person(network.pemprov_jambi, role), at=now)


def test_a_neighbour_s_reviewer_does_not_review(network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD, network.pemprov_jambi)
    neighbour = network.person(network.pemprov_jatim, Role.REVIEWER)

    for act in (
        lambda: stages.pass_step(step=step, by=neighbour, at=now),
        lambda: stages.send_back(step=step, reason="Salah", by=neighbour, at=now),
        lambda: stages.delegate(step=step, person=neighbour, by=neighbour, at=now),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_step_is_taken_once(network, agreement, now):
    walking.to_review(network, agreement, now)
    step = walking.open_step(agreement, StepKind.TKKSD, network.pemprov_jambi)
    stages.pass_step(step=step, by=network.taker(step), at=now)

    with pytest.raises(stages.NotWaiting):
        stages.pass_step(step=step, by=network.taker(step), at=now)


def test_each_step_is_taken_in_its_own_way(network, agreement, now):
    walking.to_review(network, agreement, now)
    review = walking.open_step(agreement, StepKind.TKKSD)
    by = network.taker(review)

    for act in (
        lambda: stages.agree_to_text(step=review, version=None, by=by, at=now),
        lambda: stages.offer_text(step=review, by=by, at=now),
        lambda: stages.approve(step=review, by=by, at=now),
        lambda: stages.register(step=review, number="1", by=by, at=now),
    ):
        with pytest.raises(steps.WrongStage):
            act()
    walking.pass_all(network, agreement, StepKind.TKKSD, now)
    walking.pass_all(network, agreement, StepKind.LEGAL, now)
    text = walking.open_step(agreement, StepKind.NEGOTIATE)
    with pytest.raises(steps.WrongStage):
        stages.pass_step(step=text, by=network.taker(text), at=now)


def test_every_side_agrees_to_the_same_version(network, agreement, now):
    walking.to_negotiation(network, agreement, now)
    ours = walking.open_step(agreement, StepKind.NEGOTIATE, network.jatim)
    stages.offer_text(step=ours, note="Kursi ditambah.", by=network.officer(), at=now)
    theirs = walking.open_step(agreement, StepKind.NEGOTIATE, network.jambi)

    stages.agree_to_text(
        step=theirs,
        version=canonical.newest_version(agreement),
        by=network.officer(network.jambi),
        at=now,
    )

    assert state(agreement) == AgreementState.NEGOTIATION
    assert [kind for kind, _agency in waits(agreement)] == ["approve", "approve"]


def test_a_new_version_asks_anew_whoever_agreed(network, agreement, now):
    walking.to_approval(network, agreement, now)
    agreement.sections.update(body="Isi yang lain.")

    versions.freeze(agreement=agreement, by=network.officer(), at=now)

    assert [kind for kind, _agency in waits(agreement)] == ["negotiate", "negotiate"]
    assert "agreements.assent_voided" in acts(agreement)


def test_nobody_agrees_to_a_version_that_is_not_the_newest(network, agreement, now):
    walking.to_negotiation(network, agreement, now)
    old = versions.freeze(agreement=agreement, by=network.officer(), at=now)
    agreement.sections.update(body="Isi yang lain.")
    versions.freeze(agreement=agreement, by=network.officer(), at=now)
    step = walking.open_step(agreement, StepKind.NEGOTIATE, network.jambi)

    for version in (old, None):
        with pytest.raises(soundness.TextMoved):
            stages.agree_to_text(step=step, version=version, by=network.taker(step), at=now)


@pytest.mark.parametrize("kind", [StepKind.NEGOTIATE, StepKind.APPROVE])
def test_nobody_agrees_to_a_text_that_changed_since_it_was_frozen(network, agreement, now, kind):
    walking.to_negotiation(network, agreement, now)
    version = versions.freeze(agreement=agreement, by=network.officer(), at=now)
    if kind == StepKind.APPROVE:
        walking.agree(network, agreement, now)
    agreement.sections.update(body="Isi yang lain.")
    step = walking.open_step(agreement, kind)

    with pytest.raises(soundness.TextMoved):
        if kind == StepKind.APPROVE:
            stages.approve(step=step, by=network.taker(step), at=now)
        else:
            stages.agree_to_text(step=step, version=version, by=network.taker(step), at=now)


def test_the_two_questions_on_the_dprd_are_answered(network, agreement, now):
    agreement.is_unfunded = None
    agreement.save()

    with pytest.raises(soundness.AnswersMissing):
        walking.to_approval(network, agreement, now)


def test_a_text_is_agreed_only_when_nothing_is_missing(network, agreement, now):
    agreement.parties.update(person_in_charge=None)

    with pytest.raises(soundness.TextIncomplete):
        walking.to_approval(network, agreement, now)


def test_a_head_approves_only_when_nothing_is_missing(network, agreement, now):
    walking.to_approval(network, agreement, now)
    agreement.parties.update(person_in_charge=None)
    step = walking.open_step(agreement, StepKind.APPROVE)

    with pytest.raises(soundness.TextIncomplete):
        stages.approve(step=step, by=network.taker(step), at=now)


def test_a_synergy_agreement_has_its_plan(network, agreement, now):
    agreement.kind = AgreementKind.SYNERGY
    agreement.save()
    ministry = AgencyFactory(kind="ministry")
    agreement.parties.filter(is_lead=False).update(agency=ministry)
    agreement.clauses.update(receiver=ministry)
    with pytest.raises(soundness.PlanMissing):
        walking.to_approval(network, agreement, now)

    LineFactory(agreement=agreement)
    walking.agree(network, agreement, now)

    assert [kind for kind, _agency in waits(agreement)] == ["approve", "approve"]


def test_the_dprd_is_asked_only_if_one_answer_is_yes(network, agreement, now):
    agreement.burdens_people = True
    agreement.save()
    walking.to_approval(network, agreement, now)

    assert state(agreement) == AgreementState.AWAITING_DPRD
    assert waits(agreement) == sorted(
        [("dprd", network.pemprov_jatim.pk), ("dprd", network.pemprov_jambi.pk)]
    )
    with pytest.raises(stages.NumberMissing):
        walking.pass_all(network, agreement, StepKind.DPRD, now)
    walking.pass_all(network, agreement, StepKind.DPRD, now, note="172/1/2026")
    walking.approve(network, agreement, now)
    assert state(agreement) == AgreementState.APPROVED


def test_the_dprd_of_one_region_decides_once_for_two_sides(network, now):
    sides = [network.jatim, AgencyFactory(parent=network.pemprov_jatim)]
    mou = pact(*sides, kind=AgreementKind.MOU, in_force=True)
    facts = {"burdens_people": True, "is_unfunded": False, "parent": mou}
    agreement = completed(pact(*sides, purpose="Satu daerah.", **facts))

    walking.to_approval(network, agreement, now)

    assert waits(agreement) == [("dprd", network.pemprov_jatim.pk)]


def test_sides_without_a_region_need_no_dprd(network, now):
    sides = [AgencyFactory(kind="university"), AgencyFactory(kind="business")]
    facts = {"burdens_people": True, "is_unfunded": False}
    agreement = completed(pact(*sides, kind="third_party", purpose="Riset.", **facts))
    stages.propose(agreement=agreement, by=network.officer(sides[0]), at=now)
    walking.pass_all(network, agreement, StepKind.TKKSD, now)
    walking.pass_all(network, agreement, StepKind.LEGAL, now)
    ours = walking.open_step(agreement, StepKind.NEGOTIATE, sides[0])
    stages.offer_text(step=ours, by=network.officer(sides[0]), at=now)
    walking.agree(network, agreement, now)

    assert [kind for kind, _agency in waits(agreement)] == ["approve", "approve"]


def test_signing_moves_on_when_every_side_has_signed(network, agreement, now):
    walking.to_signing(network, agreement, now)
    first, second = agreement.parties.all()

    assert walking.sign(agreement, first, now).state == AgreementState.APPROVED
    assert waits(agreement) == [("sign", second.agency_id)]
    assert walking.sign(agreement, second, now).state == AgreementState.SIGNED
    again = stages.note_signed(agreement=agreement, by=None, at=now)
    assert again.state == AgreementState.SIGNED


def test_a_signature_outlives_a_detour_that_changed_nothing(network, agreement, now):
    walking.to_signing(network, agreement, now)
    first, second = agreement.parties.all()
    walking.sign(agreement, first, now)
    step = walking.open_step(agreement, StepKind.SIGN, second.agency)
    stages.send_back(step=step, reason="Baca ulang.", by=network.taker(step), at=now)
    assert state(agreement) == AgreementState.NEGOTIATION

    walking.agree(network, agreement, now)
    walking.approve(network, agreement, now)

    assert waits(agreement) == [("sign", second.agency_id)]


def test_a_number_is_written_and_its_own(network, agreement, now):
    PartyFactory(agency=network.jatim, number="119/1/2026")
    walking.to_registration(network, agreement, now)
    step = walking.open_step(agreement, StepKind.REGISTER, network.jatim)
    by = network.officer()

    with pytest.raises(stages.NumberMissing):
        stages.register(step=step, number="  ", by=by, at=now)
    with pytest.raises(stages.NumberTaken):
        stages.register(step=step, number=" 119/1/2026", by=by, at=now)
    with pytest.raises(NotPermitted):
        stages.register(step=step, number="2", by=network.officer(network.jambi), at=now)


def test_it_comes_in_force_only_under_an_mou_in_force(network, agreement, mou, now):
    walking.to_registration(network, agreement, now)
    mou.state = AgreementState.SUSPENDED
    mou.save()
    first, second = waiting.open_steps(agreement)
    stages.register(step=first, number="1", by=network.taker(first), at=now)

    with pytest.raises(soundness.ParentNotInForce):
        stages.register(step=second, number="1", by=network.taker(second), at=now)
    assert state(agreement) == AgreementState.SIGNED


BACK = [
    (walking.to_review, StepKind.TKKSD, AgreementState.PROPOSED, ["terms"]),
    (walking.to_negotiation, StepKind.NEGOTIATE, AgreementState.UNDER_REVIEW, ["tkksd"] * 2),
    (walking.to_approval, StepKind.APPROVE, AgreementState.NEGOTIATION, ["negotiate"] * 2),
    (walking.to_signing, StepKind.SIGN, AgreementState.NEGOTIATION, ["negotiate"] * 2),
]


@pytest.mark.parametrize("way", BACK)
def test_a_step_is_sent_back_with_a_reason(network, agreement, now, way):
    walk, kind, to, opens = way
    walk(network, agreement, now)
    step = walking.open_step(agreement, kind)
    with pytest.raises(stages.ReasonMissing):
        stages.send_back(step=step, reason=" ", by=network.taker(step), at=now)

    stages.send_back(step=step, reason="Pasal 3 keliru.", by=network.taker(step), at=now)

    step.refresh_from_db()
    assert (step.outcome, step.reason) == (Outcome.SENT_BACK, "Pasal 3 keliru.")
    assert state(agreement) == to
    assert [kind for kind, _agency in waits(agreement)] == opens


@pytest.mark.parametrize("walk", [None, walking.to_registration])
def test_the_first_step_and_a_registration_are_not_sent_back(network, agreement, now, walk):
    if walk:
        walk(network, agreement, now)
    else:
        stages.begin(agreement=agreement, at=now)
    step = waiting.open_steps(agreement).get(agency=network.jatim)

    with pytest.raises(stages.NotSentBack):
        stages.send_back(step=step, reason="Tidak.", by=network.taker(step), at=now)
