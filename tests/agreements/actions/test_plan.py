from datetime import date, timedelta
from typing import Any

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.actions import plan, planning
from jejaring.parties.agreements.actions.plan import LineFacts
from jejaring.parties.agreements.models import CooperationField, Line
from jejaring.parties.agreements.states import AgreementState, LineState
from tests.agreements.planned import line_of, planned
from tests.conftest import NOW
from tests.factories.agencies import MembershipFactory
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db


def facts(**wanted):
    said: dict[str, Any] = {
        "title": "Menyiapkan dua lokus",
        "field": CooperationField.objects.get(number=4),
        "year": 2026,
        "due_on": date(2026, 12, 1),
    }
    return LineFacts(**(said | wanted))


def add(pact, by=None, **wanted):
    return plan.add(agreement=pact.agreement, facts=facts(**wanted), by=by or pact.officer, at=NOW)


def test_both_sides_plan_programmes():
    pact = planned()

    first = add(pact)
    second = add(pact, pact.other, title="  Mengirim   empat widyaiswara ")

    assert (first.position, second.position) == (1, 2)
    assert (second.title, second.state) == ("Mengirim empat widyaiswara", LineState.PLANNED)
    entries = Entry.objects.filter(thing=f"agreements.Agreement:{pact.agreement.pk}")
    assert list(entries.values_list("act", "agency").order_by("pk")) == [
        ("agreements.line_added", pact.ours.agency_id),
        ("agreements.line_added", pact.theirs.agency_id),
    ]


def test_neighbours_auditors_and_heads_do_not_plan():
    pact = planned()
    people = [
        MembershipFactory(officer=True).person,
        MembershipFactory(agency=pact.ours.agency, auditor=True).person,
        MembershipFactory(agency=pact.ours.agency, head=True).person,
    ]
    for person in people:
        with pytest.raises(planning.NotYourPlan):
            add(pact, person)
    assert not Line.objects.exists()


def test_a_proposal_is_planned_by_its_lead_alone():
    pact = planned(state=AgreementState.PROPOSED, signed_on=None)

    add(pact)

    with pytest.raises(planning.NotYourPlan):
        add(pact, pact.other)


@pytest.mark.parametrize(
    "state",
    [AgreementState.UNDER_REVIEW, AgreementState.APPROVED, AgreementState.TERMINATED],
)
def test_a_plan_that_was_read_stays(state):
    pact = planned(state=state)

    with pytest.raises(planning.PlanClosed):
        add(pact)


@pytest.mark.parametrize(
    "wanted",
    [
        {"year": 2025, "due_on": date(2025, 12, 31)},
        {"year": 2028, "due_on": None},
        {"year": 2028, "due_on": date(2028, 1, 1)},
        {"year": 26, "due_on": None},
    ],
)
def test_nothing_is_planned_outside_the_term(wanted):
    with pytest.raises(planning.OutsideTerm):
        add(planned(), **wanted)


def test_an_early_end_shortens_the_term():
    pact = planned(terminates_on=date(2026, 12, 1))

    with pytest.raises(planning.OutsideTerm, match="2026"):
        add(pact, due_on=date(2026, 12, 1))


def test_an_open_end_does_not_limit():
    pact = planned(ends_on=None)

    assert add(pact, year=2031, due_on=None).year == 2031
    with pytest.raises(planning.OutsideTerm):
        add(pact, year=2025, due_on=None)


def test_the_due_date_lies_in_its_year():
    with pytest.raises(planning.DueInAnotherYear):
        add(planned(), year=2026, due_on=date(2027, 1, 2))


def test_a_programme_has_a_name():
    with pytest.raises(plan.TitleNeeded):
        add(planned(), title="  ")


def test_a_clause_of_another_agreement_is_refused():
    pact = planned()
    own = ClauseFactory(
        agreement=pact.agreement, giver=pact.ours.agency, receiver=pact.theirs.agency
    )

    assert add(pact, clause=own).clause == own
    with pytest.raises(plan.ForeignClause):
        add(pact, clause=ClauseFactory())


