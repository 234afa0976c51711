from datetime import date, timedelta

import pytest
from django.db.models import Sum

from jejaring.parties.agreements.actions import doors
from jejaring.parties.agreements.models import Evidence, LineOwner, Movement
from jejaring.parties.agreements.queries.meter import meter_of
from jejaring.parties.agreements.states import AgreementState, LineState
from tests.agreements.planned import line_of, paper_of, planned
from tests.conftest import NOW
from tests.factories.agreements import ClauseFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 26)


@pytest.fixture
def pact():
    return planned()


def clause_of(pact, **wanted):
    sides = {"giver": pact.ours.agency, "receiver": pact.theirs.agency, "quantity": 200}
    return ClauseFactory(agreement=pact.agreement, **(sides | wanted))


def deliver(clause, quantity, source="live.LiveSession:1", at=NOW):
    doors.take(clause_id=clause.pk, source=source, title="Seri", quantity=quantity, by=None, at=at)
    doors.deliver(
        clause_id=clause.pk, source=source, title="Seri", quantity=quantity, by=None, at=at
    )


def show(line, party, at=NOW):
    return Evidence.objects.create(
        line=line, party=party, document=paper_of(line.agreement), title="Bukti", at=at
    )


def own(line, party, person):
    return LineOwner.objects.create(line=line, party=party, person=person)


def meter(pact, on=TODAY):
    return meter_of(pact.agreement, on)


def test_the_meter_is_counted_from_events(pact):
    clause = clause_of(pact)
    line = line_of(pact.agreement, clause=clause)
    show(line, pact.ours)
    deliver(clause, 60)
    deliver(clause, 30, "live.LiveSession:2")
    doors.take_back(clause_id=clause.pk, source="live.LiveSession:2", by=None, at=NOW)

    row = meter(pact).clauses[0]

    assert (row.promised, row.scheduled, row.delivered) == (200, 90, 60)
    assert (row.events, row.shown, row.per_cent) == (1, 1, 30)
    sums = Movement.objects.filter(kind="delivered").aggregate(total=Sum("quantity"))
    assert row.delivered == sums["total"]


def test_a_promise_without_limit_has_no_share(pact):
    clause_of(pact, quantity=None)

    assert meter(pact).clauses[0].per_cent is None


@pytest.mark.parametrize(
    ("due_on", "words", "pill"),
    [
        (date(2026, 11, 14), "Lewat 12 hari", "refused"),
        (date(2026, 11, 26), "Tenggat hari ini", "warning"),
        (date(2026, 12, 5), "9 hari lagi", "warning"),
        (date(2026, 12, 20), "Direncanakan", ""),
        (None, "Direncanakan", ""),
    ],
)
def test_a_line_says_how_late_it_is(pact, due_on, words, pill):
    line_of(pact.agreement, due_on=due_on)

    row = meter(pact).programmes[0]

    assert (row.words, row.pill) == (words, pill)


def test_evidence_stops_the_clock_and_withdrawn_evidence_does_not(pact):
    line = line_of(pact.agreement, due_on=date(2026, 11, 14))
    proof = show(line, pact.ours)
    row = meter(pact).programmes[0]
    assert (row.overdue_days, row.words) == (0, "Ada bukti, tinggal ditutup")

    proof.document.withdrawn_at = NOW
    proof.document.save()
    assert meter(pact).programmes[0].overdue_days == 12


@pytest.mark.parametrize("state", [LineState.DONE, LineState.CANCELLED, LineState.CARRIED_OVER])
def test_what_is_settled_is_never_overdue(pact, state):
    line_of(pact.agreement, due_on=date(2026, 1, 2), state=state)

    found = meter(pact)

    assert (found.overdue, found.open) == ([], [])


def test_it_is_the_givers_turn_and_without_a_clause_everybodys(pact):
    given = line_of(pact.agreement, clause=clause_of(pact), position=1)
    joint = line_of(pact.agreement, position=2)
    first, second = meter(pact).programmes
    assert (first.line, first.turn) == (given, [pact.ours])
    assert second.turn == [pact.ours, pact.theirs]

    show(joint, pact.ours)
    assert meter(pact).programmes[1].turn == [pact.theirs]


def test_ninety_days_without_a_move_are_dormant(pact):
    line_of(pact.agreement, moved_at=NOW - timedelta(days=90))
    assert meter(pact).dormant_days == 90
    assert meter(pact, TODAY - timedelta(days=1)).dormant_days == 0

    deliver(clause_of(pact), 1, at=NOW - timedelta(days=3))
    assert meter(pact).dormant_days == 0


def test_only_what_is_in_force_is_dormant():
    pact = planned(state=AgreementState.SUSPENDED)
    assert meter(pact).dormant_days == 0

    assert meter(planned()).dormant_days == (TODAY - date(2026, 1, 1)).days


def test_what_only_one_side_does_is_said(pact):
    clause = clause_of(pact)
    line = line_of(pact.agreement)
    own(line, pact.theirs, pact.other)
    deliver(clause, 5)

    said = [(one.kind, one.party) for one in meter(pact).one_sided]

    assert said == [("gives", pact.ours), ("answers", pact.theirs), ("moves", pact.ours)]
    assert pact.ours.name in meter(pact).one_sided[0].sentence


def test_nothing_is_one_sided_when_both_give_answer_and_show(pact):
    clause_of(pact)
    clause_of(pact, giver=pact.theirs.agency, receiver=pact.ours.agency)
    line = line_of(pact.agreement)
    own(line, pact.ours, pact.officer)
    own(line, pact.theirs, pact.other)
    show(line, pact.ours)
    show(line, pact.theirs)

    assert meter(pact).one_sided == []


def test_eight_announced_seven_recorded():
    pact = planned(announced_lines=8)
    rows = [line_of(pact.agreement, position=n) for n in range(1, 8)]
    line_of(pact.agreement, year=2027, carried_from=rows[0], position=9)

    gap = meter(pact).gap

    assert (gap.announced, gap.recorded, gap.unknown) == (8, 7, 1)
    line_of(pact.agreement, position=8)
    assert meter(pact).gap is None


def test_the_conclusion_comes_before_the_figures(pact):
    assert meter(pact).conclusion == "Belum ada program yang direncanakan."
    line_of(pact.agreement, state=LineState.DONE)
    line_of(pact.agreement, due_on=date(2026, 11, 14))

    assert meter(pact).conclusion == "1 dari 2 program selesai. 1 lewat tenggat."


@pytest.mark.parametrize("rows", [1, 3])
def test_seven_queries_however_much(pact, django_assert_num_queries, rows):
    for number in range(rows):
        line = line_of(pact.agreement, clause=clause_of(pact), position=number)
        own(line, pact.ours, pact.officer)
        show(line, pact.ours)
        deliver(line.clause, 1)

    with django_assert_num_queries(7):
        found = meter(pact)
        assert found.conclusion
        assert not found.dormant_days
        assert found.one_sided
        assert found.by_field
        assert [one.turn for one in found.programmes]
