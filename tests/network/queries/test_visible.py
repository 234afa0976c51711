from datetime import timedelta

import pytest

from jejaring.parties.agreements.models import Agreement
from jejaring.parties.agreements.states import AgreementKind, AgreementState
from jejaring.surfaces.network.queries import visible
from jejaring.surfaces.network.queries.chosen import CENTRE, Chosen
from jejaring.surfaces.network.states import Standing
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import AgreementFactory, ClauseFactory, LineFactory, pact, today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def seen(reader=None, **wanted):
    return list(visible.agreements(reader, Chosen(**wanted), today()).order_by("pk"))


def test_only_what_was_signed_is_seen(agency_in):
    one, other = agency_in("JI"), agency_in("JA")
    made = {state: pact(one, other, state=state, starts_on=today()) for state in AgreementState}

    assert seen() == [made[state] for state in AgreementState if state in visible.CONCLUDED]


def test_an_agency_that_shows_nothing_takes_its_agreements_out_for_strangers_only(agency_in):
    silent, loud, third = agency_in("JI", shows_agreements=False), agency_in("JA"), agency_in("BT")
    hidden = pact(silent, loud, in_force=True)
    open_ = pact(loud, third, in_force=True)

    assert seen() == [open_]
    assert seen(MembershipFactory(agency=silent).person) == [hidden, open_]
    assert seen(MembershipFactory(agency=loud).person) == [hidden, open_]
    assert seen(MembershipFactory(agency=third).person) == [open_]


def test_each_choice_restricts(agency_in):
    jatim, jambi, ministry = agency_in("JI"), agency_in("JA"), agency_in("")
    mou = pact(jatim, jambi, in_force=True, mou=True)
    synergy = pact(ministry, jambi, in_force=True, kind=AgreementKind.SYNERGY)
    Agreement.objects.filter(pk=synergy.pk).update(signed_on=None)
    clause = ClauseFactory(agreement=mou, giver=jatim, receiver=jambi)
    line = LineFactory(agreement=synergy)

    assert seen(kind="mou") == [mou]
    assert seen(kind="synergy") == [synergy]
    assert seen(field=clause.field.number) == [mou, synergy]
    assert line.field == clause.field
    assert seen(field=5) == []
    assert seen(year=mou.signed_on.year) == [mou, synergy]
    assert seen(year=1999) == []
    assert seen(province="JI") == [mou]
    assert seen(province="JA", partner=CENTRE) == [synergy]
    assert seen(province="BT") == []


TERMS = [
    {"state": AgreementState.SIGNED},
    {"state": AgreementState.SIGNED, "starts_on": today() - DAY, "ends_on": today() + DAY},
    {"state": AgreementState.SUSPENDED, "starts_on": today()},
    {"state": AgreementState.DISPUTED, "ends_on": today() - DAY},
    {"state": AgreementState.TERMINATED},
    {"state": AgreementState.REGISTERED},
    {"state": AgreementState.REGISTERED, "ends_on": today() + DAY},
    {"state": AgreementState.REGISTERED, "ends_on": today() - DAY},
    {"state": AgreementState.REGISTERED, "starts_on": today() + DAY},
    {"state": AgreementState.REGISTERED, "starts_on": today() - DAY},
    {"state": AgreementState.REGISTERED, "starts_on": today() - DAY, "ends_on": today()},
    {"state": AgreementState.REGISTERED, "starts_on": today() - DAY * 9, "ends_on": today() - DAY},
    {"state": AgreementState.REGISTERED, "starts_on": today() - DAY, "terminates_on": today()},
    {"state": AgreementState.REGISTERED, "starts_on": today(), "terminates_on": today() + DAY},
    {"state": AgreementState.REGISTERED, "terminates_on": today() - DAY},
]


@pytest.mark.parametrize("terms", TERMS)
def test_an_agreement_stands_in_one_way_and_is_found_there(terms):
    agreement = AgreementFactory(**terms)

    found = [standing for standing in Standing if seen(standing=standing.value)]

    assert found == [visible.standing_of(agreement, today())]
