from datetime import date, timedelta

import pytest

from jejaring.ground.audit.models import Entry
from jejaring.parties.agreements.actions import evidence, lines, plan, planning
from jejaring.parties.agreements.models import Line
from jejaring.parties.agreements.states import AgreementState, LineState
from tests.agreements.planned import line_of, paper_of, planned
from tests.conftest import NOW
from tests.factories.agencies import MembershipFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def pact():
    return planned()


@pytest.fixture
def line(pact):
    return line_of(pact.agreement)


def shown(pact, line):
    return evidence.attach(line=line, document=paper_of(pact.agreement), by=pact.officer, at=NOW)


def test_a_programme_is_scheduled_started_shown_and_finished(pact, line):
    lines.schedule(line=line, due_on=date(2026, 12, 1), by=pact.officer, at=NOW)
    lines.start(line=line, by=pact.other, at=NOW)
    shown(pact, line)
    done = lines.finish(line=line, by=pact.officer, at=NOW)

    assert (done.state, done.due_on, done.moved_at) == ("done", date(2026, 12, 1), NOW)
    acts = Entry.objects.order_by("pk").values_list("act", flat=True)
    assert [act.removeprefix("agreements.") for act in acts] == [
        "line_scheduled",
        "line_running",
        "evidence_added",
        "line_done",
    ]


def test_done_needs_evidence(pact, line):
    lines.start(line=line, by=pact.officer, at=NOW)
    with pytest.raises(lines.EvidenceNeeded):
        lines.finish(line=line, by=pact.officer, at=NOW)

    paper = shown(pact, line).document
    paper.withdrawn_at = NOW
    paper.save()
    with pytest.raises(lines.EvidenceNeeded):
        lines.finish(line=line, by=pact.officer, at=NOW)


def test_what_was_delivered_is_finished_after_the_end(pact, line):
    lines.start(line=line, by=pact.officer, at=NOW)
    shown(pact, line)
    pact.agreement.state = AgreementState.TERMINATED
    pact.agreement.save()

    assert lines.finish(line=line, by=pact.officer, at=NOW).state == LineState.DONE


@pytest.mark.parametrize(
    "wanted",
    [
        {"state": AgreementState.SUSPENDED},
        {"starts_on": date(2026, 11, 27)},
        {"ends_on": date(2026, 11, 25)},
        {"state": AgreementState.NEGOTIATION},
    ],
)
def test_nothing_starts_under_an_agreement_not_in_force(wanted):
    pact = planned(**wanted)

    with pytest.raises(lines.NotInForce):
        lines.start(line=line_of(pact.agreement), by=pact.officer, at=NOW)


def test_moves_follow_each_other(pact, line):
    with pytest.raises(lines.WrongMove):
        lines.finish(line=line, by=pact.officer, at=NOW)
    lines.cancel(line=line, reason="Anggaran dipotong", by=pact.officer, at=NOW)
    for act in (lines.start, lines.finish):
        with pytest.raises(lines.WrongMove):
            act(line=line, by=pact.officer, at=NOW)


def test_scheduled_needs_a_day_within_the_term(pact, line):
    with pytest.raises(lines.DateNeeded):
        lines.schedule(line=line, due_on=None, by=pact.officer, at=NOW)
    with pytest.raises(planning.OutsideTerm):
        lines.schedule(line=line, due_on=date(2028, 1, 1), by=pact.officer, at=NOW)
    with pytest.raises(planning.DueInAnotherYear):
        lines.schedule(line=line, due_on=date(2027, 1, 1), by=pact.officer, at=NOW)


def test_cancelling_and_carrying_over_say_why(pact, line):
    with pytest.raises(planning.ReasonNeeded):
        lines.cancel(line=line, reason=" ", by=pact.officer, at=NOW)
    with pytest.raises(planning.ReasonNeeded):
        lines.carry_over(line=line, year=2027, reason="", by=pact.officer, at=NOW)


