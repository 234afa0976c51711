import pytest

from jejaring.parties.agencies.states import AgencyKind
from jejaring.parties.agreements.queries import reading
from tests.factories.agencies import AgencyFactory, MembershipFactory, ServiceAreaFactory
from tests.factories.agreements import StepFactory, pact
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trait", ["owner", "officer", "auditor", "head", "legal", "reviewer"])
def test_members_of_every_side_read_the_agreement_once(trait):
    agreement = pact(AgencyFactory(), AgencyFactory())
    members = [
        MembershipFactory(agency=side.agency, **{trait: True}).person
        for side in agreement.parties.all()
    ]
    neighbour = MembershipFactory(**{trait: True}).person

    assert [list(reading.read_by(one)) for one in members] == [[agreement], [agreement]]
    assert list(reading.read_by(neighbour)) == []


def test_an_agency_reads_what_its_region_agreed_and_a_region_not_what_its_agency_did():
    government = AgencyFactory(kind=AgencyKind.REGIONAL_GOVERNMENT)
    learning = AgencyFactory(parent=government)
    ServiceAreaFactory(agency=government, serves=learning)
    mou, own = pact(government), pact(learning)
    officer = MembershipFactory(agency=learning, officer=True).person
    neighbour = MembershipFactory(officer=True).person
    above = MembershipFactory(agency=government, officer=True).person

    assert set(reading.read_by(officer)) == {mou, own}
    assert list(reading.read_by(above)) == [mou]
    assert list(reading.read_by(neighbour)) == []


def test_the_government_that_must_review_reads_it():
    agreement = pact(AgencyFactory())
    step = StepFactory(agreement=agreement)
    reviewer = MembershipFactory(agency=step.agency, reviewer=True).person

    assert list(reading.read_by(reviewer)) == [agreement]


def test_whom_a_step_was_delegated_to_and_who_signs_read_it():
    agreement = pact(AgencyFactory(), AgencyFactory())
    delegate, signatory = PersonFactory(), PersonFactory()
    StepFactory(agreement=agreement, assignee=delegate)
    agreement.parties.filter(position=1).update(signatory=signatory)

    assert [list(reading.read_by(one)) for one in (delegate, signatory)] == [[agreement]] * 2


def test_there_are_seven_fields_of_the_source_one_of_the_joint_program_and_other():
    assert [(one.number, one.petal) for one in reading.fields()] == [
        *[(number, number) for number in range(1, 9)],
        (9, None),
    ]
