from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import stages, succession
from jejaring.parties.agreements.queries import amending, waiting
from jejaring.parties.agreements.states import NEEDED_PARTS, AgreementState
from tests.agreements import walking
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory, LineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def standing(network, agreement, now):
    agreement.clauses.update(quantity=200)
    ClauseFactory(agreement=agreement, giver=network.jambi, receiver=network.jatim)
    LineFactory(agreement=agreement)
    walking.to_force(network, agreement, now)
    return agreement


def amend(network, agreement, at, **wanted):
    usual = {"clauses": [agreement.clauses.first()], "reason": "Kursi bertambah."}
    said = {**usual, "by": network.officer(), "at": at, **wanted}
    return succession.amend(agreement=agreement, **said)


def test_a_renewal_begins_when_the_term_ends_and_lasts_as_long(network, standing, now):
    made = succession.renew(agreement=standing, by=network.officer(network.jambi), at=now)

    assert (made.renews, made.parent, made.state) == (standing, standing.parent, "proposed")
    assert made.starts_on == standing.ends_on + timedelta(days=1)
    assert made.starts_on is not None
    assert made.ends_on is not None
    assert made.ends_on - made.starts_on == standing.ends_on - standing.starts_on
    assert (made.sections.count(), made.clauses.count(), made.lines.count()) == (
        len(NEEDED_PARTS),
        2,
        1,
    )
    assert not made.clauses.filter(replaces__isnull=False).exists()
    assert made.parties.get(is_lead=True).agency == network.jambi
    assert waiting.open_steps(made).get().agency == network.jambi


def test_a_renewal_of_what_has_ended_begins_today(network, standing, now):
    standing.ends_on = localdate(now) - timedelta(days=40)
    standing.save()

    made = succession.renew(agreement=standing, by=network.officer(), at=now)

    assert made.starts_on == localdate(now)


def test_a_renewal_without_a_known_end_is_open(network, standing, now):
    standing.ends_on = None
    standing.save()

    made = succession.renew(agreement=standing, by=network.officer(), at=now)

    assert (made.starts_on, made.ends_on) == (localdate(now), None)


def test_an_agreement_is_renewed_once(network, standing, now):
    first = succession.renew(agreement=standing, by=network.officer(), at=now)
    with pytest.raises(succession.RenewedAlready):
        succession.renew(agreement=standing, by=network.officer(), at=now)

    first.state = AgreementState.WITHDRAWN
    first.save()

    assert succession.renew(agreement=standing, by=network.officer(), at=now).renews == standing


def test_a_draft_and_an_addendum_are_not_renewed(network, agreement, standing, now):
    addendum = amend(network, standing, now)
    addendum.state = AgreementState.REGISTERED
    addendum.save()
    standing.state = AgreementState.SUSPENDED
    standing.save()

    for one in (standing, addendum):
        with pytest.raises(succession.NotRenewable):
            succession.renew(agreement=one, by=network.officer(), at=now)


def test_an_addendum_holds_only_what_changes(network, standing, now):
    clause = standing.clauses.first()
    section = standing.sections.first()

    made = amend(network, standing, now, sections=[section])

    assert (made.amends, made.title) == (standing, f"Adendum 1: {standing.title}")
    copy = made.clauses.get()
    assert (copy.replaces, copy.quantity, copy.giver) == (clause, 200, network.jatim)
    assert made.sections.get().heading == section.heading
    assert (made.purpose, made.ends_on) == ("Kursi bertambah.", standing.ends_on)
    assert waiting.open_steps(made).get().kind == "terms"


def test_an_addendum_says_what_and_why(network, standing, now):
    with pytest.raises(succession.NothingToAmend):
        amend(network, standing, now, clauses=[])
    with pytest.raises(stages.ReasonMissing):
        amend(network, standing, now, reason=" ")


def test_a_clause_is_replaced_by_one_addendum(network, standing, now):
    clause = standing.clauses.first()
    made = amend(network, standing, now)
    with pytest.raises(succession.ClauseNotAmendable):
        amend(network, standing, now)
    assert clause not in amending.clauses_to_amend(standing)

    made.state = AgreementState.REGISTERED
    made.save()

    again = amend(network, standing, now, clauses=[made.clauses.get()])
    assert again.title.startswith("Adendum 2")
    assert made.clauses.get() not in amending.clauses_to_amend(standing)


def test_another_agreement_s_clause_or_section_is_not_amended(network, standing, now):
    foreign = ClauseFactory()

    with pytest.raises(succession.ClauseNotAmendable):
        amend(network, standing, now, clauses=[foreign])
    section = standing.sections.first()
    section.agreement = foreign.agreement
    with pytest.raises(succession.ClauseNotAmendable):
        amend(network, standing, now, sections=[section])


def test_only_what_is_in_force_is_amended(network, agreement, standing, now):
    addendum = amend(network, standing, now)
    standing.state = AgreementState.SUSPENDED
    standing.save()

    for one in (standing, addendum):
        with pytest.raises(succession.NotAmendable):
            amend(network, one, now)


def test_only_officers_of_the_sides_begin_what_follows(network, standing, now):
    for person in (network.head(), MembershipFactory(officer=True).person):
        with pytest.raises(NotPermitted):
            succession.renew(agreement=standing, by=person, at=now)
        with pytest.raises(NotPermitted):
            amend(network, standing, now, by=person)


def test_an_addendum_goes_through_the_same_stages(network, standing, now):
    made = amend(network, standing, now)
    made.burdens_people, made.is_unfunded = False, False
    made.save()

    walking.to_force(network, made, now)

    assert made.is_in_force(localdate(now))