def test_a_new_line_stands_for_what_is_carried_over(pact, line):
    plan.answer(line=line, party=pact.theirs, person=pact.other, by=pact.other, at=NOW)

    onward = lines.carry_over(
        line=line, year=2027, due_on=date(2027, 3, 1), reason="Lokus belum siap",
        by=pact.officer, at=NOW,
    )  # fmt: skip

    line.refresh_from_db()
    assert (line.state, line.state_reason) == ("carried_over", "Lokus belum siap")
    assert (onward.carried_from, onward.year, onward.state) == (line, 2027, "planned")
    assert onward.owners.get().person == pact.other


@pytest.mark.parametrize("year", [2025, 2026])
def test_carried_over_is_into_a_later_year(pact, line, year):
    with pytest.raises(lines.LaterYearNeeded):
        lines.carry_over(line=line, year=year, reason="Ya", by=pact.officer, at=NOW)


def test_carried_over_stays_in_the_term(pact, line):
    with pytest.raises(planning.OutsideTerm):
        lines.carry_over(line=line, year=2028, reason="Ya", by=pact.officer, at=NOW)


def test_a_closed_plan_is_not_scheduled_or_carried_over():
    pact = planned(state=AgreementState.TERMINATED)
    line = line_of(pact.agreement)

    with pytest.raises(planning.PlanClosed):
        lines.carry_over(line=line, year=2027, reason="Ya", by=pact.officer, at=NOW)
    with pytest.raises(planning.PlanClosed):
        lines.schedule(line=line, due_on=date(2026, 12, 1), by=pact.officer, at=NOW)
    with pytest.raises(planning.PlanClosed):
        plan.answer(line=line, party=pact.ours, person=None, by=pact.officer, at=NOW)


def test_who_answers_for_it_moves_it_too(pact, line):
    teacher = MembershipFactory(agency=pact.theirs.agency)
    plan.answer(line=line, party=pact.theirs, person=teacher.person, by=pact.other, at=NOW)

    lines.start(line=line, by=teacher.person, at=NOW)

    entry = Entry.objects.get(act="agreements.line_running")
    assert entry.agency == pact.theirs.agency_id
    teacher.ended_at = NOW
    teacher.save()
    with pytest.raises(planning.NotYourPlan):
        lines.cancel(line=line, reason="Ya", by=teacher.person, at=NOW)


def test_neighbours_and_auditors_move_nothing(pact, line):
    people = [
        MembershipFactory(officer=True).person,
        MembershipFactory(agency=pact.ours.agency, auditor=True).person,
        MembershipFactory(agency=pact.ours.agency).person,
    ]
    for person in people:
        with pytest.raises(planning.NotYourPlan):
            lines.start(line=line, by=person, at=NOW)
        with pytest.raises(planning.NotYourPlan):
            lines.undo(line=line, by=person, at=NOW)


def test_the_last_move_is_undone_at_once(pact, line):
    lines.cancel(line=line, reason="Keliru", by=pact.officer, at=NOW)

    undone = lines.undo(line=line, by=pact.officer, at=NOW + timedelta(minutes=9))

    assert (undone.state, undone.state_reason) == ("planned", "")
    with pytest.raises(lines.NothingToUndo):
        lines.undo(line=line, by=pact.officer, at=NOW)


def test_carrying_over_is_undone_while_the_new_line_is_untouched(pact, line):
    lines.carry_over(line=line, year=2027, reason="Keliru", by=pact.officer, at=NOW)
    lines.undo(line=line, by=pact.officer, at=NOW)
    assert Line.objects.get() == line

    onward = lines.carry_over(line=line, year=2027, reason="Ya", by=pact.officer, at=NOW)
    lines.start(line=onward, by=pact.officer, at=NOW)
    with pytest.raises(lines.NothingToUndo):
        lines.undo(line=line, by=pact.officer, at=NOW)


def test_what_was_followed_or_is_old_is_not_undone(pact, line):
    lines.start(line=line, by=pact.officer, at=NOW)
    with pytest.raises(lines.NothingToUndo):
        lines.undo(line=line, by=pact.officer, at=LATER)
    shown(pact, line)
    with pytest.raises(lines.NothingToUndo):
        lines.undo(line=line, by=pact.officer, at=NOW)
