import pytest

from jejaring.parties.agreements.rules import access
from jejaring.parties.agreements.states import NEEDED, StepKind
from tests.factories.agencies import AgencyFactory, MembershipFactory
from tests.factories.agreements import StepFactory, pact
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return pact(AgencyFactory(), AgencyFactory())


def member(agreement, position, **trait):
    agency = agreement.parties.get(position=position).agency
    return MembershipFactory(agency=agency, **trait).person


@pytest.mark.parametrize("position", [1, 2])
def test_officers_of_both_sides_draft_and_heads_approve(agreement, position):
    officer = member(agreement, position, officer=True)
    head = member(agreement, position, head=True)

    assert (access.may_draft(officer, agreement), access.may_approve(officer, agreement)) == (
        True,
        False,
    )
    assert (access.may_draft(head, agreement), access.may_approve(head, agreement)) == (False, True)


@pytest.mark.parametrize("trait", ["owner", "officer", "head"])
def test_a_neighbour_agency_may_nothing(agreement, trait):
    neighbour = MembershipFactory(**{trait: True}).person

    allowed = [access.may_read, access.may_draft, access.may_approve]
    assert [may(neighbour, agreement) for may in allowed] == [False] * 3


@pytest.mark.parametrize("trait", ["auditor", "organiser", "legal", "reviewer"])
def test_other_roles_of_a_side_read_and_do_not_draft(agreement, trait):
    trait = {} if trait == "organiser" else {trait: True}
    person = member(agreement, 1, **trait)

    assert access.may_read(person, agreement)
    assert not access.may_draft(person, agreement)
    assert not access.may_approve(person, agreement)


def test_every_kind_of_step_asks_for_one_permission():
    assert set(NEEDED) == set(StepKind)


@pytest.mark.parametrize(
    ("kind", "trait"),
    [
        (StepKind.TKKSD, "reviewer"),
        (StepKind.LEGAL, "legal"),
        (StepKind.NEGOTIATE, "officer"),
        (StepKind.APPROVE, "head"),
    ],
)
def test_a_step_waits_for_its_role_in_its_agency(agreement, kind, trait):
    step = StepFactory(agreement=agreement, kind=kind)
    right = MembershipFactory(agency=step.agency, **{trait: True}).person
    neighbour = MembershipFactory(**{trait: True}).person
    auditor = MembershipFactory(agency=step.agency, auditor=True).person

    assert [access.may_take(one, step) for one in (right, neighbour, auditor)] == [
        True,
        False,
        False,
    ]


def test_whom_a_step_was_delegated_to_may_take_it(agreement):
    agency = AgencyFactory()
    delegate = MembershipFactory(agency=agency).person
    auditor = MembershipFactory(agency=agency, auditor=True).person
    steps = [
        StepFactory(agreement=agreement, agency=agency, kind=kind, assignee=person)
        for kind, person in (
            (StepKind.LEGAL, delegate),
            (StepKind.TKKSD, auditor),
            (StepKind.DPRD, PersonFactory()),
        )
    ]

    assert [access.may_take(step.assignee, step) for step in steps] == [True, False, False]


def test_officers_start_agreements_for_their_own_agency(agreement):
    officer = member(agreement, 1, officer=True)
    first, second = (side.agency_id for side in agreement.parties.order_by("position"))

    assert access.may_start(officer, first)
    assert not access.may_start(officer, second)