def test_a_plan_holds_only_so_many():
    pact = planned()
    line = line_of(pact.agreement)
    copies = [
        Line(agreement=pact.agreement, position=n, field=line.field, title="x", year=2026,
             moved_at=NOW)
        for n in range(2, plan.MOST + 1)
    ]  # fmt: skip
    Line.objects.bulk_create(copies)

    with pytest.raises(plan.TooManyLines):
        add(pact)


def test_a_programme_is_stated_anew():
    pact = planned()
    line = add(pact)

    for _ in range(2):
        plan.change(line=line, facts=facts(due_on=date(2026, 12, 9)), by=pact.other, at=NOW)

    line.refresh_from_db()
    assert line.due_on == date(2026, 12, 9)
    assert Entry.objects.filter(act="agreements.line_changed").count() == 1


@pytest.mark.parametrize("state", [LineState.DONE, LineState.CANCELLED, LineState.CARRIED_OVER])
def test_what_is_settled_stays(state):
    pact = planned()
    line = line_of(pact.agreement, state=state)

    with pytest.raises(plan.LineSettled):
        plan.change(line=line, facts=facts(), by=pact.officer, at=NOW)
    with pytest.raises(plan.LineSettled):
        plan.answer(line=line, party=pact.ours, person=None, by=pact.officer, at=NOW)


def test_only_a_draft_loses_programmes():
    pact = planned(state=AgreementState.PROPOSED)
    line = line_of(pact.agreement)
    plan.remove(line=line, by=pact.officer, at=NOW)
    assert not Line.objects.exists()

    agreed = planned()
    with pytest.raises(plan.LineHasMoved):
        plan.remove(line=line_of(agreed.agreement), by=agreed.officer, at=NOW)


def test_one_owner_on_each_side():
    pact = planned()
    line = line_of(pact.agreement)
    teacher = MembershipFactory(agency=pact.theirs.agency).person

    plan.answer(line=line, party=pact.ours, person=pact.officer, by=pact.officer, at=NOW)
    plan.answer(line=line, party=pact.theirs, person=pact.other, by=pact.other, at=NOW)
    plan.answer(line=line, party=pact.theirs, person=teacher, by=pact.other, at=NOW)

    assert set(line.owners.values_list("party", "person")) == {
        (pact.ours.pk, pact.officer.pk),
        (pact.theirs.pk, teacher.pk),
    }
    plan.answer(line=line, party=pact.theirs, person=None, by=pact.other, at=NOW)
    assert line.owners.count() == 1


def test_the_lead_names_everybody_while_it_proposes():
    pact = planned(state=AgreementState.PROPOSED)
    line = line_of(pact.agreement)

    plan.answer(line=line, party=pact.theirs, person=pact.other, by=pact.officer, at=NOW)

    assert line.owners.get().person == pact.other


def test_an_owner_is_of_that_side_and_named_by_it():
    pact = planned()
    line = line_of(pact.agreement)
    auditor = MembershipFactory(agency=pact.ours.agency, auditor=True).person

    for stranger in (pact.other, auditor):
        with pytest.raises(plan.NotTheirOwner):
            plan.answer(line=line, party=pact.ours, person=stranger, by=pact.officer, at=NOW)
    with pytest.raises(plan.NotYourSide):
        plan.answer(line=line, party=pact.theirs, person=pact.other, by=pact.officer, at=NOW)
    with pytest.raises(plan.ForeignParty):
        plan.answer(line=line, party=planned().ours, person=None, by=pact.officer, at=NOW)
    with pytest.raises(planning.NotYourPlan):
        plan.answer(line=line, party=pact.ours, person=auditor, by=auditor, at=NOW)


def test_the_same_name_again_changes_nothing():
    pact = planned()
    line = line_of(pact.agreement)

    for _ in range(2):
        plan.answer(line=line, party=pact.ours, person=pact.officer, by=pact.officer, at=NOW)

    assert Entry.objects.filter(act="agreements.line_answered").count() == 1
    assert line.moved_at == NOW - timedelta(days=1)
