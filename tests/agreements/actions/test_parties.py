from datetime import date

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.ground.kernel.refusals import NotPermitted
from jejaring.parties.agreements.actions import parties
from jejaring.parties.agreements.actions.parties import PartyFacts
from jejaring.parties.agreements.models import Agreement, SectionComment
from jejaring.parties.agreements.rules import editing as rules
from jejaring.parties.agreements.states import AgreementState, Capacity
from tests.conftest import NOW
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import ClauseFactory, SectionFactory, pact

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return pact(AgencyFactory(), AgencyFactory())


@pytest.fixture
def lead(agreement):
    return officer_of(agreement, 1)


def officer_of(agreement, position):
    agency = agreement.parties.get(position=position).agency
    return MembershipFactory(agency=agency, officer=True).person


def change(party, by, **wanted):
    return parties.change_party(party=party, facts=PartyFacts(**wanted), by=by, at=NOW)


def test_a_signatory_has_office_capacity_and_mandate(agreement, lead):
    party = agreement.parties.get(position=2)
    head = MembershipFactory(agency=party.agency, head=True).person

    change(
        party,
        lead,
        signatory=head,
        signatory_office="Kepala Badan",
        capacity=Capacity.MANDATED,
        mandate_number="SK/7/2026",
        mandate_on=date(2026, 11, 1),
        person_in_charge=head,
        gives="Tempat uji",
    )

    party.refresh_from_db()
    assert (party.signatory, party.signatory_name) == (head, head.name)
    assert party.has_mandate
    agreement.refresh_from_db()
    assert agreement.revision == 1
    assert Entry.objects.get().act == "agreements.party_changed"


def test_a_mandate_is_forgotten_with_its_capacity(agreement, lead):
    party = agreement.parties.get(position=1)
    change(party, lead, capacity=Capacity.MANDATED, mandate_number="SK/7/2026")

    change(party, lead, capacity=Capacity.OWN, mandate_number="SK/7/2026")

    party.refresh_from_db()
    assert (party.capacity, party.mandate_number) == ("own", "")


def test_saying_the_same_twice_changes_nothing(agreement, lead):
    party = agreement.parties.get(position=1)

    for _ in range(2):
        change(party, lead, signatory_name="Kepala Contoh")

    agreement.refresh_from_db()
    assert agreement.revision == 1


def test_in_the_negotiation_each_side_speaks_for_itself(agreement, lead):
    other = officer_of(agreement, 2)
    first, second = agreement.parties.order_by("position")
    with pytest.raises(NotPermitted):
        change(second, other, gives="Lokus")

    Agreement.objects.update(state=AgreementState.NEGOTIATION)
    second.refresh_from_db()

    assert change(second, other, gives="Lokus").gives == "Lokus"
    with pytest.raises(parties.NotYourParty):
        change(first, other, gives="Lokus")


def test_who_signs_or_answers_belongs_to_the_agency(agreement, lead):
    stranger = MembershipFactory(head=True).person
    party = agreement.parties.get(position=1)

    for role in ("signatory", "person_in_charge"):
        with pytest.raises(parties.NotTheirPerson, match=stranger.name):
            change(party, lead, **{role: stranger})


def test_a_neighbour_changes_adds_and_removes_nothing(agreement):
    neighbour = MembershipFactory(officer=True).person
    party = agreement.parties.get(position=2)

    with pytest.raises(NotPermitted):
        change(party, neighbour, gives="Apa saja")
    with pytest.raises(NotPermitted):
        parties.add_party(agreement=agreement, agency=AgencyFactory(), by=neighbour, at=NOW)
    with pytest.raises(NotPermitted):
        parties.remove_party(party=party, by=neighbour, at=NOW)
    assert Entry.objects.count() == 0


def test_a_third_party_comes_and_goes(agreement, lead):
    agency = AgencyFactory()

    party = parties.add_party(agreement=agreement, agency=agency, by=lead, at=NOW)

    assert (party.position, party.name) == (3, agency.name)
    parties.remove_party(party=party, by=lead, at=NOW)
    assert agreement.parties.count() == 2
    assert [entry.act for entry in Entry.objects.order_by("pk")] == [
        "agreements.party_added",
        "agreements.party_removed",
    ]


def test_an_agency_is_a_party_once(agreement, lead):
    with pytest.raises(parties.AlreadyParty):
        parties.add_party(
            agreement=agreement, agency=agreement.parties.first().agency, by=lead, at=NOW
        )


def test_a_crowd_is_too_many(agreement, lead):
    for _ in range(parties.MOST - 2):
        parties.add_party(agreement=agreement, agency=AgencyFactory(), by=lead, at=NOW)

    with pytest.raises(parties.TooManyParties):
        parties.add_party(agreement=agreement, agency=AgencyFactory(), by=lead, at=NOW)


def test_two_stay_and_so_does_the_lead(agreement, lead):
    for party in agreement.parties.all():
        with pytest.raises(parties.PartyNeeded):
            parties.remove_party(party=party, by=lead, at=NOW)


def test_whoever_has_clauses_or_has_spoken_stays(agreement, lead):
    third = parties.add_party(agreement=agreement, agency=AgencyFactory(), by=lead, at=NOW)
    fourth = parties.add_party(agreement=agreement, agency=AgencyFactory(), by=lead, at=NOW)
    ClauseFactory(
        agreement=agreement, giver=third.agency, receiver=agreement.parties.first().agency
    )
    section = SectionFactory(agreement=agreement)
    SectionComment.objects.create(section=section, party=fourth, by=lead, at=NOW, body="Mohon cek")

    for party in (third, fourth):
        with pytest.raises(parties.PartyNeeded):
            parties.remove_party(party=party, by=lead, at=NOW)
    assert agreement.parties.count() == 4


def test_rights_are_shown_as_they_are(agreement, lead):
    other = officer_of(agreement, 2)

    def shown(by):
        rows = rules.sides_with_rights(by, agreement)
        return [(row.may_change, row.may_remove) for row in rows]

    assert shown(lead) == [(True, False), (True, False)]
    assert shown(other) == [(False, False), (False, False)]
    agreement.state = AgreementState.NEGOTIATION
    assert shown(other) == [(False, False), (True, False)]
